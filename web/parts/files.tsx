import { words } from '../words.ts'

type Row = readonly (string | number | null)[]

type FilesProps = {
  /** Of the files, without an ending. */
  readonly name: string
  /** The rows of the table, the names of its columns first. */
  readonly csv: () => readonly Row[]
  /** Where there is a picture. */
  readonly canvas?: () => HTMLCanvasElement | null
}

/** Figures and, of a chart, its picture, to take away. */
export function Files({ name, csv, canvas }: FilesProps) {
  return (
    <div class="files">
      <Download name={`${name}.csv`} text={words.chart.csv} file={() => csvOf(csv())} />
      {canvas !== undefined && (
        <Download name={`${name}.png`} text={words.chart.png} file={() => pictureOf(canvas())} />
      )}
    </div>
  )
}

type DownloadProps = { readonly name: string; readonly text: string; readonly file: () => string }

/** Makes the file, as an address that holds it, when it is asked for. */
function Download({ name, text, file }: DownloadProps) {
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        const link = document.createElement('a')
        link.href = file()
        link.download = name
        link.click()
        URL.revokeObjectURL(link.href)
      }}
    >
      {text}
    </button>
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

/** A cell with a comma, a quote or a line break is quoted. */
function csvOf(rows: readonly Row[]): string {
  const cell = (value: string | number | null) => {
    const text = String(value ?? '')
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const text = rows.map((row) => row.map(cell).join(',')).join('\n')
  return URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
}
