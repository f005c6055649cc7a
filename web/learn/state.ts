import { signal } from '@preact/signals'
import type { Lesson, LessonAnswer } from '../../sim/index.ts'
import { change, fields, fieldValue } from '../state/state.ts'
import { rangesOf, withRange } from '../state/said.ts'
import { spoken, spokenAnswer } from '../language.ts'
import { simulation } from '../worker/simulation.ts'

export const lessons = signal<readonly Lesson[]>([])
export const answer = signal<LessonAnswer | null>(null)

/** What a learner has said of one lesson; it stays on this machine, and no link holds it. */
export type Said = {
  /** Null until it was predicted. */
  readonly predicted: Told | null
  readonly answered: Told | null
  readonly reflection: string
}

/** A number that was said, and what was right at the settings of then: null until that is worked out. */
type Told = { readonly value: number; readonly right: number | null }

const nothing: Said = { predicted: null, answered: null, reflection: '' }
const allSaid = signal<Readonly<Record<string, Said>>>({})

export function chosenLesson(): Lesson | undefined {
  return spokenAnswer(lessons.value).find(({ id }) => id === fieldValue('lesson'))
}

/** What is predicted at once: the lesson, or the run where its one control says of which run. */
function keyOf({ id, controls: [first, ...others] }: Lesson, value?: number | string): string {
  const said = value ?? rangesOf(fieldValue('set') ?? '')[first?.id ?? ''] ?? first?.start
  return others.length > 0 ? id : `${id} ${String(said)}`
}

export function saidOfLesson(lesson: Lesson): Said {
  return allSaid.value[keyOf(lesson)] ?? nothing
}

export function say(lesson: Lesson, part: Partial<Said>): void {
  allSaid.value = { ...allSaid.value, [keyOf(lesson)]: { ...saidOfLesson(lesson), ...part } }
}

/** A number that is said now, which the answer of these settings and of no later ones is held against. */
export function tell(lesson: Lesson, what: 'predicted' | 'answered', value: number): void {
  const isWorkedOut = what === 'answered' || answered === wanted
  const now = what === 'answered' ? answer.value?.asked : answer.value?.predicted
  say(lesson, { [what]: { value, right: isWorkedOut ? (now ?? null) : null } })
}

/** The answer without what is still to be predicted. */
export function revealed(lesson: Lesson, shown: LessonAnswer): LessonAnswer {
  const [first, ...others] = lesson.controls
  const isOpen = (_: unknown, at: number) =>
    (allSaid.value[keyOf(lesson, first?.values[at])] ?? nothing).predicted !== null
  return others.length > 0 ? shown : { ...shown, rows: shown.rows.filter(isOpen) }
}

/** The settings of the lesson at hand, as the address holds them. */
export function settings(lesson: Lesson): Readonly<Record<string, string>> {
  const said = rangesOf(fieldValue('set') ?? '')
  return Object.fromEntries(lesson.controls.map(({ id, start }) => [id, said[id] ?? String(start)]))
}

export function setControl(id: string, value: string): void {
  change({ ...fields.value, set: withRange(fields.value['set'] ?? '', id, value) }, 'push')
}

/** Opens a lesson as it starts, or the list of all. */
export function openLesson(id: string): void {
  change({ ...fields.value, lesson: id, set: '' }, 'push')
}

/** A link for a class: this lesson as it is set now, under the name of the class. */
export function classLink(name: string): string {
  const { lesson = '', set = '', lang = '' } = fields.value
  const pairs = { view: 'learn', lesson, set, class: name, lang }
  const said = Object.entries(pairs).filter(([, value]) => value !== '')
  return `${location.origin}${location.pathname}#${said.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')}`
}

/** A number that is written as the language of the page writes it, in English: 1,5 is no 15 in German or French. */
export function inEnglish(text: string): string {
  const { language } = spoken.value
  const digits = text.replaceAll(/\s/g, '')
  if (language !== 'de' && language !== 'fr') return digits
  const isGrouped = language === 'de' && /^\d{1,3}(\.\d{3})+(,|$)/.test(digits)
  return (isGrouped ? digits.replaceAll('.', '') : digits).replace(',', '.')
}

let wanted = 0
/** What of that was answered last. */
let answered = 0
let answeredOf = ''

/** Asks for the lesson at hand; answers of others are dropped. */
export async function recompute(): Promise<void> {
  const generation = (wanted += 1)
  const id = fields.value['lesson'] ?? ''
  if (id !== answeredOf) answer.value = null
  answeredOf = id
  if (lessons.value.length === 0) lessons.value = await simulation.lessons()
  const lesson = chosenLesson()
  if (lesson === undefined) return
  const found = await simulation.lesson(lesson.id, settings(lesson))
  if (generation !== wanted) return
  answered = generation
  answer.value = found.status === 'answer' ? found.value : null
  const { predicted } = saidOfLesson(lesson)
  if (predicted?.right === null) tell(lesson, 'predicted', predicted.value)
}
