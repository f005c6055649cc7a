import { quoted } from '../../../base/shown.ts'
import { nearestIds } from '../../../base/nearest.ts'
import { accept, readAll, refuse, type Problem, type Read } from '../../../base/outcome.ts'
import { readBounded } from '../../../base/quantity.ts'
import { discountRates, performanceTrends } from '../../../catalogue/economics.ts'
import type { Discounting } from '../../../investment/cashflow.ts'
import { programme, type Programme } from '../../../investment/programme.ts'
import { problemsOf } from '../../asking/problems.ts'
import { rateBetween, readAmount, readByYear, readPrice, type Purse } from '../amounts.ts'
import { findCase, investCases, type Origin } from '../cases.ts'
import type { CapitalItem, Fill, Grant, InvestPlan, NamedWay } from '../plan.ts'
import { covered, readCapital } from './read-capital.ts'
import { onCase, readPurse } from './in-currency.ts'
import { readGrant, readOptions } from './read-options.ts'
import { readPortfolio } from './read-portfolio.ts'
import { readSite, type Site } from './read-site.ts'
import { investInputSchema, investWords, type InvestFields } from '../schema.ts'
import { assumptionsOf } from '../assumptions.ts'
import { readPayers, type Payer } from '../payers/payers.ts'
import { fillOf } from '../scope/fill.ts'
import { readServing } from '../serving.ts'
import { readTaxes } from '../payers/taxes.ts'
import { readSovereignty } from '../sovereignty/fields.ts'

/** Reads a programme, or says everything that is wrong with it. A case is what the other fields change. */
export function readInvest(raw: unknown): Read<InvestPlan> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return refuse('input', 'has to be an object with the fields of a programme, or { case }')
  const shape = investInputSchema.safeParse(raw)
  if (!shape.success)
    return { ok: false, problems: problemsOf(shape.error.issues, { raw, words: investWords }) }
  const { case: caseId, ...given } = shape.data
  if (caseId === undefined) return readFields(given, { given, ready: null })
  const ready = findCase(caseId)
  if (ready === null) {
    const near = nearestIds(caseId, caseIds, caseIds.length)
    return refuse('case', `${quoted(caseId)} is not a ready case; the cases are ${near.join(', ')}`)
  }
  const fields = onCase(ready, given)
  return fields.ok ? readFields(fields.value, { given, ready }) : fields
}

const caseIds = investCases.map(({ id }) => id)

function readFields(fields: InvestFields, origin: Origin): Read<InvestPlan> {
  const first = readAll({
    purse: readPurse(fields),
    site: readSite(fields),
    horizonY: wholeBetween('horizonY', fields.horizonY ?? 5, [1, 40]),
    discount: readDiscount(fields.discount ?? 'green-book'),
    goodput: fraction('goodput', fields.goodput ?? usual.goodput),
    gain: readGain(fields.pricePerformance ?? 'epoch'),
    seed: wholeBetween('seed', fields.seed ?? 1, [0, Number.MAX_SAFE_INTEGER]),
    samples: wholeBetween('samples', fields.samples ?? 2000, [100, 20000]),
    utilisation: readByYear(fields.utilisation ?? usual.utilisation, 'utilisation', fraction),
  })
  if (!first.ok) return first
  return readMoneyParts(fields, { ...first.value, origin })
}

const usual = { utilisation: 0.85, goodput: 0.9 } as const // Nurion 77 %, CSCS 95 % at an instant; goodput: our judgement
type Basics = {
  readonly purse: Purse
  readonly site: Site
  readonly horizonY: number
  readonly discount: { readonly name: string; readonly discounting: Discounting }
  readonly goodput: number
  readonly gain: number
  readonly seed: number
  readonly samples: number
  readonly utilisation: readonly number[]
  readonly origin: Origin
}

