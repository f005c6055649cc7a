import { readJsonText } from '../sim/index.ts'

/** What bytes hold as JSON; undefined for what is not JSON. */
export function parsedBytes(bytes: Uint8Array): unknown {
  const read = readJsonText('body', new TextDecoder().decode(bytes))
  return read.ok ? read.value : undefined
}
