import * as z from 'zod/mini'
import { payerFields } from './payers/payers.ts'
import { taxFields } from './payers/taxes.ts'
import { stages } from '../../catalogue/uncertain.ts'
import { few, quantity, word } from '../asking/readers.ts'
import { servingFields } from './serving.ts'
import { sovereigntyFields } from './sovereignty/fields.ts'

/** Money: a number in the programme's own currency, or a string such as '100M' or 'CHF 100M'. */
const money = quantity
/** One value, or one for each year; the last one holds on. */
const byYear = z.union([quantity, few(quantity)])

/** What a capital figure covers. A figure of one scope never meets another that covers the same thing. */
export const scopes = ['chip', 'server', 'system', 'system-and-facility', 'programme'] as const

const capitalFields = z.strictObject({
  name: z.optional(word),
  part: z.optional(z.enum(['compute', 'network', 'storage', 'facility'])),
  amount: money,
  scope: z.enum(scopes),
  startY: z.optional(z.number()),
  lifeY: z.optional(z.number()),
  accelerators: z.optional(quantity),
  refresh: z.optional(z.enum(['none', 'same-capacity', 'same-money'])),
  residual: z.optional(z.enum(['none', 'straight-line', 'market'])),
})

const discountFields = z.strictObject({
  kind: z.enum(['real', 'nominal']),
  ratePerY: z.number(),
  inflationPerY: z.optional(z.number()),
})

const powerFields = z.strictObject({
  computingW: z.optional(z.number()),
  idleW: z.optional(z.number()),
  pueRatio: z.optional(z.number()),
  /** Per kWh; a list gives one price a year. */
  pricePerKwh: z.optional(z.union([money, few(money)])),
})

const tariffFields = { perHour: money, growthPerY: z.optional(z.number()) } as const

const optionFields = z.strictObject({
  reserve: z.optional(z.strictObject({ ...tariffFields, accelerators: z.optional(quantity) })),
  rent: z.optional(z.strictObject(tariffFields)),
  share: z.optional(
    z.strictObject({
      ...tariffFields,
      entryFee: z.optional(money),
      feePerY: z.optional(money),
      mostHoursPerY: z.optional(quantity),
    }),
  ),
  grant: z.optional(
    z.strictObject({
      perHour: z.optional(money),
      awardedFraction: z.optional(quantity),
      host: z.optional(word),
    }),
  ),
})

const exchangeFields = z.strictObject({ from: word, to: word, rate: z.number(), date: word, source: word })

const runFields = z.strictObject({
  model: z.optional(word),
  tokens: z.optional(quantity),
  gpus: z.optional(quantity),
  multiplier: z.optional(quantity),
  /** Share of the hours that goes to such runs. */
  shareFraction: z.optional(z.number()),
})

const runInYear = z.strictObject({
  ...z.omit(runFields, { shareFraction: true }).shape,
  year: z.optional(quantity),
  count: z.optional(quantity),
})

const projectFields = z.strictObject({
  id: word,
  name: z.optional(word),
  gpuHours: quantity,
  ready: z.optional(word),
  due: z.optional(word),
  priority: z.optional(z.number()),
  gpus: z.optional(quantity),
})

export const portfolioFields = z.strictObject({
  start: word,
  quarters: z.number(),
  /** Hours that each quarter gives; without it, the machine at its planned utilisation. */
  capacityHours: z.optional(byYear),
  budget: z.optional(z.union([money, few(money)])),
  costPerHour: z.optional(money),
  moneyCarriesOver: z.optional(z.boolean()),
  projects: few(projectFields, 5000),
})

