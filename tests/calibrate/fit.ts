import type { ConstantName, Constants } from '../../sim/step/fitted/calibration.ts'
import { constantRanges } from '../../sim/step/fitted/pilot.ts'
import { residual, thinned, type Judged } from './rows.ts'
import { inverse, solve } from './solve.ts'

/**
 * Levenberg–Marquardt on logarithms of the constants, inside their ranges, with a robust loss and a pull towards their
 * starting values; beside them the effects of chip families, of softwares and of sources, each drawn from a normal
 * distribution around zero (a mixed model: what only one source says moves its own effect more than a constant). Every
 * source weighs the same, so that a long table does not outvote a short one.
 */

/** Spread of rows of one source around its own level, e-folds; beyond 1.5 of it a row counts by its distance. */
export const withinSource = 0.08
const huber = 1.5
/** A row of grade B counts less: rounded, or measured once. */
const gradeBWeight = 0.7
/** Rows that a source counts for, at most; and those that are read of it. */
const sourceRows = 5
const readRows = 40
/**
 * Spreads of the effects, e-folds. Sources: what is left between tables of one software on one chip. Chips that one
 * compiler alone programs vary more.
 */
export const spreads = { software: 0.06, family: 0.12, otherFamily: 0.3, source: 0.12 } as const
const sharedFamilies: ReadonlySet<string> = new Set(['volta', 'ampere', 'hopper', 'blackwell'])

function namesOf(): readonly ConstantName[] {
  const isName = (name: string): name is ConstantName => name in constantRanges
  return Object.keys(constantRanges).filter(isName)
}
export const names = namesOf()

const lows = names.map((name) => Math.log(constantRanges[name].low))
const highs = names.map((name) => Math.log(constantRanges[name].high))
const starts = names.map((name) => Math.log(constantRanges[name].start))
/** A range is four standard deviations of what is believed before. */
const priorSpreads = names.map((_, at) => ((highs[at] ?? 0) - (lows[at] ?? 0)) / 4)

/** The middle of every range. */
export function middleConstants(): Constants {
  return constantsOf(Float64Array.from(names, (_, at) => ((lows[at] ?? 0) + (highs[at] ?? 0)) / 2))
}

export function constantsOf(x: Float64Array): Constants {
  const made: unknown = Object.fromEntries(names.map((name, index) => [name, Math.exp(x[index] ?? 0)]))
  if (!complete(made)) throw new Error('a constant is missing')
  return made
}

function complete(made: unknown): made is Constants {
  return names.every((name) => name in Object(made))
}

type Effects = ReadonlyMap<string, number>

export type Fit = {
  readonly constants: Constants
  /** Logarithm of a chip family's or a software's speed against what the constants say. */
  readonly families: Effects
  readonly softwares: Effects
  readonly sources: Effects
  /** Of the logarithms of the constants, all effects integrated out; a lower bound where a constant is at its bound. */
  readonly covariance: readonly Float64Array[]
  readonly loss: number
  readonly iterations: number
}

/** Names of all unknowns: constants, then effects as 'family hopper', 'software nemo', 'source NVIDIA …'. */
type Unknowns = { readonly at: ReadonlyMap<string, number>; readonly spreads: Float64Array }

const keysOf = (row: Judged) =>
  [`family ${row.family}`, `software ${row.software}`, `source ${row.source}`] as const

function spreadOf(key: string): number {
  if (key.startsWith('software ')) return spreads.software
  if (key.startsWith('source ')) return spreads.source
  return sharedFamilies.has(key.slice('family '.length)) ? spreads.family : spreads.otherFamily
}

function unknownsOf(rows: readonly Judged[]): Unknowns {
  const keys = [...new Set(rows.flatMap(keysOf))]
  const at = new Map<string, number>(names.map((name, index) => [name, index]))
  keys.forEach((key, index) => at.set(key, names.length + index))
  return { at, spreads: Float64Array.from([...priorSpreads, ...keys.map(spreadOf)]) }
}

