import { useSignal } from '@preact/signals'
import { useId, useMemo } from 'preact/hooks'
import { colon, perLanguage, spoken, translated } from '../language.ts'
import entries from '../words/plain/glossary.json'

const glossary = translated(entries)

type Entry = { readonly term: string; readonly meaning: string }

/** A text whose words of the trade say what they mean when they are focused, tapped or pointed at; each once. */
export function Glossed({ text }: { readonly text: string }) {
  return useMemo(() => <>{glossed(text)}</>, [text, spoken.value])
}

function glossed(text: string) {
  const said = new Set<string>()
  return text.split(finder()).map((piece, at) => {
    const entry = at % 2 === 1 && !said.has(piece.toLowerCase()) ? entryOf(piece) : undefined
    said.add(piece.toLowerCase())
    return entry === undefined ? piece : <Term key={at} word={piece} {...entry} />
  })
}

/** Every word and what it means, in the order of the language. */
export function Glossary() {
  const { language } = spoken.value
  const sorted = [...Object.values(glossary)].map(({ term, meaning }) => ({ term, meaning }))
  return (
    <dl class="assumptions">
      {sorted
        .sort((a, b) => a.term.localeCompare(b.term, language))
        .map(({ term, meaning }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
    </dl>
  )
}

const particle = '(?:은|는|이|가|을|를|의|에서?|에는|와|과|으?로|마다|입니다)?'

/** Splits a text at the glossary's words, the longest first; plurals by s, n or en, in Korean before a particle. */
const finder = perLanguage(() => {
  const terms = Object.values(glossary).map(({ term }) => term)
  const longest = terms.sort((a, b) => b.length - a.length).join('|')
  return new RegExp(`(?<![\\p{L}-])((?:${longest})(?:s|e?n)?)(?=${particle}(?![\\p{L}-]))`, 'giu')
})

function entryOf(word: string): Entry | undefined {
  const wanted = word.toLowerCase()
  return Object.values(glossary).find(({ term }) =>
    ['', 's', 'n', 'en'].some((end) => term.toLowerCase() + end === wanted),
  )
}

type Place = Readonly<Partial<Record<'left' | 'top' | 'bottom', string>>>

const [width, height] = [300, 120]

/** One word; its meaning stands beside it and inside the window. */
function Term({ word, term, meaning }: Entry & { readonly word: string }) {
  const id = useId()
  const place = useSignal<Place | null>(null)
  const show = ({ currentTarget }: { readonly currentTarget: HTMLElement }) => {
    const { left, top, bottom } = currentTarget.getBoundingClientRect()
    const inside = Math.max(8, Math.min(left, innerWidth - width - 8))
    const near =
      bottom + height < innerHeight
        ? { top: `${String(bottom + 4)}px` }
        : { bottom: `${String(innerHeight - top + 4)}px` }
    place.value = { left: `${String(inside)}px`, ...near }
  }
  const hide = () => (place.value = null)
  return (
    <span class="term">
      <button
        type="button"
        aria-describedby={place.value === null ? undefined : id}
        onFocus={show}
        onClick={show}
        onPointerEnter={show}
        onPointerLeave={hide}
        onBlur={hide}
      >
        {word}
      </button>
      {place.value !== null && (
        <span id={id} role="tooltip" style={place.value}>
          <strong>{term}</strong>
          {colon()}
          {meaning}
        </span>
      )}
    </span>
  )
}
