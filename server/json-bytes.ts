import { readJsonText } from '../sim/index.ts'

/** A body as it came, in pieces. */
export type Body = readonly Uint8Array[]

/** What bytes hold as JSON; undefined for what is not JSON. */
export function parsedBytes(body: Body): unknown {
  const decoder = new TextDecoder()
  const text = body.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode()
  const read = readJsonText('body', text)
  return read.ok ? read.value : undefined
}

/** More lists in lists than anybody saves; what copies or writes a value by recursion stays far from its end. */
export const mostLevels = 64

export function isDeep(value: unknown, levels = mostLevels): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((one) => isDeep(one, levels - 1))
}
