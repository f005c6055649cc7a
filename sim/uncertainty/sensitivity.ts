import { samplerOf, toValues } from './distribution.ts'
import { latinScores, type Question } from './monte-carlo.ts'
import { z90 } from './normal.ts'

/** One bar of a tornado: an output with one input at its p10 and at its p90, every other at its p50. */
export type Bar = {
  readonly id: string
  readonly inputLow: number
  readonly inputHigh: number
  readonly atLow: number
  readonly atHigh: number
}

/** One input at its p10 and at its p90, every other at its p50, and all outputs there. */
type Edge = ReturnType<typeof edgesOf>[number]

/** Both edges of every input: what the bars of any output are read from. */
export function edgesOf(question: Question) {
  const samplers = question.inputs.map(({ distribution }) => samplerOf(distribution))
  const x = Float64Array.from(samplers, (sampler) => sampler(0))
  const at = (input: number, value: number) => {
    const y = new Float64Array(question.outputs)
    const middle = x[input] ?? 0
    x[input] = value
    question.evaluate(x, y)
    x[input] = middle
    return y
  }
  return question.inputs.map(({ id }, input) => {
    const inputLow = samplers[input]?.(-z90) ?? Number.NaN
    const inputHigh = samplers[input]?.(z90) ?? Number.NaN
    return { id, inputLow, inputHigh, low: at(input, inputLow), high: at(input, inputHigh) }
  })
}

/** Bars of one output, the widest first. Says what fixing one input would take off the range, others at their middle. */
export function tornado(edges: readonly Edge[], output: number): readonly Bar[] {
  const bars = edges.map(({ id, inputLow, inputHigh, low, high }) => {
    const atLow = low[output] ?? Number.NaN
    const atHigh = high[output] ?? Number.NaN
    return { id, inputLow, inputHigh, atLow, atHigh }
  })
  const width = ({ atLow, atHigh }: Bar) => Math.abs(atHigh - atLow)
  return bars.filter((bar) => width(bar) > 0).sort((a, b) => width(b) - width(a))
}

export type SobolPlan = { readonly output: number; readonly samples: number; readonly seed: number }

/**
 * First-order and total Sobol indices: the shares of an output's variance that each input explains alone and together with
 * others. Inputs are independent (correlations are left out: with them the shares are not defined). Costs samples × (inputs + 2) evaluations.
 *
 * Source: Jansen 1999 and Saltelli et al. 2010, 'Variance based sensitivity analysis of model output', table 2 (b)
 * and (f): Sᵢ = E[f(B)(f(ABᵢ) − f(A))]/V with f about its mean, so that an input of no weight has no noise either;
 * Tᵢ = E[(f(A) − f(ABᵢ))²]/2V, with A and B two Latin hypercubes.
 */
export function sobolIndices(question: Question, plan: SobolPlan) {
  const n = plan.samples
  const a = valuesOf(question, plan, 'A')
  const b = valuesOf(question, plan, 'B')
  const fa = new Float64Array(n)
  const fb = new Float64Array(n)
  run(question, { from: a, column: null, output: plan.output }, fa)
  run(question, { from: b, column: null, output: plan.output }, fb)
  const variance = varianceOf(fa, fb)
  const mixed = new Float64Array(n)
  return question.inputs.map(({ id }, input) => {
    run(question, { from: a, column: { of: b, input }, output: plan.output }, mixed)
    if (variance === 0) return { id, first: 0, total: 0 }
    const first = shared(fb, { mixed, fa }) / variance
    return { id, first, total: halfSquareDistance(fa, mixed) / variance }
  })
}

function valuesOf({ inputs }: Question, { samples, seed }: SobolPlan, name: string): Float64Array {
  const values = new Float64Array(inputs.length * samples)
  inputs.forEach(({ id, distribution }, input) => {
    const column = values.subarray(input * samples, (input + 1) * samples)
    column.set(latinScores(seed, `sobol ${name} ${id}`, samples))
    toValues(distribution, column)
  })
  return values
}

type Evaluated = {
  readonly from: Float64Array
  /** One input's values taken from another matrix. */
  readonly column: { readonly of: Float64Array; readonly input: number } | null
  readonly output: number
}

function run(question: Question, { from, column, output }: Evaluated, into: Float64Array): void {
  const found = into
  const n = found.length
  const d = question.inputs.length
  const x = new Float64Array(d)
  const y = new Float64Array(question.outputs)
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < d; k += 1) {
      x[k] = from[k * n + i] ?? Number.NaN
    }
    if (column !== null) x[column.input] = column.of[column.input * n + i] ?? Number.NaN
    question.evaluate(x, y)
    found[i] = y[output] ?? Number.NaN
  }
}

/** 0 where the values differ by rounding alone. */
function varianceOf(one: Float64Array, other: Float64Array): number {
  const n = one.length + other.length
  let mean = 0
  for (const value of one) mean += value / n
  for (const value of other) mean += value / n
  let squares = 0
  for (const value of one) squares += (value - mean) ** 2
  for (const value of other) squares += (value - mean) ** 2
  return squares <= n * (mean * 1e-12) ** 2 ? 0 : squares / (n - 1)
}

function halfSquareDistance(one: Float64Array, other: Float64Array): number {
  let squares = 0
  for (let i = 0; i < one.length; i += 1) squares += ((one[i] ?? 0) - (other[i] ?? 0)) ** 2
  return squares / (2 * one.length)
}

/** Mean of f(B), about its mean, times what an input's change makes of f(A). */
function shared(
  fb: Float64Array,
  { mixed, fa }: { readonly mixed: Float64Array; readonly fa: Float64Array },
): number {
  const n = fb.length
  let mean = 0
  for (const value of fb) mean += value / n
  let products = 0
  for (let i = 0; i < n; i += 1) products += ((fb[i] ?? 0) - mean) * ((mixed[i] ?? 0) - (fa[i] ?? 0))
  return products / n
}
