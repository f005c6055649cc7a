import { signal } from '@preact/signals'

/** The languages of the page, each by its own name. */
export const languageNames = { en: 'English', ko: '한국어', de: 'Deutsch', fr: 'Français' } as const
export type Language = keyof typeof languageNames
export const languages: readonly Language[] = ['en', 'ko', 'de', 'fr']

/** English sentences, `{0}` where a value stands, and what they are in another language. */
export type Catalogue = Readonly<Record<string, string>>

const catalogues: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ readonly default: Catalogue }>>> =
  {
    ko: () => import('./words/ko.json'),
    de: () => import('./words/de.json'),
    fr: () => import('./words/fr.json'),
  }

/** What the page speaks; English, which stands in the code, needs no catalogue. */
export const spoken = signal<{ readonly language: Language; readonly catalogue: Catalogue }>({
  language: 'en',
  catalogue: {},
})

let wanted: Language = 'en'

/** Speaks a language as soon as its words are there. */
export async function speak(language: Language): Promise<void> {
  wanted = language
  const catalogue = language === 'en' ? {} : (await catalogues[language]()).default
  if (wanted === language && spoken.peek().language !== language) spoken.value = { language, catalogue }
}

/** The first language of somebody's list that the page speaks, by its first two letters; else English. */
export function firstSpoken(list: readonly string[]): Language {
  const known = list.flatMap((tag) => languages.find((one) => one === tag.slice(0, 2).toLowerCase()) ?? [])
  return known[0] ?? 'en'
}

/** A sentence of the page in its language; in the catalogues the values are `{0}`, `{1}` and so on. */
export function t(parts: TemplateStringsArray, ...values: readonly string[]): string {
  const english = parts.reduce((said, part, at) => `${said}{${String(at - 1)}}${part}`)
  return filled(spoken.value.catalogue[english] ?? english, values)
}

export function filled(sentence: string, values: readonly string[]): string {
  return sentence.replaceAll(/\{(\d+)\}/g, (_, at: string) => values[Number(at)] ?? '')
}

/** Words whose sentences are read in the language of the page, at the time when they are read. */
export function translated<const T extends object>(words: T): T {
  const inner = new Map<unknown, object>()
  return new Proxy(words, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value === 'string') return spoken.value.catalogue[value] ?? value
      if (typeof value !== 'object' || value === null) return value
      const known = inner.get(value) ?? translated(value)
      inner.set(value, known)
      return known
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

/** The form of a sentence for a number of things, by the rules of the language. */
export function plural(many: number, forms: Readonly<Record<'one' | 'other', string>>): string {
  return new Intl.PluralRules(spoken.value.language).select(many) === 'one' ? forms.one : forms.other
}

/** A name amid a sentence: without its capital, save in German. */
export function amid(name: string): string {
  return spoken.value.language === 'de' ? name : name.toLowerCase()
}
