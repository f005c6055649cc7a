import { texts } from '../../../sim/index.ts'
import { textGuard } from './files.ts'

/** Longer than any question; a file without line ends must not fill the memory. */
const longestLine = 1 << 20

/** The lines of each chunk of a stream, without a byte order mark; null for one of more than a mebibyte. Throws NotText. */
export async function* boundedLines(input: AsyncIterable<unknown>): AsyncGenerator<(string | null)[]> {
  let decoder: InstanceType<typeof TextDecoder> | null = null
  let rest = ''
  let isSkipping = false
  const guard = textGuard()
  for await (const chunk of input) {
    if (!(chunk instanceof Uint8Array)) continue
    guard(chunk)
    decoder ??= new TextDecoder(texts.encodingOf(chunk))
    const pieces = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r/)
    rest = pieces.pop() ?? ''
    yield isSkipping ? pieces.slice(1) : pieces
    isSkipping &&= pieces.length === 0
    if (rest.length <= longestLine) continue
    if (!isSkipping) yield [null]
    isSkipping = true
    rest = ''
  }
  if (!isSkipping && rest !== '') yield [rest]
}
