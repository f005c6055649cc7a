import { signal } from '@preact/signals'
import type { EstimateAnswer, EstimateFigures, Preset } from '../../sim/index.ts'
import { fromFragment, linkOf, runOf, toFragment, type Fields } from '../state/address.ts'
import { change, fields, inputOf, view } from '../state/state.ts'
import { simulation } from '../worker/simulation.ts'

export const mostPins = 4
const between = '|'

export type Pinned = {
  readonly fragment: string
  readonly answer: EstimateFigures | null
  /** The same with its reasons; null until they are known. */
  readonly whole: EstimateAnswer | null
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

/** The way to a pinned run in Plan; what is pinned stays so. */
export function wayTo(fragment: string) {
  const others = Object.entries(fields.value).filter(([name]) => !(name in runOf(fields.value)))
  const run = { ...Object.fromEntries(others), ...fromFragment(fragment) }
  const onGo = () => {
    view.value = 'plan'
    change(run, 'push')
  }
  return { href: `#${linkOf(run)}`, onGo }
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
    else found.push({ fragment, answer: answered.status === 'answer' ? answered.value : null, whole: null })
  }
  if (generation === wanted) pinned.value = found
  for (const { fragment } of found.filter(({ answer, whole }) => answer !== null && whole === null)) {
    if (generation !== wanted) return
    const found = await simulation.estimate(inputOf(fromFragment(fragment)))
    if (found.status !== 'answer') continue
    const { value: whole } = found
    pinned.value = pinned.value.map((one) => (one.fragment === fragment ? { ...one, whole } : one))
  }
}
