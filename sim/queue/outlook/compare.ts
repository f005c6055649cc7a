import { sum } from '../../base/math.ts'
import type { Workload } from '../engine/job.ts'
import { metricsOf } from '../metrics.ts'
import type { PolicyName } from '../engine/policies.ts'
import { simulate, type Beyond, type Schedule } from '../engine/simulate.ts'
import { waitsByKind } from '../size-class.ts'
import { shaken } from './plan-run.ts'

export type Side = { readonly workload: Workload; readonly policy: PolicyName; readonly beyond: Beyond }

export type CompareOptions = {
  /** At least two. */
  readonly seeds: readonly number[]
  readonly shakeS: number
  readonly onProgress: ((seeds: number) => void) | null
}

/** One measure of two scenarios over the seeds. */
export type ReplayDifference = Readonly<ReturnType<typeof differenceOf>>

/**
 * Two scenarios side by side over repeated seeds. Both see the same shaken submissions under one seed, and what is
 * judged is the difference seed by seed, which is far steadier than either side.
 *
 * The interval is Student's, for means of independent, roughly normal differences.
 */
export function compareScenarios(a: Side, b: Side, options: CompareOptions): readonly ReplayDifference[] {
  const { seeds, shakeS, onProgress } = options
  const measured = new Map<string, { readonly a: number[]; readonly b: number[] }>()
  seeds.forEach((seed, i) => {
    const [ofA, ofB] = [measuresOf(a, shakeS, seed), measuresOf(b, shakeS, seed)]
    for (const [name, value] of ofA) {
      const other = ofB.get(name)
      if (other === undefined) continue
      const lists = measured.get(name) ?? { a: [], b: [] }
      lists.a.push(value)
      lists.b.push(other)
      measured.set(name, lists)
    }
    onProgress?.(i + 1)
  })
  return [...measured].flatMap(([name, lists]) =>
    lists.a.length === seeds.length ? [differenceOf(name, lists.a, lists.b)] : [],
  )
}

function measuresOf(
  { workload, policy, beyond }: Side,
  shakeS: number,
  seed: number,
): ReadonlyMap<string, number> {
  const moved = shaken(workload, shakeS, seed)
  const schedule = simulate(moved, { policy }, beyond)
  return new Map([...overall(moved, schedule), ...byKind(moved, schedule)])
}

function overall(workload: Workload, schedule: Schedule): readonly (readonly [string, number])[] {
  const { meanWaitS, meanBoundedSlowdown, utilisation, makespanS } = metricsOf(workload, schedule)
  return [
    ['meanWaitS', meanWaitS ?? 0],
    ['meanBoundedSlowdown', meanBoundedSlowdown ?? 0],
    ['utilisation', utilisation ?? 0],
    ['makespanS', makespanS],
  ]
}

function byKind(workload: Workload, schedule: Schedule): readonly (readonly [string, number])[] {
  const { bySize, byProject } = waitsByKind(workload, schedule)
  const sizes = bySize.map(
    ({ fromNodes, toNodes, meanWaitS }) =>
      [`meanWaitS of ${String(fromNodes)} to ${String(toNodes)} nodes`, meanWaitS] as const,
  )
  const projects = byProject.map(
    ({ project, meanWaitS }) => [`meanWaitS of project ${project}`, meanWaitS] as const,
  )
  return projects.length > 1 ? [...sizes, ...projects] : sizes
}

function differenceOf(name: string, a: readonly number[], b: readonly number[]) {
  const differences = a.map((value, i) => (b[i] ?? 0) - value)
  const difference = mean(differences)
  const variance = sum(differences.map((one) => (one - difference) ** 2)) / (differences.length - 1)
  const margin = studentT975(differences.length - 1) * Math.sqrt(variance / differences.length)
  const [low, high] = [difference - margin, difference + margin]
  return {
    name,
    meanA: mean(a),
    meanB: mean(b),
    /** Mean of B − A, seed by seed. */
    difference,
    /** 95 % interval of that mean. */
    low,
    high,
    /** Whether the interval leaves out 0: the difference is not chance. */
    isClear: low > 0 || high < 0,
  }
}

const mean = (values: readonly number[]) => sum(values) / values.length

/** The two-sided 95 % points for few degrees of freedom: Abramowitz and Stegun 1964, table 26.10. */
const fewDegrees = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228]
const normal975 = 1.959964

/** 97.5 % quantile of Student's t; for more than ten degrees the expansion 26.7.5 there, right to 0.001. */
export function studentT975(degrees: number): number {
  const known = fewDegrees[degrees - 1]
  if (known !== undefined) return known
  const z = normal975
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  )
}
