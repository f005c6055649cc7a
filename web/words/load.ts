import { filled, type Catalogue, type Language, type Spoken } from '../spoken.ts'

type Foreign = Exclude<Language, 'en'>
type Load = () => Promise<{ readonly default: Catalogue }>

const ofPage: Readonly<Record<Foreign, Load>> = {
  ko: () => import('./ko.json'),
  de: () => import('./de.json'),
  fr: () => import('./fr.json'),
}
const ofSimulation: Readonly<Record<Foreign, Load>> = {
  ko: () => import('./sim/ko.json'),
  de: () => import('./sim/de.json'),
  fr: () => import('./sim/fr.json'),
}

/** The words of a language: those of the page, and those of the sentences that the simulation makes. */
export async function load(language: Foreign): Promise<Spoken> {
  const [page, simulation] = await Promise.all([ofPage[language](), ofSimulation[language]()])
  const catalogue = { ...countriesIn(language), ...simulation.default, ...page.default }
  return { language, catalogue, match: matcher(language, catalogue, Object.entries(simulation.default)) }
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Countries by their English names, as the browser knows them. */
function countriesIn(language: Foreign): Catalogue {
  const [from, to] = ['en', language].map(
    (one) => new Intl.DisplayNames(one, { type: 'region', fallback: 'none' }),
  )
  const codes = letters.flatMap((first) => letters.map((second) => first + second))
  return Object.fromEntries(
    codes.flatMap((code) => {
      const [name, said] = [from?.of(code), to?.of(code)]
      return name === undefined || said === undefined ? [] : [[name, said]]
    }),
  )
}

/** Finds the template of a sentence; time is linear in its length for each template. */
function matcher(language: Foreign, catalogue: Catalogue, sentences: readonly (readonly [string, string])[]) {
  const templates = sentences.flatMap(([key, sentence]) =>
    /\{\d+\}/.test(key) ? [{ pieces: key.split(/\{\d+\}/), sentence }] : [],
  )
  const numbers = numbersOf(language)
  const valueOf = (value: string): string | null => {
    const known = catalogue[value] ?? match(value)
    // A sentence is never half in another language: a value in plain English words leaves all of it English.
    return known ?? (/(^|[\s(])[a-z]{3,}/.test(value) ? null : numbers(value))
  }
  const match = (text: string): string | null => {
    for (const { pieces, sentence } of templates) {
      const values = valuesOf(text, pieces)?.map(valueOf)
      if (values !== undefined && values.every((value) => value !== null)) return filled(sentence, values)
    }
    const [first, ...rest] = text.split(/(?<=\.) (?=[A-Z])/)
    const parts = rest.length === 0 ? [] : [first, ...rest].map((one = '') => catalogue[one] ?? match(one))
    return parts.length > 0 && parts.every((one) => one !== null) ? parts.join(' ') : null
  }
  return match
}

/** What stands between the pieces of a template; null where the text is not made from it. */
function valuesOf(text: string, [head = '', ...pieces]: readonly string[]): readonly string[] | null {
  const tail = pieces.at(-1) ?? ''
  if (!text.startsWith(head) || !text.endsWith(tail)) return null
  const values: string[] = []
  let at = head.length
  for (const [index, piece] of pieces.entries()) {
    const next = index === pieces.length - 1 ? text.length - tail.length : text.indexOf(piece, at)
    if (next < at) return null
    values.push(text.slice(at, next))
    at = next + piece.length
  }
  return values
}

/** English numbers within a text as the language writes them: 8,192.5 is 8.192,5. */
function numbersOf(language: Foreign): (text: string) => string {
  const parts = new Intl.NumberFormat(language).formatToParts(12_345.6)
  const sign = (kind: string) => parts.find(({ type }) => type === kind)?.value ?? ''
  const signs: Readonly<Record<string, string>> = { ',': sign('group'), '.': sign('decimal') }
  return (text) =>
    text.replaceAll(/(?<![\w.-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w-])/g, (number) =>
      number.replaceAll(/[,.]/g, (one) => signs[one] ?? one),
    )
}
