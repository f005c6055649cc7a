import { count } from '../format.ts'
import { handWords } from '../hand/words.ts'
import { languages } from '../language.ts'
import {
  known,
  linkVersion,
  markOf,
  mayHold,
  packedOf,
  pairsOf,
  start,
  toFragment,
  viewIds,
} from '../state/address.ts'
import { isUnit } from './unit-sizes.ts'

const longestName = 40
const mostNames = 8

/** What a link says that this page cannot take from it. */
export type LinkNotice = {
  readonly kind: 'newer' | 'unknown' | 'long' | 'apart' | 'cut' | 'wrong'
  readonly said: readonly string[]
}

type Shape = readonly [isTaken: (text: string) => boolean, right: string]
const aDay: Shape = [(text) => Number(text) >= 0, '3.5']
const oneOf = (ids: readonly string[]): Shape => [(text) => ids.includes(text), ids.join(', ')]
export const lessonIds = 'flop tokens speed-up layout failure power queue own-rent sovereignty mfu'.split(' ')
/** Words of a link that no view refuses: what is none of these is left out. */
const shapes: Readonly<Record<string, Shape>> = {
  // Some readers take the 30th of February for the 2nd of March.
  start: [(text) => Date.parse(text) >= 0 && new Date(text).toISOString().startsWith(text), '2027-06-30'],
  fromDay: aDay,
  untilDay: aDay,
  runFirst: [(text) => text === 'yes', 'yes'],
  confidence: [(text) => Number(text) > 0 && Number(text) < 1, '0.8'],
  shownIn: [(text) => text.split(' ').every(isUnit), 'h GWh EUR'],
  lang: oneOf(languages),
  form: oneOf(Object.keys(handWords.forms)),
  lesson: oneOf(lessonIds),
  baseline: [(text) => mayHold('baseline', text), toFragment(start)],
}

/** Everything in a link that is left out, so that none of it is left out without a word. */
export function noticesOf(fragment: string): readonly LinkNotice[] {
  const pairs = pairsOf(fragment)
  const version = pairs.find(([name]) => name === 'v' || name === 'version')?.[1] ?? ''
  const newer = version !== '' && !(Number(version) <= linkVersion)
  const view = pairs.find(([name]) => name === 'view')?.[1] ?? 'plan'
  const strange = pairs.flatMap(([name]) =>
    known.includes(name) || ['view', 'v', 'version'].includes(name) ? [] : [brief(name)],
  )
  const names = [...(viewIds.some((id) => id === view) ? [] : [`view=${brief(view)}`]), ...new Set(strange)]
  return [
    ...(newer ? [{ kind: 'newer', said: [brief(version)] } as const] : []),
    ...(names.length > 0 ? [{ kind: 'unknown', said: [names.slice(0, mostNames).join(', ')] } as const] : []),
    ...pairs.flatMap(([name, value]): readonly LinkNotice[] => {
      if (known.includes(name) && value.startsWith(markOf)) return [{ kind: 'apart', said: [name] }]
      if (known.includes(name) && value.startsWith(packedOf)) return [{ kind: 'cut', said: [name] }]
      if (known.includes(name) && name !== 'baseline' && !mayHold(name, value))
        return [{ kind: 'long', said: [name, count(value.length)] }]
      const [isTaken, right = ''] = shapes[name] ?? []
      const isWrong = value !== '' && isTaken?.(value) === false
      return isWrong ? [{ kind: 'wrong', said: [`${name}=${brief(value)}`, right] }] : []
    }),
  ]
}

function brief(word: string): string {
  return word.length <= longestName ? word : `${word.slice(0, longestName)}…`
}
