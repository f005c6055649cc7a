import type { TrainerRun } from '../trainer-run.ts'

type Told = Omit<TrainerRun, 'layout' | 'expertTensor'>

const smallestPeriod = 2

/** Layers without rotary positions are every n-th, or none. */
export function nanotronReasons(run: Told): readonly string[] {
  const { positions, architecture } = run.model
  if (positions.kind !== 'rotary' || positions.unrotated.length === 0) return []
  const period = periodOf(run)
  const regular =
    period >= smallestPeriod &&
    architecture.layers % period === 0 &&
    positions.unrotated.every((layer, place) => layer === (place + 1) * period - 1)
  return regular ? [] : ['its layers without rotary positions are every n-th']
}

/** Each so many-th layer has no rotary positions. */
export function periodOf({ model: { positions } }: Pick<Told, 'model'>): number {
  return positions.kind === 'rotary' ? (positions.unrotated[0] ?? -1) + 1 : 0
}
