import type { Assumption } from '../../sim/index.ts'
import { spokenAnswer } from '../language.ts'
import { fields, inputOf, known } from '../state/state.ts'
import { simulation } from '../worker/simulation.ts'
import { reasonWords } from '../words/reasons.ts'

export type Row = readonly (string | number | null)[]

/** What figures rest on: an input and who said so, or a publication. */
export type Rest =
  | Pick<Assumption, 'name' | 'source' | 'url'>
  | { readonly title: string; readonly url: string | null }

/** Figures to take away: the rows of their table, the names of its columns first, and what they rest on. */
export type Taken = { readonly title: string; readonly rows: readonly Row[]; readonly rests: readonly Rest[] }

export async function restsOfRun(): Promise<readonly Rest[]> {
  const answered = await simulation.estimate(inputOf(fields.value))
  return answered.status === 'answer' ? answered.value.assumptions : []
}

type Source = { readonly source: string; readonly url: string | null; readonly of: readonly string[] }

/** Each source once, with the inputs that are from it. */
function sourcesOf(rests: readonly Rest[]): readonly Source[] {
  const found = new Map<string, Source>()
  for (const one of spokenAnswer(rests)) {
    const [source, names] = 'title' in one ? [one.title, []] : [one.source, [one.name]]
    const key = `${source} ${one.url ?? ''}`
    found.set(key, { source, url: one.url, of: [...new Set([...(found.get(key)?.of ?? []), ...names])] })
  }
  return [...found.values()]
}

/** As a program reads it, which looks for plain spaces: what keeps a figure beside its unit is for the page. */
const spaced = (text: string) => text.replaceAll('\u00a0', ' ')

/** What files say of who said so, a line a source. */
export function sourceLines(rests: readonly Rest[]): readonly string[] {
  return sourcesOf(rests).map(({ source, url, of }) =>
    spaced([of.join(', '), source, url ?? ''].filter((part) => part !== '').join(' · ')),
  )
}

export const madeBy = () => `Petaplan ${known.value?.version ?? ''}`

/**
 * Lines that begin with # say what the figures are, what made them and what they rest on. Cells as the simulation writes
 * them: quoted where they have to be, and never a formula.
 */
export function csvOf({ title, rows, rests }: Taken): string {
  const cell = (value: string | number | null) => {
    const said = String(value ?? '')
    const isFormula = typeof value === 'string' && /^[=+\-@\t\r]/.test(said) && !Number.isFinite(Number(said))
    const text = isFormula ? `'${said}` : said
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const sources = sourceLines(rests).map((line) => `${reasonWords.restsOn}: ${line}`)
  const made = [title, madeBy(), location.href, ...sources]
  // What a person wrote stays within its line.
  const said = made.map((line) => `# ${line.replaceAll(/[\r\n]/g, ' ')}`)
  return spaced([...said, ...rows.map((row) => row.map(cell).join(','))].join('\n'))
}

/** The rows as records by the names of their columns, with what made them and what they rest on. */
export function jsonOf({ title, rows: [columns = [], ...rows], rests }: Taken): string {
  const records = rows.map((row) =>
    Object.fromEntries(columns.map((column, at) => [String(column), row[at] ?? null])),
  )
  const made = { title, version: known.value?.version ?? '', link: location.href, sources: sourcesOf(rests) }
  return spaced(JSON.stringify({ ...made, columns, rows: records }, null, 1))
}