type Problem = {
  readonly rows: readonly Judged[]
  readonly weights: readonly number[]
  readonly unknowns: Unknowns
  /** Places of the three effects of each row. */
  readonly places: readonly (readonly number[])[]
}

function problemOf(all: readonly Judged[]): Problem {
  const rows = thinned(all, readRows)
  const unknowns = unknownsOf(rows)
  const counts = new Map<string, number>()
  for (const { source } of rows) counts.set(source, (counts.get(source) ?? 0) + 1)
  return {
    rows,
    unknowns,
    weights: rows.map(
      ({ source, grade }) =>
        Math.min(1, sourceRows / (counts.get(source) ?? 1)) * (grade === 'B' ? gradeBWeight : 1),
    ),
    places: rows.map((row) => keysOf(row).map((key) => unknowns.at.get(key) ?? 0)),
  }
}

/** Fits all constants and effects to rows, from the middle of the ranges or from a fit close by. */
export function fit(all: readonly Judged[], from: Fit | null = null, most = 30): Fit {
  const problem = problemOf(all)
  let x = startOf(problem, from)
  let state = stateAt(problem, x)
  let damping = 1e-3
  let iterations = 0
  for (; iterations < most; iterations += 1) {
    const system = normalEquations(problem, x, state)
    const better = step(problem, { x, state, system, damping })
    if (better === null) break
    const gain = (state.loss - better.state.loss) / state.loss
    ;({ x, state, damping } = better)
    if (gain < 2e-5) break
  }
  return fitOf(problem, { x, state, iterations })
}

function startOf({ unknowns }: Problem, from: Fit | null): Float64Array {
  const x = new Float64Array(unknowns.spreads.length)
  const constants = from?.constants ?? middleConstants()
  names.forEach((name, at) => {
    x[at] = Math.log(constants[name])
  })
  if (from === null) return x
  for (const [key, at] of unknowns.at) {
    if (at < names.length) continue
    const [kind = '', ...rest] = key.split(' ')
    const effects = kind === 'family' ? from.families : kind === 'software' ? from.softwares : from.sources
    x[at] = effects.get(rest.join(' ')) ?? 0
  }
  return x
}

type State = { readonly physical: Float64Array; readonly errors: Float64Array; readonly loss: number }

function stateAt(problem: Problem, x: Float64Array): State {
  const constants = constantsOf(x)
  const physical = Float64Array.from(problem.rows, (row) => residual(row, constants))
  const errors = physical.map((error, row) =>
    (problem.places[row] ?? []).reduce((sum, place) => sum + (x[place] ?? 0), error),
  )
  return { physical, errors, loss: lossOf(problem, errors, x) }
}

function lossOf({ weights, unknowns }: Problem, errors: Float64Array, x: Float64Array): number {
  let total = 0
  errors.forEach((error, row) => {
    const size = Math.abs(error) / withinSource
    const cost = size < huber ? size * size : 2 * huber * size - huber * huber
    total += (weights[row] ?? 0) * cost
  })
  x.forEach((value, at) => {
    total += ((value - (starts[at] ?? 0)) / (unknowns.spreads[at] ?? 1)) ** 2
  })
  return total
}

const nudge = 1e-4

type System = { readonly matrix: readonly Float64Array[]; readonly gradient: Float64Array }

/** JᵀWJ and JᵀWe, constants by forward differences, effects exactly; the weights reweighted for the robust loss. */
function normalEquations(problem: Problem, x: Float64Array, { physical, errors }: State): System {
  const { rows, weights, unknowns, places } = problem
  const size = unknowns.spreads.length
  const slopes = names.map((_, at) => {
    const moved = constantsOf(x.map((value, index) => (index === at ? value + nudge : value)))
    return Float64Array.from(rows, (row, index) => (residual(row, moved) - (physical[index] ?? 0)) / nudge)
  })
  const matrix = Array.from({ length: size }, () => new Float64Array(size))
  const gradient = new Float64Array(size)
  const values = new Float64Array(size)
  errors.forEach((error, row) => {
    const robust = Math.min(1, (huber * withinSource) / Math.max(1e-9, Math.abs(error)))
    const weight = ((weights[row] ?? 0) * robust) / withinSource ** 2
    values.fill(0)
    slopes.forEach((slope, at) => {
      values[at] = slope[row] ?? 0
    })
    for (const place of places[row] ?? []) values[place] = 1
    addOuter(matrix, values, weight)
    values.forEach((value, at) => {
      gradient[at] = (gradient[at] ?? 0) + weight * value * error
    })
  })
  unknowns.spreads.forEach((spread, at) => {
    const row = matrix[at]
    if (row !== undefined) row[at] = (row[at] ?? 0) + 1 / spread ** 2
    gradient[at] = (gradient[at] ?? 0) + ((x[at] ?? 0) - (starts[at] ?? 0)) / spread ** 2
  })
  return { matrix, gradient }
}

