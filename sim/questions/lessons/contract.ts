import { own } from '../../base/nearest.ts'
import lessonTable from '../../data/lessons/lessons.json' with { type: 'json' }

/** A lesson as its data file tells it; what it computes comes from the simulation. */
export type Lesson = (typeof lessonTable)[number]

/** The values of a lesson's controls, by their ids. */
export type Settings = { readonly [control: string]: string | number }

/** What a lesson computes at its settings. */
export type Computed = {
  /** The title of the chart: what it shows, in a sentence with figures. */
  readonly finding: string
  /** Names of the lines or bars. */
  readonly series: readonly string[]
  /** A row of the exact table: x, and a value for each series; null where there is none. */
  readonly rows: readonly { readonly x: number | string; readonly values: readonly (number | null)[] }[]
  /** What was to be predicted, what the constraint holds, and what the question asks, in their units. */
  readonly predicted: number
  readonly held: number
  readonly asked: number
  /** What else the figures say, in whole sentences. */
  readonly facts: readonly string[]
}

export type LessonAnswer = Computed & { readonly isKept: boolean }

export const lessons: readonly Lesson[] = lessonTable

/** Three significant digits, as every lesson writes them. */
export function threeDigits(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 })
}

/** The number that a control holds; a control whose values are words has none. */
export function lessonNumberIn(settings: Settings, id: string): number {
  const value = own(settings, id)
  if (typeof value !== 'number') throw new Error(`the control ${id} holds no number`)
  return value
}

export function wordIn(settings: Settings, id: string): string {
  return String(own(settings, id) ?? '')
}
