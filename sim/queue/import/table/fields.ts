import type { Line } from '../lines.ts'

const quote = 34

/** The fields are bytes[from[i], to[i]), quotes not yet taken off; one object serves all lines. Cuts a line at the delimiter, RFC 4180 where `quoted`. A quote that never closes leaves `isOpen`. */
export class FieldCutter {
  readonly from: number[] = []
  readonly to: number[] = []
  count = 0
  isOpen = false
  private readonly delimiter: number
  private readonly quoted: boolean

  constructor(delimiter: number, rule: 'quoted' | 'plain') {
    this.delimiter = delimiter
    this.quoted = rule === 'quoted'
  }

  cut({ bytes, from, to }: Line): void {
    let start = from
    let isInside = false
    this.count = 0
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at]
      if (byte === quote && this.quoted) isInside = !isInside
      else if (byte === this.delimiter && !isInside) {
        this.add(start, at)
        start = at + 1
      }
    }
    this.add(start, to)
    this.isOpen = isInside
  }

  private add(from: number, to: number): void {
    this.from[this.count] = from
    this.to[this.count] = to
    this.count += 1
  }
}

const decoder = new TextDecoder()

/** A field as text: spaces around it and quotes taken off. */
export function textIn(bytes: Uint8Array, from: number, to: number): string {
  const text = decodeShort(bytes, from, to).trim()
  const isQuoted = text.length > 1 && text.startsWith('"') && text.endsWith('"')
  return isQuoted ? text.slice(1, -1).replaceAll('""', '"').trim() : text
}

/** Plain ASCII of a few letters is most of a log and quicker without the decoder. */
function decodeShort(bytes: Uint8Array, from: number, to: number): string {
  if (to - from > 24) return decoder.decode(bytes.subarray(from, to))
  let text = ''
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte > 127) return decoder.decode(bytes.subarray(from, to))
    text += String.fromCharCode(byte)
  }
  return text
}

export function textsOf(line: Line, cutter: FieldCutter): readonly string[] {
  cutter.cut(line)
  return Array.from({ length: cutter.count }, (_, i) =>
    textIn(line.bytes, cutter.from[i] ?? 0, cutter.to[i] ?? 0),
  )
}
