import { texts, type Read } from '../sim/index.ts'

/** A body as it came, in pieces. */
export type Body = readonly Uint8Array[]

/** What bytes hold as JSON, or why they hold none. */
export function parsedBytes(body: Body): Read<unknown> {
  const decoder = new TextDecoder(texts.encodingOf(body[0]))
  const text = body.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode()
  return texts.readJsonText('body', text)
}
