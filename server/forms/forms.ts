import tablesByAnswer from '../data/tables.json' with { type: 'json' }
import { questions, texts, version } from '../../sim/index.ts'
import { escapeHtml } from '../docs/docs.ts'

/** The list that is an answer's table; of other answers every value is a row. */
const tables: ReadonlyMap<string, string> = new Map(Object.entries(tablesByAnswer))

type Asked = { readonly name: string; readonly input: unknown }

/** An answer as the text of a file. */
export function written(form: string | undefined, asked: Asked, answer: unknown): string {
  if (form === 'csv') return csvOf(asked, answer)
  return form === 'svg' ? svgOf(answer) : JSON.stringify(answer)
}

/** Lines that begin with # say what made the rows; names are the paths of the JSON, which carry the units. */
function csvOf({ name, input }: Asked, answer: unknown): string {
  const list = tables.get(name)
  const rows: unknown = Object.entries(Object(answer)).find(([key]) => key === list)?.[1]
  const what =
    list === undefined ? 'every value of the answer' : `${list} of the answer; all of it is in .json`
  const head = [`# Petaplan ${version}, ${name}: ${what}`, `# ${JSON.stringify(input)}`]
  return `${[...head, ...(Array.isArray(rows) ? tableOf(rows) : [['path', 'value'], ...leafsIn(answer, '')].map(lineOf))].join('\n')}\n`
}

type Leaf = readonly [path: string, value: string]

function leafsIn(value: unknown, path: string): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [[path, value === null ? '' : String(value)]]
  return Object.entries(value).flatMap(([key, inner]) => leafsIn(inner, path === '' ? key : `${path}.${key}`))
}

const lineOf = (cells: readonly string[]) => cells.map(texts.csvCell).join(',')

function tableOf(rows: readonly unknown[]): readonly string[] {
  const records = rows.map((row) => new Map(leafsIn(row, '')))
  const columns = [...new Set(records.flatMap((record) => [...record.keys()]))]
  return [columns, ...records.map((record) => columns.map((column) => record.get(column) ?? ''))].map(lineOf)
}

const [wide, rowHeight, barFrom, barTo] = [720, 44, 150, 440]

/** The totals of a run, each a bar from zero: light from p10 to p90, dark at p50, and the same in figures. */
function svgOf(answer: unknown): string {
  const { model, system, compute, totals } = questions.estimateAnswer.parse(answer)
  const bars = [
    ['Time, days', totals.wallClockDays],
    [`Cost, ${totals.cost.currency}`, totals.cost],
    ['Energy, MWh', totals.energyMwh],
    ['Carbon, t CO₂e', totals.carbonT],
  ] as const
  const short = (value: number) =>
    value.toLocaleString('en', { maximumSignificantDigits: 3, notation: 'compact' })
  const rect = (x: number, y: number, of: readonly [width: number, height: number, fill: string]) =>
    `<rect x="${x.toFixed(1)}" y="${String(y)}" width="${of[0].toFixed(1)}" height="${String(of[1])}" fill="${of[2]}"/>`
  const said = (x: number, y: number, text: string) =>
    `<text x="${String(x)}" y="${String(y)}">${escapeHtml(text)}</text>`
  const rows = bars.flatMap(([name, { p10, p50, p90 }], at) => {
    const y = 70 + at * rowHeight
    const place = (value: number) => barFrom + ((barTo - barFrom) * value) / (p90 * 1.1 || 1)
    return [
      said(20, y, name),
      rect(barFrom, y - 6, [barTo - barFrom, 3, '#d7dde3']),
      rect(place(p10), y - 9, [Math.max(2, place(p90) - place(p10)), 9, '#8fb8d8']),
      rect(place(p50) - 1.5, y - 12, [3, 15, '#0b4f7d']),
      said(barTo + 20, y, `${short(p50)} (p10 to p90: ${short(p10)} to ${short(p90)})`),
    ]
  })
  const title = `${model.name} on ${short(compute.tokens)} tokens, ${system.gpus.toLocaleString('en')} accelerators of ${system.name}`
  const tall = 70 + bars.length * rowHeight + 20
  const size = `width="${String(wide)}" height="${String(tall)}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${String(wide)} ${String(tall)}" font-family="system-ui, sans-serif" font-size="14" fill="#14202b"><title>${escapeHtml(title)}</title>${[rect(0, 0, [wide, tall, '#ffffff']), said(20, 32, title), ...rows, said(20, tall - 14, `Petaplan ${version}`)].join('')}</svg>\n`
}
