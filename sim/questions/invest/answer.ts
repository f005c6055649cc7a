import * as z from 'zod/mini'
import { stages } from '../../catalogue/uncertain.ts'
import { fields, number, range, text, type Frozen } from '../asking/answers.ts'
import { assumption, explainedFormula } from '../estimate/answer.ts'
import { payerAnswer, taxAnswer } from './payers/payers.ts'
import { runQuestionAnswer } from './run/answer.ts'
import { servingAnswer } from './serving.ts'
import { sovereigntyAnswer } from './sovereignty/answer.ts'
import { difference, scopeAnswer } from './scope/answer.ts'

export type { Difference } from './scope/answer.ts'

/** What a year of a programme costs and gives, in the money of that year. */
export const cashYear = z.strictObject({
  year: number,
  parts: z.record(text, number),
  ...fields(number, 'residual total accelerators allocatedHours usefulHours'),
  /** Useful hours in accelerators of the first generation. */
  equivalentHours: number,
  energyMwh: number,
})

export const optionAnswer = z.strictObject({
  id: text,
  name: text,
  basis: z.enum(['given', 'sourced']),
  source: text,
  /** Over the futures; p50 is their median. */
  presentCost: range,
  /** As planned, nothing turning out otherwise. */
  plan: number,
  /** Present cost ÷ discounted hours served, as planned. */
  ...fields(number, 'perServedHour toppedUpHours unmetHours'),
  yearlyCost: z.array(number),
})
export type OptionAnswer = Frozen<z.infer<typeof optionAnswer>>

export const breakEvenAnswer = z.strictObject({
  /** Null where no rent is known in this currency. */
  rentPerHour: z.nullable(number),
  rentLevelised: z.nullable(number),
  horizonY: number,
  /** Parts of the own machine that are filled in the utilisation and the curve. */
  filled: z.array(text),
  /** Levelised and over one scope; null where renting is cheaper at any use, no rent is known or a part cannot be filled. */
  utilisation: z.nullable(number),
  /** By the steady year and the figures as given: less than the rent holds, where parts are filled. */
  utilisationAsGiven: z.nullable(number),
  curve: z.array(z.strictObject({ utilisation: number, ownPerHour: number })),
})
export type BreakEvenAnswer = Frozen<z.infer<typeof breakEvenAnswer>>

export const siteAnswer = z.strictObject({
  ...fields(number, 'meanMw peakMw energyMwhPerY'),
  countries: z.array(
    z.strictObject({
      id: text,
      name: text,
      isSite: z.boolean(),
      carbonTPerY: z.strictObject({ low: number, high: number }),
      /** What one more kWh causes, all year; null where it is not known. */
      electricityEurPerY: z.nullable(number),
      priceBasis: z.nullable(text),
    }),
  ),
})
export type SiteAnswer = Frozen<z.infer<typeof siteAnswer>>

const boughtBy = {
  allocatedHours: number,
  /** Whole projects of that kind, experiments included, if all hours went to them. */
  ...fields(number, 'projects projectsAtShare researchers'),
}

export const buysAnswer = z.strictObject({
  run: text,
  feasible: z.boolean(),
  reason: z.nullable(text),
  runHours: z.nullable(range),
  multiplier: number,
  multiplierSource: text,
  years: z.array(z.strictObject({ year: number, ...boughtBy })),
  /** Of the hours of the mean year, as what follows is. */
  meanYear: z.strictObject(boughtBy),
  byMultiplier: z.array(z.strictObject({ name: text, multiplier: number, projectsPerY: number })),
  inferenceTokensPerDay: z.nullable(number),
  notes: z.array(text),
})
export type BuysAnswer = Frozen<z.infer<typeof buysAnswer>>

export const shockAnswer = z.strictObject({
  ...fields(text, 'id name note source'),
  perAllocatedHour: number,
  changeFraction: number,
})
export type ShockAnswer = Frozen<z.infer<typeof shockAnswer>>

