import words from '../../data/questions/invest.json' with { type: 'json' }
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
export const investWords = words satisfies Record<keyof InvestFields, string>

for (const [name, description] of Object.entries(investWords)) {
  const field = Object.entries(investInputSchema.shape).find(([key]) => key === name)?.[1]
  if (field !== undefined) z.globalRegistry.add(field, { description })
}
