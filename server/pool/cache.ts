import { createHash } from 'node:crypto'
import type { Body } from '../json-bytes.ts'

/** Answers kept by their question, the one longest unused going first. */
export type Cache = {
  readonly get: (key: string) => Uint8Array | undefined
  readonly put: (key: string, answer: Uint8Array) => void
}

const mostShare = 8

/** @param mostBytes of all answers together; one that is larger than an eighth is not kept */
export function createCache(mostBytes: number): Cache {
  const kept = new Map<string, Uint8Array>()
  let bytes = 0
  const drop = (key: string) => {
    bytes -= kept.get(key)?.length ?? 0
    kept.delete(key)
  }
  return {
    get: (key) => {
      const answer = kept.get(key)
      if (answer === undefined) return undefined
      kept.delete(key)
      kept.set(key, answer)
      return answer
    },
    put: (key, answer) => {
      if (answer.length > mostBytes / mostShare) return
      drop(key)
      kept.set(key, answer)
      bytes += answer.length
      for (const oldest of kept.keys()) {
        if (bytes <= mostBytes) return
        drop(oldest)
      }
    },
  }
}

/** The same question, byte for byte, has the same answer; null for one of so many bytes that it is not looked for. */
export function keyOf(name: string, body: Body): string | null {
  const [first, second] = body
  if (first === undefined || second !== undefined) return null
  return `${name} ${createHash('sha256').update(first).digest('base64')}`
}
