import { namesIn } from '../../../base/csv.ts'
import {
  demandEvents,
  futureInputs,
  inputAt,
  type FutureInput,
  type PlanStage,
} from '../../../catalogue/uncertain.ts'
import { stream, type Random } from '../../../base/random.ts'

export const futureIds = namesIn(
  'capital facility maintenance staff delayY utilisation goodput computingW pueRatio life ratePerY pricePerKwh electricityGrowth operationShare rentGrowth tariffGrowth demand demandGrowth exchange',
)
export type FutureId = (typeof futureIds)[number]

/** One future: what every uncertain input is in it. The same futures meet every way of getting hours. */
export type Future = { readonly [K in FutureId]: number } & {
  /** Share of the demand that comes at all. */
  readonly comes: number
  /** The year in which a lull of demand begins; infinite where none does. */
  readonly lullY: number
}

/** The plan itself, in which nothing turns out otherwise. */
export const asPlannedFuture: Future = {
  capital: 1,
  facility: 1,
  maintenance: 1,
  staff: 1,
  delayY: 0,
  utilisation: 1,
  goodput: 1,
  computingW: 1,
  pueRatio: 1,
  life: 1,
  ratePerY: 1,
  pricePerKwh: 1,
  electricityGrowth: 1,
  operationShare: 1,
  rentGrowth: 1,
  tariffGrowth: 1,
  demand: 1,
  demandGrowth: 1,
  exchange: 0,
  comes: 1,
  lullY: Infinity,
}

/** Ranges that a person gave, in place of those of the stage. */
export type GivenRanges = Readonly<Partial<Record<string, Pick<FutureInput, 'p10' | 'p50' | 'p90'>>>>
type Outlook = PlanStage | { readonly stage: PlanStage; readonly ranges: GivenRanges }

/** What is believed of an input at a stage of the plan; what was given of it is nobody else's. */
export function beliefOf(id: FutureId, outlook: Outlook): FutureInput {
  const { stage, ranges } = typeof outlook === 'string' ? { stage: outlook, ranges: {} } : outlook
  const found = futureInputs.find((one) => one.id === id && (one.stage === null || one.stage === stage))
  if (found === undefined) throw new Error(`economics/futures.csv has no ${id}`)
  const given = ranges[id]
  return given === undefined ? found : { ...found, ...given, note: 'given by you', citations: [] }
}

export function eventOf(id: 'failure' | 'lull') {
  const found = demandEvents.find((one) => one.id === id)
  if (found === undefined) throw new Error(`economics/demand-events.csv has no ${id}`)
  return found
}

/**
 * Futures by the seed. Each input has its own stream, so that one more input would change nothing in the others, and a
 * part in the heat of the market, which all share. A factor is log-normal on either side of its middle, with its p10
 * and p90; what may be zero or less is normal on either side.
 */
export function drawFutures(seed: number, howMany: number, outlook: Outlook = 'outline'): readonly Future[] {
  const heat = stream(seed, 'invest heat')
  const events = stream(seed, 'invest events')
  const inputs = futureIds.map((id) => ({
    id,
    random: stream(seed, `invest ${id}`),
    belief: beliefOf(id, outlook),
  }))
  return Array.from({ length: howMany }, () => {
    const shared = normalOf(heat)
    const drawn: Record<FutureId, number> = { ...asPlannedFuture }
    for (const { id, random, belief } of inputs) {
      const own = Math.sqrt(1 - belief.heat ** 2) * normalOf(random)
      drawn[id] = inputAt(belief, belief.heat * shared + own)
    }
    return { ...drawn, ...befalling(events) }
  })
}

function normalOf(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** Whether demand fails to come, and when it lulls: a year after another, by chance. */
function befalling(random: Random): Pick<Future, 'comes' | 'lullY'> {
  const [failure, lull] = [eventOf('failure'), eventOf('lull')]
  const comes = random() < failure.chance ? failure.left : 1
  const lullY = 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - lull.chance))
  return { comes, lullY }
}

/** What is left of a year's demand when a lull begins in `lullY`. */
export function leftInLull(lullY: number, year: number): number {
  const { left, lastsY } = eventOf('lull')
  return year >= lullY && year < lullY + lastsY ? left : 1
}
