import { dots, errorOfMedian } from '../../../uncertainty/bands.ts'
import { edgesOf, sobolIndices, tornado, type Bar } from '../../../uncertainty/sensitivity.ts'
import type { EstimateAnswer, Swing } from '../answer.ts'
import { columnOf, sampledTotals, type SampledTotal } from './sampling.ts'
import type { Planned, Worked } from '../work.ts'

/** Totals that a person may ask the tornado and the distribution of; the others are in proportion to one of them. */
const shownTotals = [
  'calendarDays',
  'gpuHours',
  'energyMwh',
  'carbonT',
  'cost',
] as const satisfies readonly SampledTotal[]

const dotCount = 50
const mostBars = 10
/** Indices within about 0.05, in a few milliseconds. */
const sobolSamples = 256

/** How sure the answer is and what would make it surer. */
export function doubtOf(worked: Worked): EstimateAnswer['uncertainty'] {
  const { scenario, bands, draw, question } = worked
  const edges = edgesOf(question)
  const bars = (total: SampledTotal) => tornado(edges, sampledTotals.indexOf(total))
  const swings = (total: SampledTotal) =>
    bars(total)
      .slice(0, mostBars)
      .map((bar) => swing(worked, bar))
  return {
    samples: scenario.samples,
    seed: scenario.seed,
    standardErrorOfP50: Object.fromEntries(
      sampledTotals.map((total) => [total, errorOfMedian(columnOf(draw, total))]),
    ),
    tornado: Object.fromEntries(shownTotals.map((total) => [total, swings(total)])),
    sobol: { gpuHours: sobolOf(worked, bars('gpuHours')) },
    dots: Object.fromEntries(shownTotals.map((total) => [total, dots(bands[total].ascending, dotCount)])),
    correlations: question.correlations
      .filter((pair) => pair.slice(0, 2).every((id) => question.inputs.some((input) => input.id === id)))
      .map(([one, other, correlation]) => ({ one, other, correlation })),
  }
}

function swing({ assumed }: Planned, bar: Bar): Swing {
  const found = assumed.find(({ id }) => id === bar.id)
  return { ...bar, name: found?.name ?? bar.id, unit: found?.unit ?? '' }
}

/** Of the inputs that move the gross hours at all; the others have indices of 0 and cost evaluations. */
function sobolOf(planned: Planned, bars: readonly Bar[]): EstimateAnswer['uncertainty']['sobol']['gpuHours'] {
  const output = sampledTotals.indexOf('gpuHours')
  const moving = new Set(bars.map(({ id }) => id))
  const ids = planned.question.inputs.map(({ id }) => id)
  const inputs = planned.question.inputs.filter(({ id }) => moving.has(id))
  const places = inputs.map(({ id }) => ids.indexOf(id))
  const whole = Float64Array.from(ids, (id) => planned.assumed.find((one) => one.id === id)?.value ?? 0)
  const question = {
    ...planned.question,
    inputs,
    evaluate: (x: Float64Array, into: Float64Array) => {
      const y = into
      for (let i = 0; i < places.length; i += 1) whole[places[i] ?? 0] = x[i] ?? 0
      planned.question.evaluate(whole, y)
      // A few samples far out would decide the variance of the hours themselves.
      y[output] = Math.log(y[output] ?? Number.NaN)
    },
  }
  const { seed } = planned.scenario
  return [...sobolIndices(question, { output, samples: sobolSamples, seed })]
    .sort((a, b) => b.total - a.total)
    .map(({ id, first, total }) => ({
      id,
      // The estimate of a share near 0 scatters below it.
      first: Math.max(0, first),
      total: Math.max(0, total),
      name: planned.assumed.find((one) => one.id === id)?.name ?? id,
    }))
}