function readMoneyParts(fields: InvestFields, basics: Basics): Read<InvestPlan> {
  const { purse, site } = basics
  const money = readAll({
    capital: readCapital(fields.capital ?? [], purse, site.accelerators),
    decommissioning: readAmount('decommissioning', fields.decommissioning ?? 0, purse),
    payers: readPayers(fields.payers ?? []),
    maintenancePerY: readAmount('maintenancePerY', fields.maintenancePerY ?? 0, purse),
    staffPerPersonY: readAmount('staff.costPerPersonY', fields.staff?.costPerPersonY ?? 0, purse),
    people: readBounded('staff.people', fields.staff?.people ?? 0, [0, 1e6]),
    prices: readPrices(fields, basics),
    unmet:
      fields.unmetPerHour === undefined
        ? accept(null)
        : readPrice('unmetPerHour', fields.unmetPerHour, { purse, per: 'hour' }),
    options: readOptions(fields.options, { purse, ...site }),
    grant: readGrant(fields.options, purse),
    demand:
      fields.demandHoursPerY === undefined
        ? accept(null)
        : readByYear(fields.demandHoursPerY, 'demandHoursPerY', (field, raw) =>
            readBounded(field, raw, [1, 1e15]),
          ),
  })
  if (!money.ok) return money
  const twice = paidTwice(fields, money.value.capital)
  if (twice.length > 0) return { ok: false, problems: twice }
  const { capital, maintenancePerY, people, staffPerPersonY, prices, options, demand, unmet, grant } =
    money.value
  const plan: Programme = {
    horizonY: basics.horizonY,
    discounting: basics.discount.discounting,
    phases: capital,
    maintenancePerY,
    staffPerY: people * staffPerPersonY,
    power: prices === null ? null : site.power,
    pricePerKwhByYear: prices ?? [],
    utilisationByYear: basics.utilisation,
    goodputFraction: basics.goodput,
    performanceGainPerY: basics.gain,
    decommissioning: money.value.decommissioning,
  }
  return assemble(fields, basics, {
    payers: money.value.payers,
    plan,
    capital,
    options,
    demand,
    unmet,
    grant,
  })
}

type MoneyParts = {
  readonly plan: Programme
  readonly capital: readonly CapitalItem[]
  readonly options: Pick<InvestPlan, 'ways' | 'notCompared'>
  readonly demand: readonly number[] | null
  readonly unmet: number | null
  readonly grant: Grant
  readonly payers: readonly Payer[]
}

function assemble(fields: InvestFields, basics: Basics, money: MoneyParts): Read<InvestPlan> {
  const { site, purse, origin } = basics
  const { plan, capital, options, demand, unmet, grant } = money
  const owned = programme(plan)
  if (owned.discountedAllocatedHours === 0)
    return refuse(
      'capital',
      'gives no accelerator-hours within the horizon; check startY, lifeY and accelerators',
    )
  const hours = owned.years.slice(1).map(({ firstGenerationHours }) => firstGenerationHours)
  const extras = readAll({
    portfolio:
      fields.portfolio === undefined
        ? accept(null)
        : readPortfolio(fields.portfolio, {
            purse,
            hoursByQuarter: hours.flatMap((inYear) => [inYear, inYear, inYear, inYear].map((h) => h / 4)),
            costPerHour: owned.levelisedPerAllocatedHour,
          }),
    serving: readServing(fields.serving),
    taxes: readTaxes(fields.taxes),
    sovereignty: readSovereignty(fields.sovereignty, basics),
  })
  if (!extras.ok) return extras
  const stage = fields.stage ?? 'outline'
  return accept({
    name: fields.name ?? 'the programme',
    story: origin.ready?.story ?? '',
    currency: purse.currency,
    ...site,
    capital,
    payers: money.payers,
    programme: plan,
    fill: fillIn(basics, money),
    stage,
    unmetPerHour: unmet,
    discountName: basics.discount.name,
    sitePower: site.power,
    demandHoursByYear: demand ?? hours,
    ways: [ownWay(plan), ...options.ways],
    notCompared: options.notCompared,
    exchanges: purse.exchanges,
    run: site.run,
    runs: site.runs,
    grant,
    ...extras.value,
    seed: basics.seed,
    samples: basics.samples,
    assumed: assumptionsOf(plan, {
      site,
      origin,
      currency: purse.currency,
      discountName: basics.discount.name,
      stage,
    }),
  })
}

function ownWay(plan: Programme): NamedWay {
  return { id: 'own', name: 'Own', way: { kind: 'own', plan }, basis: 'given', source: 'the programme' }
}

function fillIn({ site, purse }: Basics, { plan, capital }: MoneyParts): Fill {
  return fillOf({
    plan,
    capital,
    accelerators: site.accelerators,
    computingW: site.power.computingW,
    country: site.grid?.id ?? '',
    perUsd: rateBetween('USD', purse),
  })
}

