import type { Catalogue, Language } from '../spoken.ts'

type Template = {
  readonly pieces: readonly string[]
  /** The longest of them: a text without it is not made from the template. */
  readonly mark: string
  /** Whether its own words are so few that a value in several unknown ones makes it another text. */
  readonly isShort: boolean
  /** The sentence in parts: words as they stand, and values by their place, each with how it is read. */
  readonly said: readonly (string | Value)[]
}
/** Two that stand side by side in the English are one value: what follows may be empty. */
type Value = { readonly place: number; readonly mode: string; readonly isTwo: boolean }

const placesOf = /\{([=~*]?)(\d+)\}((?:\{[=~*]?\d+\})*)/

const fewLetters = 12

function templatesOf(sentences: Catalogue): readonly Template[] {
  const templates = Object.entries(sentences).flatMap(([key, sentence]) => {
    const [head = '', ...rest] = key.split(placesOf)
    if (rest.length === 0) return []
    const order = rest.filter((_, at) => at % 4 === 1)
    const said = sentence.split(placesOf).flatMap((part, at, parts): readonly (string | Value)[] => {
      if (at % 4 === 0) return [part]
      const [mode = '', isTwo] = [parts[at - 1], parts[at + 1] !== '']
      return at % 4 === 2 ? [{ place: order.indexOf(part), mode, isTwo }] : []
    })
    const pieces = [head, ...rest.filter((_, at) => at % 4 === 3)]
    const mark = pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest))
    const isShort = pieces.join('').replaceAll(/[^\p{L}]/gu, '').length < fewLetters
    return [{ pieces, mark, isShort, said }]
  })
  const words = ({ pieces }: Template) => pieces.join('').length
  return templates.sort((a, b) => words(b) - words(a))
}

