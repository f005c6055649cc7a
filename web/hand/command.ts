import { isOwn, ownOr, saidOf, type Said } from '../state/said.ts'
import { linkOf, runOf, type Fields } from '../state/address.ts'
import { ownRate } from './own-rate.ts'

export const scenarioName = 'petaplan-scenario.json'

/** Of the scenario files that this page writes; a later one raises it where this one could not read it. */
const scenarioVersion = 1

/** A scenario file: all that is asked, the run as the command line and the API read it. */
export function scenarioOf(fields: Fields, beside: Said): string {
  const run = runOf(fields)
  const others = Object.entries(fields).filter(([name, value]) => value !== '' && !(name in run))
  const page = Object.fromEntries(others.map(([name, value]) => [name, ownOr(value)]))
  return JSON.stringify({ scenario: scenarioVersion, ...beside, run: askedOf(fields), page }, null, 1)
}

/** The rate by which the page shows the cost in the currency chosen; null where none is given. */
function rateOf({ ownRate: text = '', shownIn = '' }: Fields): Said | null {
  const { rate, wrong } = ownRate(text) ?? {}
  const currency = [rate?.from, rate?.to].find((one) => one !== undefined && shownIn.split(' ').includes(one))
  return currency === undefined || wrong !== null ? null : { currency, exchange: [rate] }
}

/** The run and the currency of its cost, as the command line and the API read them. */
function askedOf(fields: Fields): Said {
  return { ...saidOf(runOf(fields)), ...rateOf(fields) }
}

/** The run as a command; one with a file or ranges of a person's own names its scenario file. */
export function commandOf(fields: Fields): string {
  const run = Object.entries(runOf(fields)).filter(([, value]) => value !== '')
  const isPlain =
    rateOf(fields) === null &&
    run.every(([name, value]) => !['ranges', 'exchange'].includes(name) && !isOwn(value))
  if (!isPlain) return `petaplan estimate --scenario ${scenarioName}`
  const options = run.map(([name, value]) => `--${dashed(name)} ${quoted(value)}`)
  return ['petaplan estimate', ...options].join(' ')
}

/** The same question to the API of this page. */
export function curlOf(fields: Fields, base: string): string {
  return postOf(base, 'estimate', askedOf(fields))
}

export function postOf(base: string, name: string, asked: unknown): string {
  return `curl -s ${base}api/v1/${name} -H 'content-type: application/json' -d ${quoted(JSON.stringify(asked))}`
}

/** The address of the answer as a file of figures; other endings give it as JSON or drawn. */
export function fileOf(fields: Fields, base: string): string {
  const said = Object.entries(askedOf(fields)).map(([name, value]): [string, string] => [
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
    const all: Said = { ...Object(page), ...Object(run) }
    // The page says a rate of its own by other words.
    const isTwice = (name: string) => 'ownRate' in all && (name === 'currency' || name === 'exchange')
    const said = Object.entries(all).filter(([name]) => !isTwice(name))
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
