import { readEnvironment } from '../../server/environment.ts'
import { startServer, type Running } from '../../server/main.ts'

/** A server on a free port with quiet logs; other variables may be set. */
export async function runServer(variables: Readonly<Record<string, string>> = {}): Promise<Running> {
  const read = readEnvironment({ PORT: '0', LOG_LEVEL: 'silent', ...variables })
  if (!read.ok) throw new Error(read.problems.join('; '))
  return startServer(read.environment)
}

export function post(url: string, body: string, type = 'application/json'): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body })
}
