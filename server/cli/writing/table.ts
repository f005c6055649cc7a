/** Text for a terminal of 80 columns. */
export const columns = 80

/** Three significant digits with thousands separated: 6,140,000 · 62.5 · 0.0123. */
export function figure(value: number): string {
  if (value === 0) return '0'
  const rounded = Number(value.toPrecision(3))
  const size = Math.abs(rounded)
  return size >= 1e12 || size < 1e-4 ? rounded.toExponential() : separated(rounded)
}

/** All digits before the point and at most three after it: 6,141,234 · 0.013. */
export function count(value: number): string {
  return separated(Number.isInteger(value) ? value : thousandths(value))
}

/** Rounded by the digits as they are written, half away from zero: 1.0005 gives 1.001. */
function thousandths(value: number): number {
  const size = Math.abs(value)
  if (size < 1e-4) return 0
  const [whole = '', decimals = ''] = String(size).split('.')
  const cut = Number(whole + decimals.slice(0, 3).padEnd(3, '0'))
  const rounded = decimals.charAt(3) >= '5' ? cut + 1 : cut
  return (Math.sign(value) * rounded) / 1000
}

/** What Intl writes, which takes longer to load than most commands take to answer. */
function separated(value: number): string {
  const [whole = '', ...decimals] = String(value).split('.')
  return [whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ','), ...decimals].join('.')
}

/** Large figures in words: 6.14 M, 15 T. */
export function short(value: number): string {
  const scales = [
    [1e12, ' T'],
    [1e9, ' B'],
    [1e6, ' M'],
  ] as const
  const scale = scales.find(([size]) => Math.abs(value) >= size)
  return scale === undefined ? figure(value) : `${figure(value / scale[0])}${scale[1]}`
}

/** Rows in columns as wide as their widest cell; all but the first aligned to the right. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}

/** Text broken at spaces into lines of the terminal's width, each with the indent. */
export function wrapped(text: string, indent = ''): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > columns) {
      lines.push(indent + line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, indent + line]
}
