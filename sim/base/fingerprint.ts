import { hashOf } from './random.ts'

/**
 * Sixteen hexadecimal digits of a text: two of our 32-bit hashes from different starts. Tells apart what is not made
 * to collide; no defence against whoever wants it to.
 */
export function fingerprint(text: string): string {
  return [1, 2].map((start) => (hashOf(text, start) >>> 0).toString(16).padStart(8, '0')).join('')
}

/** A value as JSON with the keys of its objects in order, so that the same value is the same text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
