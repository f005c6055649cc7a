import { signal } from '@preact/signals'
import type { EstimateAnswer, Preset } from '../../sim/index.ts'
import { fromFragment, runOf, toFragment, type Fields } from '../state/address.ts'
import { change, fields, inputOf } from '../state/state.ts'
import { simulation } from '../worker/simulation.ts'

export const mostPins = 4
const between = '|'

export type Pinned = { readonly fragment: string; readonly answer: EstimateAnswer | null }

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

/** Estimates every pinned run; a run that cannot be computed stays, with a note. */
export async function recompute(): Promise<void> {
  const generation = (wanted += 1)
  const found: Pinned[] = []
  for (const fragment of pins()) {
    const before = pinned.peek().find((one) => one.fragment === fragment)
    if (before !== undefined) {
      found.push(before)
      continue
    }
    const answered = await simulation.estimate(inputOf(fromFragment(fragment)))
    found.push({ fragment, answer: answered.status === 'answer' ? answered.value : null })
  }
  if (generation === wanted) pinned.value = found
}
