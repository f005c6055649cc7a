/** A file as text: UTF-8, or UTF-16 where its mark says so, as the `>` of PowerShell leaves it. */
export async function textOf(file: Blob): Promise<string> {
  return (await decoderOf(file)).decode(await file.arrayBuffer())
}

export async function decoderOf(file: Blob): Promise<TextDecoder> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  return new TextDecoder(isWide ? (first === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8')
}
