import { isOwn, ownOr, saidOf, type Said } from '../state/said.ts'
import { linkOf, runOf, type Fields } from '../state/address.ts'

export const scenarioName = 'petaplan-scenario.json'

/** Of the scenario files that this page writes; a later one raises it where this one could not read it. */
const scenarioVersion = 1

/** A scenario file: all that is asked, the run as the command line and the API read it. */
export function scenarioOf(fields: Fields, beside: Said): string {
  const run = runOf(fields)
  const others = Object.entries(fields).filter(([name, value]) => value !== '' && !(name in run))
  const page = Object.fromEntries(others.map(([name, value]) => [name, ownOr(value)]))
  return JSON.stringify({ scenario: scenarioVersion, ...beside, run: saidOf(run), page }, null, 1)
}

/** The run as a command; one with a file or ranges of a person's own names its scenario file. */
export function commandOf(fields: Fields): string {
  const run = Object.entries(runOf(fields)).filter(([, value]) => value !== '')
  const isPlain = run.every(([name, value]) => name !== 'ranges' && !isOwn(value))
  if (!isPlain) return `petaplan estimate --scenario ${scenarioName}`
  const options = run.map(([name, value]) => `--${dashed(name)} ${quoted(value)}`)
  return ['petaplan estimate', ...options].join(' ')
}

/** The same question to the API of this page. */
export function curlOf(fields: Fields, base: string): string {
  return postOf(base, 'estimate', saidOf(runOf(fields)))
}

export function postOf(base: string, name: string, asked: unknown): string {
  return `curl -s ${base}api/v1/${name} -H 'content-type: application/json' -d ${quoted(JSON.stringify(asked))}`
}

/** The address of the answer as a file of figures; other endings give it as JSON or drawn. */
export function fileOf(fields: Fields, base: string): string {
  const said = Object.entries(saidOf(runOf(fields))).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return `${base}api/v1/estimate.csv?${new URLSearchParams(said).toString()}`
}

/** The run as a frame for another page: the answer alone, which asks for no cookie and links to the whole. */
export function frameOf(fields: Fields, base: string): string {
  const at = linkOf(runOf(fields)).replaceAll('&', '&amp;')
  return `<iframe src="${base}embed#${at}" title="Petaplan" width="720" height="900"></iframe>`
}

function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w.,=:+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

/** The fields that a scenario file sets, and what it holds beside them; null where it holds no object. */
export function fieldsOfScenario(text: string) {
  try {
    const parsed: unknown = JSON.parse(text.trim())
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null
    const { run, page, ...beside }: Said = 'run' in parsed ? { ...parsed } : { run: parsed }
    const said = Object.entries({ ...Object(page), ...Object(run) })
    const fields: Fields = Object.fromEntries(said.map(([name, value]) => [name, wordOf(name, value)]))
    return { fields, beside, isNewer: !(Number(beside['scenario'] ?? 0) <= scenarioVersion) }
  } catch {
    return null
  }
}

function wordOf(name: string, value: unknown): string {
  if (name === 'ranges' && typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([id, range]) => `${id}=${wordOf(id, range)}`)
      .join('; ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
