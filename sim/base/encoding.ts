/**
 * How text is written as editors and shells leave it: UTF-8, or UTF-16 where a byte order mark says so, as the `>` of
 * PowerShell does.
 *
 * @param head  the first bytes, two at least
 */
export function encodingOf(head: Uint8Array | undefined): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = head ?? []
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}
