import { constantRanges, type ConstantName, type Constants } from '../../sim/step/constants.ts'
import { residual, type Judged } from './rows.ts'
import { solve } from './solve.ts'

/**
 * Levenberg–Marquardt on logarithms of the constants, inside their ranges, with a robust loss (Huber, 6 %) and a weak
 * pull towards the starting values. Each source weighs the same, so that a long table does not outvote a short one.
 */

/** Beyond this a row counts by its distance, not its square: a table may have an outlier or two. */
const huber = 0.06
/** A row of grade B counts less: rounded, or measured once. */
const gradeBWeight = 0.7
const sourceWeight = 6
const leastRows = 8
/** Strength of the pull, and the spread of each kind of constant in e-folds: kernels are benchmarked, stacks alike. */
const pull = 0.2
const spreads: readonly (readonly [prefix: string, spread: number])[] = [
  ['stack', 0.25],
  ['flash', 0.2],
  ['triton', 0.2],
  ['', 3],
]

function namesOf(): readonly ConstantName[] {
  const isName = (name: string): name is ConstantName => name in constantRanges
  return Object.keys(constantRanges).filter(isName)
}
export const names = namesOf()

const lows = names.map((name) => Math.log(constantRanges[name].low))
const highs = names.map((name) => Math.log(constantRanges[name].high))
const starts = names.map((name) => Math.log(constantRanges[name].start))
const pulls = names.map((name) => pull / (spreads.find(([prefix]) => name.startsWith(prefix))?.[1] ?? 3))

export function startingConstants(): Constants {
  return constantsOf(starts)
}

function constantsOf(x: readonly number[]): Constants {
  const made: unknown = Object.fromEntries(names.map((name, index) => [name, Math.exp(x[index] ?? 0)]))
  if (!complete(made)) throw new Error('a constant is missing')
  return made
}

function complete(made: unknown): made is Constants {
  return names.every((name) => name in Object(made))
}

export type Fit = { readonly constants: Constants; readonly loss: number; readonly iterations: number }

/** Fits all constants to rows, from the starting values of `constantRanges` or from a fit close by. */
export function fit(rows: readonly Judged[], from: Constants = startingConstants(), most = 40): Fit {
  const weights = weightsOf(rows)
  const residualsAt = (x: readonly number[]) => {
    const constants = constantsOf(x)
    return rows.map((row) => residual(row, constants))
  }
  let x: readonly number[] = names.map((name) => Math.log(from[name]))
  let errors: readonly number[] = residualsAt(x)
  let loss = lossOf(errors, weights, x)
  let damping = 1e-2
  let iterations = 0
  for (; iterations < most; iterations += 1) {
    const system = normalEquations(x, { errors, weights, residualsAt })
    const better = step(x, { ...system, damping, loss, weights, residualsAt })
    if (better === null) break
    const gain = (loss - better.loss) / loss
    ;({ x, errors, loss, damping } = better)
    if (gain < 1e-5) break
  }
  return { constants: constantsOf(x), loss, iterations }
}

function weightsOf(rows: readonly Judged[]): readonly number[] {
  const counts = new Map<string, number>()
  for (const { source } of rows) counts.set(source, (counts.get(source) ?? 0) + 1)
  return rows.map(({ source, grade }) => {
    const share = sourceWeight / Math.sqrt(Math.max(leastRows, counts.get(source) ?? 0))
    return share * (grade === 'B' ? gradeBWeight : 1)
  })
}

function lossOf(errors: readonly number[], weights: readonly number[], x: readonly number[]): number {
  let total = 0
  errors.forEach((error, row) => {
    const size = Math.abs(error)
    const cost = size < huber ? size * size : 2 * huber * size - huber * huber
    total += (weights[row] ?? 0) ** 2 * cost
  })
  x.forEach((value, index) => {
    total += ((pulls[index] ?? 0) * (value - (starts[index] ?? 0))) ** 2
  })
  return total
}

type At = {
  readonly errors: readonly number[]
  readonly weights: readonly number[]
  readonly residualsAt: (x: readonly number[]) => readonly number[]
}

const nudge = 1e-4

/** JᵀWJ and JᵀWe by forward differences, the weights reweighted for the robust loss. */
function normalEquations(x: readonly number[], { errors, weights, residualsAt }: At) {
  const slopes = x.map((value, index) => {
    const moved = residualsAt(x.with(index, value + nudge))
    return moved.map((error, row) => (error - (errors[row] ?? 0)) / nudge)
  })
  const reweighted = errors.map(
    (error, row) => (weights[row] ?? 0) ** 2 * Math.min(1, huber / Math.max(1e-9, Math.abs(error))),
  )
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((total, value, row) => total + (reweighted[row] ?? 0) * value * (b[row] ?? 0), 0)
  const matrix = slopes.map((a, i) => slopes.map((b, j) => dot(a, b) + (i === j ? (pulls[i] ?? 0) ** 2 : 0)))
  const gradient = slopes.map(
    (a, i) => dot(a, errors) + (pulls[i] ?? 0) ** 2 * ((x[i] ?? 0) - (starts[i] ?? 0)),
  )
  return { matrix, gradient }
}

type Step = ReturnType<typeof normalEquations> & {
  readonly damping: number
  readonly loss: number
  readonly weights: readonly number[]
  readonly residualsAt: At['residualsAt']
}

const longestStep = 0.7
const tries = 6

/** One damped step that lowers the loss; constants at a bound stay there while the gradient pushes outwards. */
function step(x: readonly number[], { matrix, gradient, damping, loss, weights, residualsAt }: Step) {
  const held = x.map((value, i) => {
    const slope = gradient[i] ?? 0
    return (value <= (lows[i] ?? 0) + 1e-9 && slope > 0) || (value >= (highs[i] ?? 0) - 1e-9 && slope < 0)
  })
  let lambda = damping
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const damped = matrix.map((row, i) =>
      row.map((value, j) => {
        if (held[i] === true || held[j] === true) return i === j ? 1 : 0
        return i === j ? value + lambda * (value + 1e-6) : value
      }),
    )
    const wanted = gradient.map((value, i) => (held[i] === true ? 0 : -value))
    const move = solve(damped, wanted)
    const next = x.map((value, i) => {
      const limited = Math.max(-longestStep, Math.min(longestStep, move[i] ?? 0))
      return Math.min(highs[i] ?? 0, Math.max(lows[i] ?? 0, value + limited))
    })
    const errors = residualsAt(next)
    const found = lossOf(errors, weights, next)
    if (found < loss) return { x: next, errors, loss: found, damping: Math.max(1e-6, lambda / 4) }
    lambda *= 6
  }
  return null
}
