import { hold, mostOfFile, packedOf, pairsOf } from './address.ts'

/** With a checksum, so that a link that was cut off or mistyped is told from one that was not. */
const format = 'deflate'

/** A text as the mark that a link holds in its place. */
export async function packed(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream(format))
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  const letters = Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('')
  return packedOf + btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Reads all that a link holds compressed; what cannot be read stays as it is. */
export async function unpack(fragment: string): Promise<void> {
  const found = pairsOf(fragment).filter(([, value]) => value.startsWith(packedOf))
  const read = found.map(async ([, mark]) => {
    hold(mark, await unpacked(mark))
  })
  await Promise.allSettled(read)
}

/** The text that a mark stands for; a few letters may stand for more than any page holds, and that is refused. */
async function unpacked(mark: string): Promise<string> {
  const letters = atob(mark.slice(packedOf.length).replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(letters, (letter) => letter.codePointAt(0) ?? 0)
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format))
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let text = ''
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    text += decoder.decode(value, { stream: true })
    if (text.length > mostOfFile) throw new Error(`more than ${String(mostOfFile)} letters`)
  }
}
