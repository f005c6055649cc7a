import { describe, expect, it } from 'vitest'
import { decoderOf, textOf } from '../../web/state/text-of.ts'

const wide = Buffer.from('\ufeffé 1\n', 'utf16le')

describe('a file that the page is given', () => {
  it.each([
    ['UTF-8', Buffer.from('é 1\n')],
    ['UTF-8 with its mark', Buffer.from('\ufeffé 1\n')],
    ['UTF-16, as PowerShell writes', wide],
    ['UTF-16 of the other order', Buffer.from(wide).swap16()],
  ])('is the same text in %s, whole and as a stream', async (_, bytes) => {
    const file = new Blob([bytes])
    expect(await textOf(file)).toBe('é 1\n')
    const { encoding } = await decoderOf(file)
    let streamed = ''
    for await (const piece of file.stream().pipeThrough(new TextDecoderStream(encoding))) streamed += piece
    expect(streamed).toBe('é 1\n')
  })
})
