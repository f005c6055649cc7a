import { signal } from '@preact/signals'
import { filled, type Language, type Spoken } from './spoken.ts'
import singular from './words/singular/en.json'

/** The languages of the page, each by its own name. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  ko: '한국어',
  de: 'Deutsch',
  fr: 'Français',
}
export const languages: readonly Language[] = ['en', 'ko', 'de', 'fr']

const english: Spoken = { language: 'en', catalogue: {}, singular, match: () => null }

/** What the page speaks; English, which stands in the code, needs no catalogue. */
export const spoken = signal(english)

let wanted: Language = 'en'

/** Speaks a language as soon as its words are there. */
export async function speak(language: Language): Promise<void> {
  wanted = language
  const next = language === 'en' ? english : await (await import('./words/load.ts')).load(language)
  if (wanted === language && spoken.peek().language !== language) spoken.value = next
}

/** An English text of the page or of the simulation in the language that is spoken; itself where it has no words. */
export function say(text: string): string {
  const { catalogue, match } = spoken.value
  return ofOne(catalogue[text] ?? match(text) ?? text)
}

/** The space between a figure and its unit, which no line breaks. */
const unbroken = /(?<=\d) (?=[GM]?[%×TBMWghst]h?(?!\p{L}))|(?<=[A-Z]{3}) (?=\d)/gu

/** One of a thing by its own word: '1 job', where a sentence counts several. */
function ofOne(text: string): string {
  if (!/\d/.test(text)) return text
  return text
    .replaceAll(unbroken, '\u00a0')
    .replaceAll(/(?<![\d.,\u00a0\u202f])1([ \u00a0])([\p{L}-]+)/gu, (all, space: string, word: string) => {
      const one: unknown = Reflect.get(spoken.value.singular, word)
      return typeof one === 'string' ? `1${space}${one}` : all
    })
}

/** The first language of somebody's list that the page speaks, by its first two letters; else English. */
export function firstSpoken(list: readonly string[]): Language {
  const known = list.flatMap((tag) => languages.find((one) => one === tag.slice(0, 2).toLowerCase()) ?? [])
  return known[0] ?? 'en'
}

/** A sentence of the page in its language; in the catalogues the values are `{0}`, `{1}` and so on. */
export function t(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return put(
    parts.reduce((said, part, at) => `${said}{${String(at - 1)}}${part}`),
    values,
  )
}

/** Between a name and what is said of it: French has a space before it. */
export const colon = () => t`${''}: ${''}`

function put(english: string, values: readonly string[]): string {
  return ofOne(filled(spoken.value.catalogue[english] ?? english, values))
}
type Sentence = (...values: readonly string[] | readonly [Readonly<Record<string, string>>]) => string
type Sentences<T> = { readonly [Name in keyof T]: T[Name] extends string ? Sentence : Sentences<T[Name]> }

/** Plain words, and sentences with `{name}` for each value: these take them in that order, or by their names. */
export function worded<P extends object, S extends object>(plain: P, said: S): P & Sentences<S> {
  const inner = Object.entries(said).map(([name, one]: readonly [string, unknown]) => [
    name,
    typeof one === 'string' ? sentence(one) : worded(Object(Reflect.get(plain, name)), Object(one)),
  ])
  return Object({ ...plain, ...Object.fromEntries(inner) })
}

function sentence(template: string): Sentence {
  const names: string[] = []
  const english = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => `{${String(names.push(name) - 1)}}`)
  const order = [...new Set(names)]
  return (...given) => {
    const named = new Map(
      given.flatMap((one, at) => (typeof one === 'string' ? [[order[at], one]] : Object.entries(one))),
    )
    return put(
      english,
      names.map((name) => named.get(name) ?? ''),
    )
  }
}

/** Words whose sentences are read in the language of the page, at the time when they are read. */
export function translated<const T extends object>(words: T): T {
  return reading(words, [], new WeakMap())
}

/** Names under which an answer holds no words for a person. */
const unspoken: readonly unknown[] =
  'id kind basis area condition url field input symbol expression substituted start values op'.split(' ')
const read = new WeakMap<object, object>()

/** An answer of the simulation whose texts are read in the language of the page. */
export function spokenAnswer<const T extends object>(answer: T): T {
  return reading(answer, unspoken, read)
}

type Known = WeakMap<object, object>

function reading<const T extends object>(words: T, left: readonly unknown[], known: Known): T {
  return new Proxy(words, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (left.includes(name)) return value
      if (typeof value === 'string') return say(value)
      if (typeof value !== 'object' || value === null) return value
      const inner = known.get(value) ?? reading(value, left, known)
      known.set(value, inner)
      return inner
    },
  })
}

/** Something made once for each language that is spoken, such as a way to write numbers. */
export function perLanguage<T>(make: (language: Language) => T): () => T {
  const made = new Map<Language, T>()
  return () => {
    const { language } = spoken.value
    const known = made.get(language) ?? make(language)
    made.set(language, known)
    return known
  }
}

const rules = perLanguage((language) => new Intl.PluralRules(language))

/** The form of a sentence for a number of things, by the rules of the language. */
export function plural(many: number, forms: Readonly<Record<'one' | 'other', string>>): string {
  return rules().select(many) === 'one' ? forms.one : forms.other
}

/** A name amid a sentence: without its first capital, save in German and in front of another: GPU-hours. */
export function amid(name: string): string {
  return spoken.value.language === 'de' ? name : name.replace(/^.(?!\p{Lu})/u, (one) => one.toLowerCase())
}
