import { expect } from 'vitest'
import { readEnvironment } from '../../server/environment.ts'
import { startServer, type Running } from '../../server/main.ts'

/**
 * A server on a free port with quiet logs; other variables may be set. It shares its thread with the tests, whose own
 * work it does not take for a load.
 */
export async function runServer(variables: Readonly<Record<string, string>> = {}): Promise<Running> {
  const read = readEnvironment({ PORT: '0', LOG_LEVEL: 'silent', OVERLOAD_DELAY_MS: '60000', ...variables })
  if (!read.ok) throw new Error(read.problems.join('; '))
  return startServer(read.environment)
}

export function post(url: string, body: string, type = 'application/json'): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body })
}

/** The answer as events, progress among them. */
export function stream(url: string, body: unknown, signal: AbortSignal | null = null): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', Accept: 'text/event-stream' }
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal })
}

/**
 * Asks for events and leaves at the first of them. What is asked must take many times as long as that: fetch never
 * settles a read of an answer that was whole before it was left.
 */
export async function leaveEarly(url: string, body: unknown): Promise<void> {
  const controller = new AbortController()
  const reader = (await stream(url, body, controller.signal)).body?.getReader()
  const first = new TextDecoder().decode((await reader?.read())?.value)
  expect(first).toContain('event: progress')
  expect(first).not.toContain('event: answer')
  controller.abort()
  await expect(reader?.read()).rejects.toThrow()
}

/** What lets one answer be worked on for an hour. */
export const patience = { ANSWER_WORK_MS: '3600000', ANSWER_LIMIT_S: '3600' }
