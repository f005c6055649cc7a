import { texts } from '../sim/index.ts'

/** A body as it came, in pieces. */
export type Body = readonly Uint8Array[]

/** What bytes hold as JSON; undefined for what is not JSON. */
export function parsedBytes(body: Body): unknown {
  const decoder = new TextDecoder()
  const text = body.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode()
  const read = texts.readJsonText('body', text)
  return read.ok ? read.value : undefined
}