function readDiscount(raw: NonNullable<InvestFields['discount']>): Read<Basics['discount']> {
  if (typeof raw === 'string') {
    const known = discountRates.find(({ id }) => id === raw.trim().toLowerCase())
    if (known === undefined)
      return refuse(
        'discount',
        `${quoted(raw)} is not known; the rates are ${discountRates.map(({ id }) => id).join(', ')}`,
      )
    const { ratePerY, inflationPerY } = known
    const discounting: Discounting =
      inflationPerY === null ? { kind: 'real', ratePerY } : { kind: 'nominal', ratePerY, inflationPerY }
    return accept({ name: known.name, discounting })
  }
  const rate = readBounded('discount.ratePerY', raw.ratePerY, [-0.02, 0.5])
  if (!rate.ok) return rate
  if (raw.kind === 'real') {
    return raw.inflationPerY === undefined
      ? accept({ name: 'given', discounting: { kind: 'real', ratePerY: rate.value } })
      : refuse('discount.inflationPerY', 'does not go with a real rate: real rates discount constant prices')
  }
  if (raw.inflationPerY === undefined)
    return refuse(
      'discount.inflationPerY',
      'is missing: a nominal rate discounts prices that inflation raises',
    )
  const inflation = readBounded('discount.inflationPerY', raw.inflationPerY, [-0.05, 0.5])
  if (!inflation.ok) return inflation
  const discounting: Discounting = { kind: 'nominal', ratePerY: rate.value, inflationPerY: inflation.value }
  return accept({ name: 'given', discounting })
}

function readGain(raw: string | number): Read<number> {
  if (typeof raw === 'number') return readBounded('pricePerformance', raw, [0, 2])
  const known = performanceTrends.find(({ id }) => id === raw.trim().toLowerCase())
  if (known !== undefined) return accept(known.gainPerY)
  const ids = performanceTrends.map(({ id }) => id).join(', ')
  return refuse('pricePerformance', `${quoted(raw)} is not known; give ${ids} or a number such as 0.3`)
}

/** Price of a kWh by year; null where another figure pays the electricity. */
function readPrices(
  { power, capital }: InvestFields,
  { purse, site }: Basics,
): Read<readonly number[] | null> {
  const isProgramme = (capital ?? []).some(({ scope }) => scope === 'programme')
  if (power === 'included' || (isProgramme && power?.pricePerKwh === undefined)) return accept(null)
  if (power?.pricePerKwh !== undefined)
    return readByYear(power.pricePerKwh, 'power.pricePerKwh', (field, raw) =>
      readPrice(field, raw, { purse, per: 'kWh' }),
    )
  const euros = site.grid?.priceEurPerKwh ?? null
  if (euros === null)
    return refuse('power.pricePerKwh', 'is missing, and no industrial price of the country is known')
  return readByYear(`EUR ${String(euros)}`, 'power.pricePerKwh', (field, raw) =>
    readAmount(field, raw, purse),
  )
}

/** Running costs that a capital figure already covers. */
function paidTwice(fields: InvestFields, capital: readonly CapitalItem[]): readonly Problem[] {
  const inside = new Set(capital.flatMap(({ scope }) => covered[scope]))
  const given: readonly (readonly [part: string, field: string, isGiven: boolean])[] = [
    ['maintenance', 'maintenancePerY', fields.maintenancePerY !== undefined],
    ['staff', 'staff', fields.staff !== undefined],
    [
      'electricity',
      'power.pricePerKwh',
      typeof fields.power === 'object' && fields.power.pricePerKwh !== undefined,
    ],
  ]
  return given
    .filter(([part, , isGiven]) => isGiven && inside.has(part))
    .map(([part, field]) => ({
      field,
      message: `${part} is already inside the programme figure; narrow its scope or leave this out`,
    }))
}

/** Less is no use of a machine, and would divide by next to nothing. */
const leastFraction = 1e-3

function fraction(field: string, raw: number | string): Read<number> {
  const value = readBounded(field, raw, [leastFraction, 1])
  if (value.ok) return value
  return refuse(field, `${String(raw)} is not a fraction above 0 and up to 1, e.g. 0.85`)
}

function wholeBetween(field: string, raw: number, limits: readonly [number, number]): Read<number> {
  const value = readBounded(field, raw, limits)
  return !value.ok || Number.isInteger(raw) ? value : refuse(field, `${String(raw)} is not a whole number`)
}
