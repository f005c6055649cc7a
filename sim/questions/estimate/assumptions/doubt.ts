import { namesIn } from '../../../base/csv.ts'
import { dots, errorOfMedian } from '../../../uncertainty/monte-carlo.ts'
import { edgesOf, sobolIndices, tornado, type Bar } from '../../../uncertainty/sensitivity.ts'
import type { EstimateAnswer, Swing } from '../answer.ts'
import { columnOf, hoursQuestionOf, sampledTotals, type SampledTotal } from './sampling.ts'
import type { Planned, Worked } from '../work.ts'

/** Totals that a person may ask the tornado and the distribution of; the others are in proportion to one of them. */
const shownTotals = namesIn('calendarDays gpuHours energyMwh carbonT cost') satisfies readonly SampledTotal[]

const dotCount = 50
const mostBars = 10
/** Indices within about 0.05, in a few milliseconds. */
const sobolSamples = 256

/** How sure the answer is and what would make it surer. */
export function doubtOf(worked: Worked): EstimateAnswer['uncertainty'] {
  const { scenario, bands, draw, question } = worked
  const edges = edgesOf(question)
  const bars = (total: SampledTotal) => tornado(edges, sampledTotals.indexOf(total))
  let shares: EstimateAnswer['uncertainty']['sobol']['gpuHours'] | undefined
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
    sobol: {
      // Costs as much as a draw, and few read it.
      get gpuHours() {
        return (shares ??= sobolOf(worked, bars('gpuHours')))
      },
    },
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
function sobolOf(
  { scenario, inputs, question, assumed }: Planned,
  bars: readonly Bar[],
): EstimateAnswer['uncertainty']['sobol']['gpuHours'] {
  const moving = new Set(bars.map(({ id }) => id))
  const asked = hoursQuestionOf(
    inputs,
    question.inputs.filter(({ id }) => moving.has(id)),
  )
  return [...sobolIndices(asked, { output: 0, samples: sobolSamples, seed: scenario.seed })]
    .sort((a, b) => b.total - a.total)
    .map(({ id, first, total }) => ({
      id,
      // The estimate of a share near 0 scatters below it.
      first: Math.max(0, first),
      total: Math.max(0, total),
      name: assumed.find((one) => one.id === id)?.name ?? id,
    }))
}
