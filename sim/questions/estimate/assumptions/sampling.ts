import { emptyRun, fillRun, type RunInputs, type RunParts, type RunTotals } from '../../../run/estimate.ts'
import { bandOf, type Band } from '../../../uncertainty/bands.ts'
import type { Correlation } from '../../../uncertainty/correlation.ts'
import { blocksOf, sampleBlocks, type Question } from '../../../uncertainty/monte-carlo.ts'
import { beliefIn, type Assumed } from './assumed.ts'

/** The totals that are sampled, in the order of the columns of a draw. */
export const sampledTotals = [
  'netGpuHours',
  'gpuHours',
  'wallClockDays',
  'calendarDays',
  'energyMwh',
  'carbonT',
  'waterM3',
  'cost',
  'interruptions',
] as const satisfies readonly (keyof RunTotals)[]

export type SampledTotal = (typeof sampledTotals)[number]

/** What is lost between net and gross hours: the columns of a draw after the totals. */
export const sampledLosses = [
  'checkpointsH',
  'lostWorkH',
  'restartsH',
  'queueChainH',
  'slowPhasesH',
] as const satisfies readonly (keyof RunParts)[]

const columns = [...sampledTotals, ...sampledLosses]

/** The samples of every total and loss, column by column. */
export type Draw = Float64Array<ArrayBuffer>

export type Bands = { readonly [K in SampledTotal]: Band & { readonly ascending: Float64Array } }

/** The run as a question with uncertain inputs: the certain ones stay as they are. */
export function samplingQuestionOf(
  inputs: RunInputs,
  assumed: readonly Assumed[],
  correlations: readonly Correlation[],
): Question {
  const uncertain = assumed.flatMap((one) => {
    const distribution = beliefIn(one)
    return distribution !== null && isInput(one.id, inputs) ? [{ id: one.id, distribution }] : []
  })
  const ids = uncertain.map(({ id }) => id)
  const scratch = { ...inputs }
  const run = emptyRun()
  return {
    inputs: uncertain,
    correlations,
    outputs: columns.length,
    evaluate: (x, y) => {
      const into = y
      for (let i = 0; i < ids.length; i += 1) {
        const id = ids[i]
        if (id !== undefined) scratch[id] = x[i] ?? Number.NaN
      }
      fillRun(scratch, run)
      for (let k = 0; k < columns.length; k += 1) {
        const output = columns[k]
        if (output !== undefined) into[k] = run[output]
      }
    },
  }
}

function isInput(id: string, inputs: RunInputs): id is keyof RunInputs {
  return Object.hasOwn(inputs, id)
}

export type Sampling = { readonly seed: number; readonly samples: number }

/** The whole draw in this thread. */
export function drawAll(question: Question, { seed, samples }: Sampling): Draw {
  return sampleBlocks(question, { seed, samples, fromBlock: 0, toBlock: blocksOf(samples) })
}

/** Draws of successive blocks as one, column by column. */
export function joinDraws(draws: readonly Draw[]): Draw {
  const whole = new Float64Array(draws.reduce((length, draw) => length + draw.length, 0))
  let at = 0
  for (let column = 0; column < columns.length; column += 1) {
    for (const draw of draws) {
      const count = draw.length / columns.length
      whole.set(draw.subarray(column * count, (column + 1) * count), at)
      at += count
    }
  }
  return whole
}

/** One column of a draw, in the order it was drawn. */
export function columnOf(draw: Draw, column: (typeof columns)[number]): Float64Array {
  const count = draw.length / columns.length
  const index = columns.indexOf(column)
  return draw.subarray(index * count, (index + 1) * count)
}

export function bandsOf(draw: Draw): Bands {
  const band = (total: SampledTotal) => bandOf(columnOf(draw, total))
  return {
    netGpuHours: band('netGpuHours'),
    gpuHours: band('gpuHours'),
    wallClockDays: band('wallClockDays'),
    calendarDays: band('calendarDays'),
    energyMwh: band('energyMwh'),
    carbonT: band('carbonT'),
    waterM3: band('waterM3'),
    cost: band('cost'),
    interruptions: band('interruptions'),
  }
}
