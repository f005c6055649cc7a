/** Levels run from 0 to 4. */
export const highestLevel = 4

/** A level with its range; an unknown one may be anything from 0 to 4 and has no middle. */
export type Level = { readonly low: number; readonly high: number; readonly middle: number | null }

export const unknownLevel: Level = { low: 0, high: highestLevel, middle: null }

export function levelBetween(low: number, high: number): Level {
  return { low, high, middle: (low + high) / 2 }
}

export type Profile<Key extends string> = { readonly [K in Key]: Level }
export type Weights<Key extends string> = { readonly [K in Key]: number }

/** A score out of 100. The middle is null as long as anything is unknown: unknown is not zero, and not sovereign. */
export type Score = { readonly low: number; readonly high: number; readonly middle: number | null }

/**
 * S = Σ wᵢ sᵢ / (4 Σ wᵢ) × 100.
 *
 * Ours: a weighted mean of levels, as the EU Cloud Sovereignty Framework weighs its objectives.
 */
export function weightedScore<Key extends string>(weights: Weights<Key>, levels: Weights<Key>): number {
  const keys = keysOf(weights)
  const all = keys.reduce((total, key) => total + weights[key], 0)
  const reached = keys.reduce((total, key) => total + weights[key] * levels[key], 0)
  return (100 * reached) / (highestLevel * all)
}

export function scoreOf<Key extends string>(weights: Weights<Key>, profile: Profile<Key>): Score {
  const at = (pick: (level: Level) => number) => weightedScore(weights, pickLevels(profile, pick))
  const known = keysOf(profile).every((key) => profile[key].middle !== null)
  return {
    low: at(({ low }) => low),
    high: at(({ high }) => high),
    middle: known ? at(({ middle }) => middle ?? 0) : null,
  }
}

/** The weakest link: the lowest known level, and what is unknown and could be lower still. */
export type Gate<Key extends string> = {
  readonly level: number | null
  readonly weakest: readonly Key[]
  readonly unknown: readonly Key[]
}

export function gateOf<Key extends string>(profile: Profile<Key>): Gate<Key> {
  const keys = keysOf(profile)
  const known = keys.flatMap((key) => {
    const { middle } = profile[key]
    return middle === null ? [] : [{ key, middle }]
  })
  const unknown = keys.filter((key) => profile[key].middle === null)
  if (known.length === 0) return { level: null, weakest: [], unknown }
  const level = Math.min(...known.map(({ middle }) => middle))
  return { level, weakest: known.filter(({ middle }) => middle === level).map(({ key }) => key), unknown }
}

export type WeightShift<Key extends string> = {
  readonly key: Key
  /** In points of a hundred. */
  readonly from: number
  readonly to: number
  readonly score: Score
}

const shiftPoints = 10

/** The score with each weight ten points of a hundred lower and higher, the others rescaled to keep the sum. */
export function weightSensitivity<Key extends string>(
  weights: Weights<Key>,
  profile: Profile<Key>,
): readonly WeightShift<Key>[] {
  return shiftedWeights(weights).map(({ key, from, to, shifted }) => ({
    key,
    from,
    to,
    score: scoreOf(shifted, profile),
  }))
}

type Shifted<Key extends string> = {
  readonly key: Key
  readonly from: number
  readonly to: number
  readonly shifted: Weights<Key>
}

function shiftedWeights<Key extends string>(weights: Weights<Key>): readonly Shifted<Key>[] {
  const keys = keysOf(weights)
  const all = keys.reduce((total, key) => total + weights[key], 0)
  return keys.flatMap((key) =>
    [-shiftPoints, shiftPoints].map((points) => {
      const from = (100 * weights[key]) / all
      const to = Math.min(100, Math.max(0, from + points))
      const others = from === 100 ? 0 : (100 - to) / (100 - from)
      const shifted = mapKeys(weights, (one) => (one === key ? to : ((100 * weights[one]) / all) * others))
      return { key, from, to, shifted }
    }),
  )
}

export type Moved<Key extends string> = {
  readonly before: Score
  readonly after: Score
  /** Points that each change brings by its middle; they add up to the difference where all is known. */
  readonly byChange: readonly { readonly key: Key; readonly points: number | null }[]
  readonly gateBefore: Gate<Key>
  readonly gateAfter: Gate<Key>
}

/** What an investment moves: the score and the weakest link before and after the levels it changes. */
export function movedBy<Key extends string>(
  weights: Weights<Key>,
  profile: Profile<Key>,
  changes: { readonly [K in Key]?: Level },
): Moved<Key> {
  const raised = mapKeys(profile, (key) => changes[key] ?? profile[key])
  const all = keysOf(weights).reduce((total, key) => total + weights[key], 0)
  const byChange = keysOf(profile).flatMap((key) => {
    const change = changes[key]
    if (change === undefined) return []
    const from = profile[key].middle
    const by = from === null || change.middle === null ? null : change.middle - from
    return [{ key, points: by === null ? null : (100 * weights[key] * by) / (highestLevel * all) }]
  })
  return {
    before: scoreOf(weights, profile),
    after: scoreOf(weights, raised),
    byChange,
    gateBefore: gateOf(profile),
    gateAfter: gateOf(raised),
  }
}

function keysOf<Key extends string>(record: { readonly [K in Key]: unknown }): readonly Key[] {
  return Object.keys(record).filter((key): key is Key => key in record)
}

function pickLevels<Key extends string>(profile: Profile<Key>, pick: (level: Level) => number): Weights<Key> {
  return mapKeys(profile, (key) => pick(profile[key]))
}

function mapKeys<Key extends string, T>(
  record: { readonly [K in Key]: unknown },
  value: (key: Key) => T,
): { readonly [K in Key]: T } {
  const mapped: Partial<Record<Key, T>> = {}
  const keys = keysOf(record)
  for (const key of keys) mapped[key] = value(key)
  if (!isWhole(mapped, keys)) throw new Error('a key is lost')
  return mapped
}

function isWhole<Key extends string, T>(
  partial: Partial<Record<Key, T>>,
  keys: readonly Key[],
): partial is Record<Key, T> {
  return keys.every((key) => key in partial)
}