/** Where a text may be two that were put together, and how they are joined again. */
const joints = [
  [/ · /, ' · '],
  [/(?<=[.?]) (?=[A-Z])/, ' '],
  [/; /, '; '],
  [/, (?:and |or )?/, ', '],
  [/ (?:and|or) /, ', '],
] as const
/** A word of a sentence: no name, no unit. */
const english = /(^|[\s(])([a-z]{3,}|(to|of|in|on|by|at|an|is|it|or|as)\b)/
/** One name, or several. */
const names = /^[^ ]*(?:(?:, | or | and |, or )[^ ]+)*$/
/** A text of more is nobody's sentence; an answer has a few hundred. */
const mostKept = 4000

type Found = string | null

/**
 * Finds what a sentence of the simulation is in a language: the template with most words first, else the sentence in its
 * parts. In the other language `{0}` is a value in its words and numbers, `{=0}` one as it stands, such as a name, and
 * `{~0}` one that stays as it is where it has no words, such as the title of a source, and `{*0}` one of millions, in the
 * language's own large numbers.
 */
export function matcher(
  language: Language,
  catalogue: Catalogue,
  sentences: Catalogue,
): (text: string) => Found {
  const made = new Matcher(language, catalogue, templatesOf(sentences))
  return (text) => made.match(text)
}

class Matcher {
  private readonly language: Language
  private readonly catalogue: Catalogue
  private readonly templates: readonly Template[]
  private readonly added: readonly Template[]
  private readonly headed: readonly Template[]
  private readonly numbers: (text: string) => string
  private readonly before = new Map<string, Found>()

  constructor(language: Language, catalogue: Catalogue, templates: readonly Template[]) {
    this.language = language
    this.catalogue = catalogue
    this.templates = templates
    this.added = templates.filter(({ pieces: [head = ''] }) => /^[ ,;]/.test(head))
    this.headed = templates.filter(({ pieces: [head] }) => head !== '')
    this.numbers = numbersOf(language)
  }

  /** A text asked again is not looked for again; one within itself is not found. */
  match(text: string): Found {
    const known = this.before.get(text)
    if (known !== undefined) return known
    if (this.before.size > mostKept) this.before.clear()
    this.before.set(text, null)
    // A number that ends in a point of its own, such as 12 Mio., may end a sentence; its sign stays on its line.
    const said = /\p{L}/u.test(text) ? this.find(text) : null
    const found = said?.replaceAll(/(?<=\w)\.\.(?!\.)/g, '.').replaceAll(/(?<=\d) %/g, '\u00a0%') ?? null
    this.before.set(text, found)
    return found
  }

  private find(text: string): Found {
    // Sources after a reason, and sentences, are told apart before the template of one could take them all.
    const whole = / · |[.?] (?=[A-Z])/.test(text) ? null : this.firstOf(this.templates, text)
    return (
      whole ??
      this.inParts(text) ??
      this.firstOf(this.templates, text) ??
      this.extended(text, this.strict, /[,;] /g) ??
      this.otherwise(text)
    )
  }

  private known(text: string): Found {
    return this.catalogue[text] ?? this.match(text)
  }

  private firstOf(some: readonly Template[], text: string): Found {
    return first(some, (one) => (text.includes(one.mark) ? this.filledIn(one, text) : null))
  }

  // A sentence is never half in another language: a value in plain English words leaves all of it English.
  private plain(value: string): Found {
    const isSaid = value.match(/\b[A-Z][a-z]+\b/g)?.some((word) => this.catalogue[word] !== undefined)
    return english.test(value) || isSaid === true ? null : this.numbers(value)
  }

  private readonly strict = (value: string): Found =>
    this.known(value) ?? this.plain(value) ?? this.extended(value, this.strict, /[,;] /g)

  /** A value with something added to it, such as '; as of today'. */
  private extended(value: string, head: (value: string) => Found, ends: RegExp): Found {
    return first(value.matchAll(ends), ({ index }) => {
      const end = value.slice(index)
      const after = index === 0 ? null : (this.catalogue[end] ?? this.firstOf(this.added, end))
      const before = after === null ? null : head(value.slice(0, index))
      return before === null || after === null ? null : before + after
    })
  }

  /** A title as it stands, with what is known before it and of where in it. */
  private cited(value: string): string {
    const after = first(value.matchAll(/(?<=\.) (?=[A-Z])/g), ({ index }) => {
      const before = this.known(value.slice(0, index))
      return before === null ? null : `${before} ${this.cited(value.slice(index + 1))}`
    })
    const where = ({ index }: RegExpExecArray) => {
      const said = this.known(value.slice(index + 2))
      return said === null ? null : `${value.slice(0, index)}, ${said}`
    }
    return after ?? first(value.matchAll(/, /g), where) ?? value
  }

  private read({ mode, isTwo }: Value, isShort: boolean, value: string): Found {
    if (mode === '=' && /[;:] /.test(value)) return null
    if (mode === '*') return this.numbers(`${value} M`)
    const isName = mode === '=' && (!isShort || names.test(value))
    const reader = (one: string): Found => {
      if (isName) return one
      return mode === '~' ? (this.known(one) ?? this.cited(one)) : this.strict(one)
    }
    return (isTwo ? this.extended(value, reader, /[,;]? /g) : null) ?? reader(value)
  }

  private filledIn({ pieces, isShort, said }: Template, text: string): Found {
    return first(valuesOf(text, pieces), (values) => {
      let sentence = ''
      for (const part of said) {
        const found = typeof part === 'string' ? part : this.read(part, isShort, values[part.place] ?? '')
        if (found === null) return null
        sentence += found
      }
      return sentence
    })
  }

  private inParts(text: string): Found {
    return first(joints, ([joint, joined]) => {
      const parts = text.split(joint)
      if (parts.length === 1) return null
      const said = parts.map((one) => this.known(one) ?? (joined === ', ' ? this.plain(one) : null))
      return said.every((one) => one !== null) ? said.join(joined) : null
    })
  }

  /** A text that stands elsewhere in a sentence than its template, so with another first letter. */
  private otherwise(text: string): Found {
    const said = this.catalogue[turned(text)] ?? this.firstOf(this.headed, turned(text))
    const isNoun = this.language === 'de' && /^\p{Ll}/u.test(text)
    return said === null || isNoun ? said : turned(said)
  }
}

function first<T>(some: Iterable<T>, of: (one: T) => Found): Found {
  for (const one of some) {
    const found = of(one)
    if (found !== null) return found
  }
  return null
}

/** With its first letter large where it was small, and small where it was large. */
function turned(text: string): string {
  const letter = text.charAt(0)
  const upper = letter.toUpperCase()
  return (letter === upper ? letter.toLowerCase() : upper) + text.slice(1)
}

/** What may stand between the pieces of a template; nothing where the text is not made from it. */
function* valuesOf(text: string, [head = '', ...pieces]: readonly string[]): Generator<readonly string[]> {
  if (!text.startsWith(head)) return
  const [piece, ...rest] = pieces
  const inner = text.slice(head.length)
  if (piece === undefined) {
    if (inner === '') yield []
    return
  }
  if (rest.length === 0) {
    if (inner.endsWith(piece)) yield [inner.slice(0, inner.length - piece.length)]
    return
  }
  for (let at = inner.indexOf(piece); at >= 0; at = inner.indexOf(piece, at + 1))
    for (const values of valuesOf(inner.slice(at), pieces)) yield [inner.slice(0, at), ...values]
}

const sizes: Readonly<Record<string, number>> = { M: 1e6, B: 1e9, T: 1e12 }

/** English numbers within a text as the language writes them: 8,192.5 is 8.192,5, 8.85 M is 8,85 Mio.; Bn, read as 10^9, is T. */
function numbersOf(language: Language): (text: string) => string {
  const parts = new Intl.NumberFormat(language).formatToParts(12_345.6)
  const large = new Intl.NumberFormat(language, {
    notation: 'compact',
    maximumSignificantDigits: 6,
    useGrouping: 'always',
  })
  const sign = (kind: string) => parts.find(({ type }) => type === kind)?.value ?? ''
  const signs: Readonly<Record<string, string>> = { ',': sign('group'), '.': sign('decimal') }
  return (text) =>
    text.replaceAll(
      /(?<![\w.-])(\d{1,3}(?:,\d{3})*(?:\.\d+)?)(?:\s([MBT])(?![\w/]))?(?![\w-])/g,
      (_, number: string, size = '') => {
        const times = sizes[size]
        return times === undefined
          ? number.replaceAll(/[,.]/g, (one) => signs[one] ?? one)
          : large.format(Number(number.replaceAll(',', '')) * times).replace('Bn', 'T')
      },
    )
}
