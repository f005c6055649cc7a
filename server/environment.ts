import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { built } from './built.ts'

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

export const usualWorkMs = 1800

/** What the environment may set. */
const schema = z.object({
  PORT: whole(0, 65535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  RATE_LIMIT_PER_MINUTE: whole(1, 1e6).default(600),
  BODY_LIMIT_BYTES: whole(1024, 64 * 1024 * 1024).default(256 * 1024),
  /** Of a body that holds a whole workload. */
  WORKLOAD_LIMIT_BYTES: whole(1024, 1024 * 1024 * 1024).default(128 * 1024 * 1024),
  /** Of the bodies of all requests together. */
  BODIES_LIMIT_BYTES: whole(1024 * 1024, 64 * 1024 * 1024 * 1024).default(512 * 1024 * 1024),
  /** What one answer may take. */
  ANSWER_LIMIT_S: whole(1, 3600).default(30),
  /** Work of one answer, counted before and while it is done: milliseconds of a core of 2026. */
  ANSWER_WORK_MS: whole(100, 3_600_000).default(usualWorkMs),
  /** Silence of a sender after which the request ends. */
  IDLE_LIMIT_S: whole(1, 600).default(15),
  /** Of all answers that are kept for the same question again. */
  CACHE_BYTES: whole(0, 4 * 1024 * 1024 * 1024).default(16 * 1024 * 1024),
  /** Proxies between the server and its clients, whose word on the client's address is taken. */
  TRUST_PROXY: whole(0, 10).default(0),
  /** Path below which a proxy shows the server, without its last slash; empty for none. */
  BASE_PATH: z
    .string()
    .regex(/^(\/[a-z0-9-]{1,64}){1,8}$/i, 'is a path such as /petaplan')
    .or(z.literal(''))
    .default(''),
  /** Folder of the built page; the build's own by default. */
  PAGE_FOLDER: z
    .string()
    .min(1)
    .default(fileURLToPath(built('web'))),
  /** Folder of what teams save; empty for none. Its bytes in all; and the token of whoever may save, empty for everybody. */
  PETAPLAN_DATA: z.string().default(''),
  PETAPLAN_DATA_BYTES: whole(1024 * 1024, 1024 ** 4).default(1024 ** 3),
  PETAPLAN_WRITE_TOKEN: z.string().min(16).max(200).or(z.literal('')).default(''),
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
