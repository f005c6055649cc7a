import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { built } from './built.ts'

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

/** What the environment may set. */
const schema = z.object({
  PORT: whole(0, 65535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  RATE_LIMIT_PER_MINUTE: whole(1, 1e6).default(600),
  BODY_LIMIT_BYTES: whole(1024, 64 * 1024 * 1024).default(256 * 1024),
  /** Of a body that holds a whole workload. */
  WORKLOAD_LIMIT_BYTES: whole(1024, 1024 * 1024 * 1024).default(128 * 1024 * 1024),
  /** Folder of the built page; the build's own by default. */
  PAGE_FOLDER: z
    .string()
    .min(1)
    .default(fileURLToPath(built('web'))),
  /** Event-loop delay above which the server answers 503. */
  OVERLOAD_DELAY_MS: whole(10, 60000).default(2000),
})

export type Environment = z.infer<typeof schema>

export type EnvironmentRead =
  | { readonly ok: true; readonly environment: Environment }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads the environment; every problem at once. An empty variable counts as absent. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): EnvironmentRead {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const read = schema.safeParse(given)
  if (read.success) return { ok: true, environment: read.data }
  return {
    ok: false,
    problems: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
  }
}
