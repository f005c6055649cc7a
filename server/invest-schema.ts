import * as z from 'zod'
import type { InvestAnswer } from '../sim/index.ts'

const number = z.number()
const text = z.string()
const range = z.strictObject({ p10: number, p50: number, p90: number })
const parts = z.record(z.string(), number)
const link = z.nullable(text)
const maybe = z.nullable(number)
const score = z.strictObject({ low: number, high: number, middle: maybe })
const gate = z.strictObject({ level: maybe, weakest: z.array(text), unknown: z.array(text) })

const machine = z.strictObject({
  accelerator: text,
  accelerators: number,
  country: text,
  capital: z.array(
    z.strictObject({
      name: text,
      part: text,
      scope: text,
      amount: number,
      perAccelerator: number,
      startY: number,
      lifeY: number,
    }),
  ),
})

const hourCost = z.strictObject({
  perAllocatedHour: range,
  perUsefulHour: range,
  parts,
  yearlyTotal: number,
  levelisedPerAllocatedHour: number,
  levelisedPerUsefulHour: number,
})

const cashYear = z.strictObject({
  year: number,
  parts,
  residual: number,
  total: number,
  accelerators: number,
  allocatedHours: number,
  usefulHours: number,
  equivalentHours: number,
  energyMwh: number,
})

const option = z.strictObject({
  id: text,
  name: text,
  basis: z.enum(['given', 'sourced']),
  source: text,
  presentCost: range,
  perServedHour: number,
  toppedUpHours: number,
  unmetHours: number,
  yearlyCost: z.array(number),
})

const buys = z.strictObject({
  run: text,
  feasible: z.boolean(),
  reason: link,
  runHours: z.nullable(range),
  multiplier: number,
  multiplierSource: text,
  years: z.array(
    z.strictObject({
      year: number,
      allocatedHours: number,
      projects: number,
      projectsAtShare: number,
      researchers: number,
    }),
  ),
  byMultiplier: z.array(z.strictObject({ name: text, multiplier: number, projectsPerY: number })),
  inferenceTokensPerDay: maybe,
  notes: z.array(text),
})

const site = z.strictObject({
  meanMw: number,
  peakMw: number,
  energyMwhPerY: number,
  countries: z.array(
    z.strictObject({
      id: text,
      name: text,
      isSite: z.boolean(),
      carbonTPerY: z.strictObject({ low: number, high: number }),
      electricityEurPerY: maybe,
      priceBasis: link,
    }),
  ),
})

const portfolio = z.strictObject({
  projects: z.array(
    z.strictObject({
      id: text,
      name: text,
      gpuHours: number,
      start: link,
      end: link,
      due: link,
      verdict: z.enum(['fits', 'slips', 'unfinished']),
      slipQuarters: maybe,
      missingHours: number,
      cost: number,
      heldBackBy: link,
      hoursByQuarter: z.array(number),
      pullForward: z.nullable(
        z.strictObject({
          target: text,
          endIfFirst: link,
          delays: z.array(text),
          rentHours: maybe,
          extraCost: maybe,
        }),
      ),
    }),
  ),
  quarters: z.array(
    z.strictObject({
      quarter: text,
      usedHours: number,
      capacityHours: number,
      spent: number,
      available: maybe,
    }),
  ),
})

const sovereignty = z.strictObject({
  sentence: text,
  facts: z.record(z.string(), text),
  profile: z.array(
    z.strictObject({
      dimension: text,
      low: number,
      high: number,
      middle: maybe,
      meaning: text,
      evidence: text,
      because: text,
      source: text,
    }),
  ),
  gate,
  scores: z.array(
    z.strictObject({
      id: text,
      name: text,
      editorial: link,
      weights: parts,
      score,
      sensitivity: z.array(z.strictObject({ dimension: text, from: number, to: number, score })),
      moved: z.nullable(
        z.strictObject({
          after: score,
          byChange: z.array(z.strictObject({ dimension: text, points: maybe })),
        }),
      ),
    }),
  ),
  gateAfter: z.nullable(gate),
  notes: z.array(text),
})

/** The answer of a programme, for the API's contract; the type below holds it to the code's own. */
export const investAnswerSchema = z.strictObject({
  sentence: text,
  name: text,
  story: text,
  currency: text,
  prices: text,
  horizonY: number,
  machine,
  hourCost,
  depreciationView: z.strictObject({
    perHourFirstYear: number,
    perHourLastYear: number,
    note: text,
    source: text,
  }),
  cashFlow: z.array(cashYear),
  presentCost: range,
  options: z.array(option),
  differences: z.array(
    z.strictObject({ a: text, b: text, difference: range, cheaperFraction: number, sentence: text }),
  ),
  notCompared: z.array(text),
  exchanges: z.array(z.strictObject({ from: text, to: text, rate: number, date: text, source: text })),
  breakEven: z.strictObject({
    rentPerHour: maybe,
    utilisation: maybe,
    curve: z.array(z.strictObject({ utilisation: number, ownPerHour: number })),
  }),
  trends: z.array(
    z.strictObject({
      id: text,
      name: text,
      gainPerY: number,
      source: text,
      perEquivalentHourAtHorizon: number,
      valueLeftFraction: number,
    }),
  ),
  shocks: z.array(
    z.strictObject({
      id: text,
      name: text,
      note: text,
      source: text,
      perAllocatedHour: number,
      changeFraction: number,
    }),
  ),
  buys,
  site,
  portfolio: z.nullable(portfolio),
  sovereignty: z.nullable(sovereignty),
  futures: z.strictObject({ seed: number, samples: number }),
  assumptions: z.array(
    z.strictObject({
      id: text,
      name: text,
      value: z.union([number, text]),
      low: maybe,
      high: maybe,
      unit: text,
      source: text,
      url: link,
      basis: z.enum(['sourced', 'given', 'judgement', 'derived']),
    }),
  ),
  notIncluded: z.array(text),
  version: text,
})

type Described = z.infer<typeof investAnswerSchema>
type Holds<Wider, Narrower extends Wider> = [Wider, Narrower]

/** Compiles only while the schema and the code's answer say the same. */
export type InvestContractHolds = Holds<InvestAnswer, Described>