function addOuter(matrix: readonly Float64Array[], values: Float64Array, weight: number): void {
  const filled = [...values.keys()].filter((at) => values[at] !== 0)
  for (const i of filled) {
    const row = matrix[i]
    if (row === undefined) continue
    const scaled = weight * (values[i] ?? 0)
    for (const j of filled) row[j] = (row[j] ?? 0) + scaled * (values[j] ?? 0)
  }
}

type Place = { readonly x: Float64Array; readonly state: State }

const longestStep = 0.7
const tries = 7

/** A constant stays at a bound while the gradient pushes outwards. */
function isHeld(at: number, x: Float64Array, gradient: Float64Array): boolean {
  if (at >= names.length) return false
  const slope = gradient[at] ?? 0
  return (
    ((x[at] ?? 0) <= (lows[at] ?? 0) + 1e-9 && slope > 0) ||
    ((x[at] ?? 0) >= (highs[at] ?? 0) - 1e-9 && slope < 0)
  )
}

/** One damped step that lowers the loss. */
function step(
  problem: Problem,
  { x, state, system, damping }: Place & { readonly system: System; readonly damping: number },
): (Place & { readonly damping: number }) | null {
  const { matrix, gradient } = system
  const held = Array.from(x, (_, at) => isHeld(at, x, gradient))
  let lambda = damping
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const damped = matrix.map((row, i) =>
      row.map((value, j) => {
        if (held[i] === true || held[j] === true) return i === j ? 1 : 0
        return i === j ? value * (1 + lambda) : value
      }),
    )
    const move = solve(
      damped,
      gradient.map((value, at) => (held[at] === true ? 0 : -value)),
    )
    const next = x.map((value, at) => {
      if (at >= names.length) return value + (move[at] ?? 0)
      const limited = Math.max(-longestStep, Math.min(longestStep, move[at] ?? 0))
      return Math.min(highs[at] ?? 0, Math.max(lows[at] ?? 0, value + limited))
    })
    const found = stateAt(problem, next)
    if (found.loss < state.loss) return { x: next, state: found, damping: Math.max(1e-6, lambda / 5) }
    lambda *= 6
  }
  return null
}

function fitOf(problem: Problem, { x, state, iterations }: Place & { readonly iterations: number }): Fit {
  const effects = (kind: string): Effects =>
    new Map(
      [...problem.unknowns.at]
        .filter(([key]) => key.startsWith(`${kind} `))
        .map(([key, at]) => [key.slice(kind.length + 1), x[at] ?? 0]),
    )
  const { matrix } = normalEquations(problem, x, state)
  const whole = inverse(matrix)
  return {
    constants: constantsOf(x),
    families: effects('family'),
    softwares: effects('software'),
    sources: effects('source'),
    covariance: whole.slice(0, names.length).map((row) => row.slice(0, names.length)),
    loss: state.loss,
    iterations,
  }
}

/**
 * Logarithm of predicted over measured throughput of a row by a fit: effects that the fit has not seen are zero, and a
 * family that it has not seen reaches what its matrix products were measured to reach.
 */
export function errorBy(row: Judged, { constants, families, softwares }: Fit): number {
  const family = families.get(row.family)
  const asked = family === undefined ? { ...row, settled: row.unseen } : row
  return residual(asked, constants) + (family ?? 0) + (softwares.get(row.software) ?? 0)
}
