import { useRef } from 'preact/hooks'
import { known } from '../state/state.ts'
import { lose } from './lost.tsx'
import { saveAs, saveText } from './save.ts'

type Row = readonly (string | number | null)[]

type FilesProps = {
  /** Of the files, without an ending. */
  readonly name: string
  /** What the figures are, in a sentence; stands in the files. The heading of the section where there is none. */
  readonly title?: string
  /** The rows of the table, the names of its columns first. */
  readonly csv: () => readonly Row[]
}

/** Figures and, of a chart, its picture, to take away: with their title, the version and the link that made them. */
export function Files({ name, title, csv }: FilesProps) {
  const place = useRef<HTMLDivElement>(null)
  const section = () => place.current?.closest('section') ?? document.body
  const said = () => title ?? section().querySelector('h2, h3')?.textContent ?? name
  const takes = {
    CSV: async () => saveText(`${name}.csv`, csvOf(said(), csv()), 'text/csv'),
    JSON: async () => saveText(`${name}.json`, jsonOf(said(), csv()), 'application/json'),
    PNG: async () => saveAs(`${name}.png`, await pictureOf(await drawingOf(section(), said()))),
    SVG: async () => saveText(`${name}.svg`, await drawingOf(section(), said()), 'image/svg+xml'),
  }
  return (
    <div class="files" ref={place}>
      {Object.entries(takes).map(([text, take]) => (
        <button key={text} type="button" class="link" onClick={() => void take().catch(lose)}>
          {text}
        </button>
      ))}
    </div>
  )
}

/** The charts of a section under one another, each below its heading; where there is none, its bars and words. */
export async function drawingOf(section: Element, title: string): Promise<string> {
  const charts = [...section.querySelectorAll('canvas')].map((canvas) => ({
    canvas,
    heading: canvas.closest('.panel')?.querySelector('h3')?.textContent ?? title,
  }))
  return charts.length > 0
    ? (await import('../chart/svg.ts')).stackedSvg(charts, title)
    : (await import('../chart/shapes.ts')).svgOfShapes(section, title)
}

/** A drawing as a picture, twice as fine as the screen. */
async function pictureOf(svg: string): Promise<string> {
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
  await image.decode()
  const sheet = document.createElement('canvas')
  sheet.width = 2 * image.width
  sheet.height = 2 * image.height
  sheet.getContext('2d')?.drawImage(image, 0, 0, sheet.width, sheet.height)
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
