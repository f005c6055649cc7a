import { signal } from '@preact/signals'
import type { Assumption, EstimateFigures, Preset } from '../../sim/index.ts'
import { fromFragment, runOf, toFragment, type Fields } from '../state/address.ts'
import { change, fields, inputOf } from '../state/state.ts'
import { simulation } from '../worker/simulation.ts'

export const mostPins = 4
const between = '|'

export type Pinned = {
  readonly fragment: string
  readonly answer: EstimateFigures | null
  /** What it rests on; null until that is known. */
  readonly inputs: readonly Assumption[] | null
}

export const pinned = signal<readonly Pinned[]>([])

/** The pinned runs as the address holds them: fragments of runs. */
export function pins(): readonly string[] {
  return (fields.value['pins'] ?? '').split(between).filter((fragment) => fragment !== '')
}

function setPins(next: readonly string[]): void {
  change({ ...fields.value, pins: next.join(between) }, 'push')
}

export function pin(run: Fields): void {
  const fragment = toFragment(runOf(run))
  if (!pins().includes(fragment) && pins().length < mostPins) setPins([...pins(), fragment])
}

export function pinAll(runs: readonly Fields[]): void {
  setPins(runs.map((run) => toFragment(runOf(run))))
}

/** A ready run as the fields of the page. */
export function runOfPreset({ input }: Preset): Fields {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, String(value)]))
}

export function unpin(fragment: string): void {
  setPins(pins().filter((one) => one !== fragment))
}

let wanted = 0

/** Estimates every pinned run, then what each rests on; a run that cannot be computed stays, with a note. */
export async function recompute(): Promise<void> {
  const generation = (wanted += 1)
  const found: Pinned[] = []
  for (const fragment of pins()) {
    const before = pinned.peek().find((one) => one.fragment === fragment)
    const answered = before ?? (await simulation.check(inputOf(fromFragment(fragment))))
    if ('fragment' in answered) found.push(answered)
    else found.push({ fragment, answer: answered.status === 'answer' ? answered.value : null, inputs: null })
  }
  if (generation === wanted) pinned.value = found
  for (const { fragment } of found.filter(({ answer, inputs }) => answer !== null && inputs === null)) {
    if (generation !== wanted) return
    const whole = await simulation.estimate(inputOf(fromFragment(fragment)))
    const inputs = whole.status === 'answer' ? whole.value.assumptions : []
    pinned.value = pinned.value.map((one) => (one.fragment === fragment ? { ...one, inputs } : one))
  }
}