/** A programme of national computing, as a person says it. */
export const investInputSchema = z.strictObject({
  case: z.optional(word),
  name: z.optional(word),
  currency: z.optional(word),
  country: z.optional(word),
  system: z.optional(word),
  accelerator: z.optional(word),
  accelerators: z.optional(quantity),
  horizonY: z.optional(z.number()),
  discount: z.optional(z.union([word, discountFields])),
  capital: z.optional(few(capitalFields)),
  maintenancePerY: z.optional(money),
  decommissioning: z.optional(money),
  payers: z.optional(z.array(payerFields)),
  taxes: z.optional(taxFields),
  staff: z.optional(z.strictObject({ people: z.number(), costPerPersonY: money })),
  power: z.optional(z.union([powerFields, z.literal('included')])),
  utilisation: z.optional(byYear),
  goodput: z.optional(z.number()),
  pricePerformance: z.optional(z.union([word, z.number()])),
  demandHoursPerY: z.optional(byYear),
  options: z.optional(optionFields),
  exchange: z.optional(few(exchangeFields)),
  run: z.optional(runFields),
  runs: z.optional(z.union([z.boolean(), few(runInYear)])),
  portfolio: z.optional(portfolioFields),
  serving: z.optional(servingFields),
  sovereignty: z.optional(z.union([word, sovereigntyFields])),
  stage: z.optional(z.enum(stages)),
  unmetPerHour: z.optional(money),
  seed: z.optional(z.number()),
  samples: z.optional(z.number()),
})

export type InvestFields = z.infer<typeof investInputSchema>
export type CapitalFields = z.infer<typeof capitalFields>
export type PortfolioFields = z.infer<typeof portfolioFields>

/** What each field holds, in words: for errors, help and the contract. */
export const investWords = {
  case: 'a ready case to start from, e.g. alps; every other field changes it',
  name: 'what the programme is called',
  currency: 'the currency of every bare amount, ISO 4217, e.g. CHF',
  country: 'country of the site, e.g. CH: its grid and its electricity price',
  system: "a system's catalogue id: its accelerators, power and country",
  accelerator: "an accelerator's catalogue id, e.g. gh200-96",
  accelerators: 'how many accelerators, e.g. 10752',
  horizonY: 'years that the programme is looked at, whole, e.g. 5',
  discount:
    "green-book, eu-better-regulation, swiss-rail or private-data-centre, or an object such as { kind: 'real', ratePerY: 0.035 }; a nominal rate needs inflationPerY, a real one takes none",
  capital: 'a list of { amount, scope, part, lifeY, startY, refresh, residual }',
  maintenancePerY: 'maintenance a year, e.g. 10M',
  decommissioning: 'taking everything down at the horizon, e.g. 2M',
  payers: 'who pays: a list of { name, capitalFraction, operationFraction }; the owner pays what is left',
  taxes:
    '{ vatFraction, vatRecoveredFraction, dutyFraction }: lines of their own by payer, in no cost of an hour',
  staff: 'an object { people, costPerPersonY }',
  power: "an object { computingW, idleW, pueRatio, pricePerKwh }, or 'included' where another figure pays it",
  utilisation: 'allocated ÷ installed hours, above 0 to 1; a list gives one a year',
  goodput: 'useful ÷ allocated hours, above 0 to 1',
  pricePerformance:
    'flat, epoch or epoch-2023, or the gain of performance per year at a fixed price, e.g. 0.3',
  demandHoursPerY: 'accelerator-hours wanted a year; without it, what the own machine gives',
  options:
    'reserve, rent and share, each with its price perHour; grant with awardedFraction, the chance that it is given',
  exchange: 'a list of { from, to, rate, date, source }: without one no currency is converted',
  run: 'the training run that the hours are counted in: { model, tokens, gpus, multiplier, shareFraction }',
  runs: "the run's own question: true for the run in year 1, or a list of { year, model, tokens, gpus, multiplier, count }",
  portfolio: "projects against the quarters: { start: '2027Q1', quarters, budget, projects }",
  serving:
    'inference as demand: { tokensPerDay, inputFraction, contextTokens, peakToMean, bytesPerParameter }, of the model of run',
  sovereignty:
    'a country, e.g. CH, or { country, amount, years, strategies, factors, indicators, weights, assurance }',
  stage: 'outline (before a tender, the default), signed or running: how far prices and dates may still move',
  unmetPerHour: 'what an hour is worth that no way can give and no rent is known for, e.g. CHF 2',
  seed: 'a whole number: the same seed gives the same futures',
  samples: 'how many futures, 100 to 20000',
} as const satisfies Record<keyof InvestFields, string>

for (const [name, description] of Object.entries(investWords)) {
  const field = Object.entries(investInputSchema.shape).find(([key]) => key === name)?.[1]
  if (field !== undefined) z.globalRegistry.add(field, { description })
}
