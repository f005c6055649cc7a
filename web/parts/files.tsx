import { useRef } from 'preact/hooks'
import type { Rest, Row } from '../chart/taken.ts'
import { lose } from './later.tsx'
import { saveAs, saveText } from './save.ts'

export type FilesProps = {
  /** Of the files, without an ending. */
  readonly name: string
  /** What the figures are, in a sentence; stands in the files. The heading of the section where there is none. */
  readonly title?: string
  /** The rows of the table, the names of its columns first; a name holds the unit, unless another column does. */
  readonly csv: () => readonly Row[]
  /** What the figures rest on; the inputs of the run where nothing is said. */
  readonly rests?: () => readonly Rest[]
}

/** Figures and, of a chart, its picture, to take away: with title, version, link and sources. */
export function Files({ name, title, csv, rests }: FilesProps) {
  const place = useRef<HTMLDivElement>(null)
  const taken = async () => {
    const section = place.current?.closest('section') ?? document.body
    const said = title ?? section.querySelector('h2, h3')?.textContent ?? name
    const rows = csv()
    const files = await import('../chart/taken.ts')
    return { ...files, section, title: said, rows, rests: rests?.() ?? (await files.restsOfRun()) }
  }
  const drawn = async () => {
    const { pictureOf, pngOf } = await import('../chart/picture.ts')
    const { section, ...of } = await taken()
    return { pngOf, svg: pictureOf(section, of.title, of.rests) }
  }
  const takes = {
    CSV: async () => taken().then((of) => saveText(`${name}.csv`, of.csvOf(of), 'text/csv')),
    JSON: async () => taken().then((of) => saveText(`${name}.json`, of.jsonOf(of), 'application/json')),
    PNG: async () => drawn().then(async ({ svg, pngOf }) => saveAs(`${name}.png`, await pngOf(svg))),
    SVG: async () => drawn().then(({ svg }) => saveText(`${name}.svg`, svg, 'image/svg+xml')),
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
