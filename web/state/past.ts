import { signal } from '@preact/signals'
import { goesOn, type Slide } from './slide.ts'

/** 'replace' leaves no trace, 'push' is a step of its own, 'slide' one step for a whole move of a slider. */
export type Step = 'replace' | 'push' | 'slide'

/** How many steps of this page there are to go back to: Undo is the browser's own Back. */
export const depth = signal(depthOf(history.state))
if (history.state === null) history.replaceState({ depth: 0 }, '')
let slide: Slide | null = null
/** Where each step of this page began; a browser forgets all but its last 50 places, and Undo goes on from here. */
const addresses: string[] = []
const browserKeeps = 50
/** The fewest steps at a place that the browser still has. */
let fewest = 0
/** Keeps what no address holds, such as a file that was given, by the step at which it was there. */
export const beside = {
  keep: (_step: number): void => undefined,
  bring: (_step: number): void => undefined,
  isOther: (_step: number) => false,
}
/** Where a slider that still moves is: written once it rests, for writing takes a browser longer than drawing. */
let owed: string | null = null

function depthOf(state: unknown): number {
  const { depth: steps }: { readonly depth?: unknown } = Object(state)
  return typeof steps === 'number' ? steps : 0
}

/** Puts an address into the history; `names` are the fields that it changes. */
export function enter(address: string, step: Step, names: string): void {
  const next = { names, atMs: performance.now() }
  const isNew = step === 'push' || (step === 'slide' && !goesOn(slide, next))
  slide = step === 'slide' ? next : null
  if (isNew) writeOwed()
  owed = step === 'slide' && !isNew ? address : null
  if (owed !== null) return
  if (isNew && (address !== location.hash || beside.isOther(depth.value))) {
    addresses[depth.value] = location.hash
    depth.value += 1
    fewest = Math.max(fewest, depth.value - browserKeeps + 1)
    history.pushState({ depth: depth.value }, '', address)
  } else history.replaceState({ depth: depth.value }, '', address)
  beside.keep(depth.value)
}

/** Writes where a slider has come to. */
export function writeOwed(): void {
  if (owed !== null) history.replaceState({ depth: depth.value }, '', owed)
  owed = null
}

/** The addresses before each step that can be taken back, the oldest first. */
export function stepsTaken(): readonly string[] {
  return addresses.slice(0, depth.value)
}

/** After the browser went back or forth. */
export function arrived(): void {
  ;[slide, owed] = [null, null]
  depth.value = depthOf(history.state)
  // An address that was written by hand is no step that was taken.
  if (history.state !== null) beside.bring(depth.value)
}

export function undo(): void {
  writeOwed()
  const before = addresses[depth.value - 1]
  if (depth.value === 0) return
  if (before === undefined || depth.value > fewest) history.back()
  else {
    fewest = depth.value - 1
    history.replaceState({ depth: fewest }, '', before === '' ? '#' : before)
    dispatchEvent(new PopStateEvent('popstate'))
  }
}
