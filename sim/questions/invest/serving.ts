import { eachNamed } from '../../base/csv.ts'
import * as z from 'zod/mini'
import { HOURS_PER_DAY, HOURS_PER_YEAR, SECONDS_PER_HOUR } from '../../base/units.ts'
import { servingFigures } from '../../catalogue/economics.ts'
import type { Accelerator } from '../../catalogue/types.ts'
import { readingS, writingS, type ServedToken } from '../../investment/capacity.ts'
import { spannedTokens } from '../../workload/blocks/block.ts'
import type { Architecture } from '../../workload/huggingface.ts'
import { countParameters } from '../../workload/flops.ts'
import { number, text, type Frozen } from '../asking/answers.ts'
import { inner, or, orNull } from '../asking/field.ts'
import { bounded, quantity, within } from '../asking/readers.ts'
import { cited } from '../estimate/assumptions/cited.ts'
import type { Scenario } from '../estimate/input.ts'

/** Tokens a day that the model of the run serves, and how they are asked. */
const fields = z.strictObject({
  tokensPerDay: inner(quantity, bounded(1, 1e18)),
  /** Share of them that is read, not written. */
  inputFraction: or(inner(quantity, bounded(0, 1)), servingFigures('input-share').low),
  /** Tokens behind each one that is written. */
  contextTokens: or(inner(quantity, bounded(1, 1e8)), servingFigures('context').low),
  /** The busiest hour ÷ the mean of a day. */
  peakToMean: or(within(1, 100), servingFigures('peak-to-mean').low),
  bytesPerParameter: or(within(0.25, 4), 2),
})
export const servingField = orNull(fields)

export type ServingPlan = z.output<typeof fields>

/** The machine that serves, and the model of its run. */
export type ServingMachine = {
  readonly accelerator: Accelerator
  readonly run: { readonly scenario: Pick<Scenario, 'model'> }
  readonly sitePower: { readonly computingW: number; readonly pueRatio: number }
  readonly currency: string
  readonly demandHoursByYear: readonly number[]
}

const bounds = z.strictObject({ low: number, high: number })

/** What serving takes; low with the highest use that was published, high with the lowest. */
export const servingAnswer = z.strictObject({
  sentence: text,
  model: text,
  ...eachNamed('tokensPerDay inputFraction contextTokens peakToMean bytesPerParameter', () => number),
  /** At the busiest hour. */
  ...eachNamed('accelerators acceleratorHoursPerY readingShare meanMw energyMwhPerY', () => bounds),
  /** At the cost of the programme's own allocated hour. */
  costPerY: bounds,
  costPerMillionTokens: bounds,
  /** Of the hours that the own machine gives in a year. */
  ownHoursFraction: bounds,
  notes: z.array(text),
})
export type ServingAnswer = Frozen<z.infer<typeof servingAnswer>>

/** Accelerators, hours, power and money of a demand by the roofline: reading is bound by FLOPs, writing by memory too. */
export function servingOf(
  { run, accelerator, sitePower, currency, demandHoursByYear }: ServingMachine,
  plan: ServingPlan,
  { p10, p90 }: { readonly p10: number; readonly p90: number },
): ServingAnswer {
  const { model } = run.scenario
  const served = (end: 'low' | 'high') => secondsADay(plan, { accelerator, model: model.architecture, end })
  const [least, most] = [served('low'), served('high')]
  const both = (value: (seconds: Seconds) => number) => ({ low: value(least), high: value(most) })
  const mean = ({ reading, writing }: Seconds) => (reading + writing) / (HOURS_PER_DAY * SECONDS_PER_HOUR)
  const hours = both((seconds) => mean(seconds) * HOURS_PER_YEAR)
  const meanMw = both((seconds) => (mean(seconds) * sitePower.computingW * sitePower.pueRatio) / 1e6)
  const accelerators = both((seconds) => Math.ceil(mean(seconds) * plan.peakToMean))
  const costPerY = { low: hours.low * p10, high: hours.high * p90 }
  const millions = (plan.tokensPerDay * HOURS_PER_YEAR) / HOURS_PER_DAY / 1e6
  const own = demandHoursByYear.find((hoursOfYear) => hoursOfYear > 0) ?? 1
  const said = (value: number) =>
    value.toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 3 })
  return {
    sentence: `${said(plan.tokensPerDay)} tokens a day of ${model.name} take ${said(accelerators.low)} to ${said(accelerators.high)} ${accelerator.name} at the busiest hour, ${said(hours.low)} to ${said(hours.high)} hours and ${currency} ${said(costPerY.low)} to ${said(costPerY.high)} a year.`,
    model: model.name,
    ...plan,
    accelerators,
    acceleratorHoursPerY: hours,
    readingShare: both(({ reading, writing }) => reading / (reading + writing)),
    meanMw,
    energyMwhPerY: { low: meanMw.low * HOURS_PER_YEAR, high: meanMw.high * HOURS_PER_YEAR },
    costPerY,
    costPerMillionTokens: { low: costPerY.low / millions, high: costPerY.high / millions },
    ownHoursFraction: { low: hours.low / own, high: hours.high / own },
    notes: notes(),
  }
}

/** Tokens that an accelerator serves in an hour, as they are usually asked: the middle, in ratio, of the two ends. */
export function tokensPerHour({ run, accelerator }: Pick<ServingMachine, 'run' | 'accelerator'>): number {
  const asked = z.parse(fields, { tokensPerDay: 1 })
  const [least, most] = (['low', 'high'] as const).map((end) => {
    const { reading, writing } = secondsADay(asked, {
      accelerator,
      model: run.scenario.model.architecture,
      end,
    })
    return reading + writing
  })
  return SECONDS_PER_HOUR / Math.sqrt((least ?? 1) * (most ?? 1))
}

type Seconds = { readonly reading: number; readonly writing: number }

/** Seconds of accelerators in a day. */
function secondsADay(
  { tokensPerDay, inputFraction, contextTokens, bytesPerParameter }: ServingPlan,
  on: { readonly accelerator: Accelerator; readonly model: Architecture; readonly end: 'low' | 'high' },
): Seconds {
  const { accelerator, model, end } = on
  const use = (id: string) => servingFigures(id)[end === 'low' ? 'high' : 'low']
  const count = countParameters(model)
  const token: ServedToken = {
    activeParameters: count.active,
    cacheBytes: model.blocks.reduce(
      (total, { layers, mixer }) =>
        total + layers * mixer.keyValueWidth * spannedTokens(mixer.span, contextTokens) * 2,
      0,
    ),
    weightBytes: count.total * bytesPerParameter,
  }
  const server = {
    flopsPerS: accelerator.bf16FlopsPerS * use('flops-use'),
    bytesPerS: accelerator.memoryBytesPerS * use('memory-use'),
    memoryBytes: accelerator.memoryBytes,
    overlaps: end === 'low',
  }
  return {
    reading: tokensPerDay * inputFraction * readingS(token, server),
    writing: tokensPerDay * (1 - inputFraction) * writingS(token, server),
  }
}

function notes(): readonly string[] {
  return [
    ...['flops-use', 'memory-use', 'peak-to-mean', 'input-share', 'context'].map((id) => {
      const { name, low, high, note, citation } = servingFigures(id)
      const range = low === high ? String(low) : `${String(low)} to ${String(high)}`
      return `${name}: ${range}; ${[note, cited(citation)].filter((part) => part !== '').join(' · ')}`
    }),
    'Prompts found again in a cache are read like others here; drafts by a smaller model, and answers that have to come fast in small batches, are not counted.',
  ]
}
