import { hold, isToPack, longestValue, packedOf, pairsOf } from '../state/address.ts'
import { mostOfFile } from '../state/own-file.ts'
import { linkAnew, rested } from '../state/state.ts'

/** With a checksum, so that a link that was cut off or mistyped is told from one that was not. */
const format = 'deflate'

/** Compresses what is long in each link, where the browser can and that is shorter. */
export function followLong(): void {
  const tried = new Set<string>()
  rested.subscribe((fields) => {
    const long = Object.values(fields).filter((value) => isToPack(value) && !tried.has(value))
    for (const value of long) tried.add(value)
    if (long.length > 0) void Promise.all(long.map(holdPacked)).then(linkAnew, linkAnew)
  })
}

async function holdPacked(text: string): Promise<void> {
  const mark = await packed(text)
  if (mark.length < Math.min(longestValue, encodeURIComponent(text).length)) hold(mark, text)
}

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
export async function unpacked(mark: string): Promise<string> {
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
