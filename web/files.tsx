import { words } from './words.ts'

type FilesProps = {
  /** Of both files, without an ending. */
  readonly name: string
  readonly csv: () => string
  readonly canvas: () => HTMLCanvasElement | null
}

/** A chart's figures and its picture, to take away. */
export function Files({ name, csv, canvas }: FilesProps) {
  return (
    <div class="files">
      <button
        type="button"
        class="link"
        onClick={() => {
          const address = URL.createObjectURL(new Blob([csv()], { type: 'text/csv' }))
          download(`${name}.csv`, address)
          URL.revokeObjectURL(address)
        }}
      >
        {words.chart.csv}
      </button>
      <button
        type="button"
        class="link"
        onClick={() => {
          download(`${name}.png`, pictureOf(canvas()))
        }}
      >
        {words.chart.png}
      </button>
    </div>
  )
}

/** The canvas on the colour of the page, so that its words can be read wherever the picture goes. */
function pictureOf(canvas: HTMLCanvasElement | null): string {
  if (canvas === null) return ''
  const sheet = document.createElement('canvas')
  sheet.width = canvas.width
  sheet.height = canvas.height
  const context = sheet.getContext('2d')
  if (context === null) return canvas.toDataURL('image/png')
  context.fillStyle = getComputedStyle(document.body).backgroundColor
  context.fillRect(0, 0, sheet.width, sheet.height)
  context.drawImage(canvas, 0, 0)
  return sheet.toDataURL('image/png')
}

export function download(name: string, address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}

/** Rows as CSV; a cell with a comma, a quote or a line break is quoted. */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) => {
    const text = String(value ?? '')
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return rows.map((row) => row.map(cell).join(',')).join('\n')
}
