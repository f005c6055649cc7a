import { usualSamples } from '../../uncertainty/monte-carlo.ts'
import { readCount } from '../../base/quantity.ts'
import type { AxisLabels } from './answer.ts'
import type { Axis } from './axis.ts'
import type { Field } from './input.ts'

/** Many estimates, read but not computed; small however many they are. */
export type SweepPlan = {
  /** Tells this sweep, as this version computes it, from every other. */
  readonly hash: string
  readonly count: number
  /** Names of what a row tells of its point. */
  readonly fields: readonly Field[]
  readonly points: SweepGrid | List
}

/** Every combination of the axes; the last varies fastest. */
export type SweepGrid = {
  readonly kind: 'grid'
  readonly base: { readonly [field: string]: unknown }
  readonly axes: readonly Axis[]
}

export type List = {
  readonly kind: 'list'
  readonly estimates: readonly unknown[]
  readonly labels: readonly AxisLabels[]
}

/** One point of a sweep before it is computed. */
export type PosedPoint = { readonly index: number; readonly axes: AxisLabels; readonly input: unknown }

/** The point of an index, the same whoever asks. */
export function pointAt({ points }: SweepPlan, index: number): PosedPoint {
  if (points.kind === 'list')
    return { index, axes: points.labels[index] ?? {}, input: points.estimates[index] }
  const input: Record<string, unknown> = { ...points.base }
  const places = placesOf(points.axes, index)
  points.axes.forEach(({ name, values }, axis) => {
    const value = values[places[axis] ?? 0]
    if (value === null) Reflect.deleteProperty(input, name)
    else input[name] = value
  })
  const told = points.axes.map(({ name, labels }, axis) => [name, labels[places[axis] ?? 0] ?? null] as const)
  return { index, axes: Object.fromEntries(told), input }
}

/** The place on each axis: the digits of the index, the last axis counting fastest. */
function placesOf(axes: readonly Axis[], index: number): readonly number[] {
  let rest = index
  return axes.reduceRight<readonly number[]>((places, { values }) => {
    const place = rest % values.length
    rest = Math.floor(rest / values.length)
    return [place, ...places]
  }, [])
}

/** One part of a sweep of so many: `shard` counts from 1. */
export type Shard = { readonly shard: number; readonly shards: number }

/** Points of a shard: every index that leaves the remainder shard − 1, so that slow corners are shared out. */
export function countOfShard(count: number, { shard, shards }: Shard): number {
  return Math.max(0, Math.ceil((count - (shard - 1)) / shards))
}

/** Samples that the points draw: all together, and the most of one, as far as they can be read. */
export function totalSamples(plan: SweepPlan): number {
  let total = 0
  for (let index = 0; index < plan.count; index += 1) total += samplesIn(pointAt(plan, index).input)
  return total
}

export function mostSamples({ points }: SweepPlan): number {
  if (points.kind === 'list')
    return points.estimates.reduce<number>((most, one) => Math.max(most, samplesIn(one)), 0)
  const axis = points.axes.find(({ name }) => name === 'samples')
  const said = axis === undefined ? [points.base] : axis.values.map((samples) => ({ samples }))
  return said.reduce((most, one) => Math.max(most, samplesIn(one)), 0)
}

function samplesIn(input: unknown): number {
  const said: unknown = Object.entries(Object(input)).find(([name]) => name === 'samples')?.[1]
  if (typeof said !== 'number' && typeof said !== 'string') return usualSamples
  const read = readCount('samples', said)
  return read.ok ? read.value : 0
}
