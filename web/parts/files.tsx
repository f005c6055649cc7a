import { known } from '../state/state.ts'
import { lose } from './lost.tsx'
import { saveAs, saveText } from './save.ts'

type Row = readonly (string | number | null)[]

type FilesProps = {
  /** Of the files, without an ending. */
  readonly name: string
  /** What the figures are, in a sentence; stands in the files. */
  readonly title?: string
  /** The rows of the table, the names of its columns first. */
  readonly csv: () => readonly Row[]
  /** Where there is a picture. */
  readonly canvas?: () => HTMLCanvasElement | null
  /** Finds the charts, each below its heading, where there are several under one another. */
  readonly panels?: string
}

/** Figures and, of a chart, its picture, to take away: with their title, the version and the link that made them. */
export function Files({ name, title, csv, canvas, panels }: FilesProps) {
  const vector = async () => {
    const drawn = canvas?.() ?? null
    if (drawn === null) return
    const { stackedSvg, svgOf } = await import('../chart/svg.ts')
    const lines = panels === undefined ? svgOf(drawn, title ?? name) : stackedSvg(panels, title ?? name)
    saveText(`${name}.svg`, lines, 'image/svg+xml')
  }
  return (
    <div class="files">
      <Take text="CSV" onTake={() => saveText(`${name}.csv`, csvOf(title ?? name, csv()), 'text/csv')} />
      <Take
        text="JSON"
        onTake={() => saveText(`${name}.json`, jsonOf(title ?? name, csv()), 'application/json')}
      />
      {canvas !== undefined && (
        <>
          <Take text="PNG" onTake={() => saveAs(`${name}.png`, pictureOf(canvas()))} />
          <Take text="SVG" onTake={() => void vector().catch(lose)} />
        </>
      )}
    </div>
  )
}

function Take({ text, onTake }: { readonly text: string; readonly onTake: () => void }) {
  return (
    <button type="button" class="link" onClick={onTake}>
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

/**
 * Lines that begin with # say what the figures are and what made them. Cells as the simulation writes them: quoted where
 * they have to be, and never a formula.
 */
export function csvOf(title: string, rows: readonly Row[]): string {
  const cell = (value: string | number | null) => {
    const said = String(value ?? '')
    const isFormula = typeof value === 'string' && /^[=+\-@\t\r]/.test(said) && !Number.isFinite(Number(said))
    const text = isFormula ? `'${said}` : said
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const made = [title, `Petaplan ${known.value?.version ?? ''}`, location.href].map((line) => `# ${line}`)
  return [...made, ...rows.map((row) => row.map(cell).join(','))].join('\n')
}

/** The rows as records by the names of their columns, with what made them. */
function jsonOf(title: string, [columns = [], ...rows]: readonly Row[]): string {
  const records = rows.map((row) =>
    Object.fromEntries(columns.map((column, at) => [String(column), row[at] ?? null])),
  )
  const made = { title, version: known.value?.version ?? '', link: location.href }
  return JSON.stringify({ ...made, columns, rows: records }, null, 1)
}
