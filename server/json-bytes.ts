/** What bytes hold as JSON; undefined for what is not JSON. */
export function parsedBytes(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return value
  } catch {
    return undefined
  }
}