export const trendAnswer = z.strictObject({
  id: text,
  name: text,
  gainPerY: number,
  source: text,
  /** What an hour bought in the last year would cost per first-generation hour, if the machine were bought then. */
  perEquivalentHourAtHorizon: number,
  valueLeftFraction: number,
})
export type TrendAnswer = Frozen<z.infer<typeof trendAnswer>>

export const portfolioAnswerView = z.strictObject({
  projects: z.array(
    z.strictObject({
      id: text,
      name: text,
      gpuHours: number,
      ...fields(z.nullable(text), 'start end due'),
      verdict: z.enum(['fits', 'slips', 'unfinished']),
      slipQuarters: z.nullable(number),
      missingHours: number,
      cost: number,
      heldBackBy: z.nullable(text),
      hoursByQuarter: z.array(number),
      /** For a project that ends late or not at all: what ending on its date would take. */
      pullForward: z.nullable(
        z.strictObject({
          target: text,
          endIfFirst: z.nullable(text),
          delays: z.array(text),
          rentHours: z.nullable(number),
          extraCost: z.nullable(number),
        }),
      ),
    }),
  ),
  quarters: z.array(
    z.strictObject({
      quarter: text,
      ...fields(number, 'usedHours capacityHours spent'),
      available: z.nullable(number),
    }),
  ),
})
export type PortfolioAnswerView = Frozen<z.infer<typeof portfolioAnswerView>>

export const investAnswer = z.strictObject({
  ...fields(text, 'sentence name story currency prices'),
  /** The sentence one by one: what an hour costs comes first. */
  sentences: z.array(text),
  horizonY: number,
  machine: z.strictObject({
    accelerator: text,
    accelerators: number,
    country: text,
    capital: z.array(
      z.strictObject({
        ...fields(text, 'name part scope'),
        ...fields(number, 'amount perAccelerator startY lifeY'),
        /** What replaces it before the horizon. */
        renewals: z.array(z.strictObject({ startY: number, amount: number })),
      }),
    ),
  }),
  hourCost: z.strictObject({
    /** Over the futures; p50 is their median. */
    perAllocatedHour: range,
    perUsefulHour: range,
    /** As planned, by the annuity, each figure over its own life, in a steady year. */
    planPerAllocatedHour: number,
    planPerUsefulHour: number,
    /** Add up to planPerAllocatedHour. */
    parts: z.record(text, number),
    yearlyTotal: number,
    /** Over the horizon, by discounted cash flow. */
    levelisedPerAllocatedHour: number,
    levelisedPerUsefulHour: number,
    /** Present costs of the parts, renewals included, and of what is left ÷ discounted hours: these add up to the levelised cost. */
    levelisedParts: z.record(text, number),
  }),
  depreciationView: z.strictObject({
    perHourFirstYear: number,
    perHourLastYear: number,
    note: text,
    source: text,
  }),
  cashFlow: z.array(cashYear),
  /** Who pays what in which year; together the cash flow. */
  payers: z.array(payerAnswer),
  /** Value added tax and duties as lines of their own, where rates were given. */
  taxes: z.array(taxAnswer),
  presentCost: range,
  /** As planned. */
  planPresentCost: number,
  options: z.array(optionAnswer),
  differences: z.array(difference),
  scopes: z.array(scopeAnswer),
  notCompared: z.array(text),
  exchanges: z.array(z.strictObject({ from: text, to: text, rate: number, date: text, source: text })),
  breakEven: breakEvenAnswer,
  trends: z.array(trendAnswer),
  shocks: z.array(shockAnswer),
  /** The run's own question; null where it was not asked. */
  runQuestion: z.nullable(runQuestionAnswer),
  buys: buysAnswer,
  site: siteAnswer,
  portfolio: z.nullable(portfolioAnswerView),
  /** Inference as demand; null where it was not asked. */
  serving: z.nullable(servingAnswer),
  sovereignty: z.nullable(sovereigntyAnswer),
  futures: z.strictObject({ seed: number, samples: number, stage: z.enum(stages) }),
  assumptions: z.array(assumption),
  /** The printed figures with the numbers put in. */
  formulas: z.array(explainedFormula),
  notIncluded: z.array(text),
  version: text,
})
export type InvestAnswer = Frozen<z.infer<typeof investAnswer>>
