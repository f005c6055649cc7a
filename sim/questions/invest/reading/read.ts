import { quoted } from '../../../base/shown.ts'
import { nearestIds } from '../../../base/nearest.ts'
import { accept, readAll, refuse, type Problem, type Read } from '../../../base/outcome.ts'
import { readBounded, readWhole } from '../../../base/quantity.ts'
import { programme, type Programme } from '../../../investment/programme.ts'
import { usualSamples } from '../../../uncertainty/monte-carlo.ts'
import { problemsOf, saidAt } from '../../asking/problems.ts'
import { rateBetween, readAmount, readByYear, readPrice, type Purse } from '../amounts.ts'
import { findCase, investCases, type Origin } from '../cases.ts'
import type { CapitalItem, Fill, InvestPlan, NamedWay } from '../plan.ts'
import { covered, readCapital } from './read-capital.ts'
import { onCase, readPurse } from './in-currency.ts'
import { readGrant, readOptions } from './read-options.ts'
import { readPortfolio } from './read-portfolio.ts'
import { readDiscount, readGain } from './read-rates.ts'
import { readSite, type Site } from './read-site.ts'
import { longerThanYears, withoutOther } from './together.ts'
import { investInputSchema, investWords, type InvestFields } from '../schema.ts'
import { assumptionsOf } from '../assumptions.ts'
import { readPayers } from '../payers/payers.ts'
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

/** Everything that is wrong is said at once: what needs no other figure is read beside what does. */
function readFields(fields: InvestFields, origin: Origin): Read<InvestPlan> {
  const ground = readAll({ purse: readPurse(fields), site: readSite(fields) })
  const numbers = readNumbers(fields)
  const horizonY = numbers.ok ? numbers.value.horizonY : usual.horizonY
  const money = ground.ok ? readMoney(fields, { ...ground.value, horizonY }) : null
  const more = [...longerThanYears(fields, horizonY), ...withoutOther(fields)]
  if (ground.ok && numbers.ok && money?.ok === true && more.length === 0)
    return assemble(fields, { ...ground.value, ...numbers.value, ...money.value, origin })
  const problems = [ground, numbers, money].flatMap((one) => (one === null || one.ok ? [] : one.problems))
  return { ok: false, problems: [...problems, ...more] }
}

function readNumbers(fields: InvestFields) {
  return readAll({
    horizonY: readWhole('horizonY', fields.horizonY ?? usual.horizonY, [1, 40]),
    discount: readDiscount(fields.discount ?? 'green-book'),
    goodput: fraction('goodput', fields.goodput ?? usual.goodput),
    gain: readGain(fields.pricePerformance ?? 'epoch'),
    seed: readWhole('seed', fields.seed ?? 1, [0, Number.MAX_SAFE_INTEGER]),
    samples: readWhole('samples', fields.samples ?? usualSamples, [100, 20000]),
    utilisation: readByYear(fields.utilisation ?? usual.utilisation, 'utilisation', fraction),
    serving: readServing(fields.serving),
    taxes: readTaxes(fields.taxes),
    payers: readPayers(fields.payers ?? []),
  })
}

const usual = { horizonY: 5, utilisation: 0.85, goodput: 0.9 } as const // Nurion 77 %, CSCS 95 % at an instant; goodput: our judgement
type Ground = { readonly purse: Purse; readonly site: Site }

function readMoney(fields: InvestFields, ground: Ground & { readonly horizonY: number }) {
  const { purse, site, horizonY } = ground
  const money = readAll({
    capital: readCapital(fields.capital ?? [], { purse, accelerators: site.accelerators, horizonY }),
    decommissioning: readAmount('decommissioning', fields.decommissioning ?? 0, purse),
    maintenancePerY: readAmount('maintenancePerY', fields.maintenancePerY ?? 0, purse),
    staffPerPersonY: readPrice('staff.costPerPersonY', fields.staff?.costPerPersonY ?? 0, {
      purse,
      per: 'person',
    }),
    people: readBounded('staff.people', fields.staff?.people ?? 0, [0, 1e6]),
    prices: readPrices(fields, ground),
    unmet:
      fields.unmetPerHour === undefined
        ? accept(null)
        : readPrice('unmetPerHour', fields.unmetPerHour, { purse, per: 'hour' }),
    options: readOptions(fields.options, { purse, ...site }),
    grant: readGrant(fields.options, purse),
    demand: fields.demandHoursPerY === undefined ? accept(null) : readDemand(fields.demandHoursPerY),
    sovereignty: readSovereignty(fields.sovereignty, ground),
  })
  const twice = money.ok ? paidTwice(fields, money.value.capital) : []
  return twice.length > 0 ? { ok: false as const, problems: twice } : money
}

/** Hours wanted by year: in some of them none, as before the machine stands, but not in all. */
function readDemand(raw: NonNullable<InvestFields['demandHoursPerY']>): Read<readonly number[]> {
  const field = 'demandHoursPerY'
  const read = readByYear(raw, field, (at, hours) => readBounded(at, hours, [0, 1e15]))
  return read.ok && read.value.every((hours) => hours < 1)
    ? refuse(field, 'is below 1 in every year; give the hours that are wanted, or leave it out')
    : read
}

/** What a reader gives where nothing is wrong. */
type Given<Reads> = Reads extends { readonly ok: true; readonly value: infer Value } ? Value : never
type Parts = Ground &
  Given<ReturnType<typeof readNumbers>> &
  Given<ReturnType<typeof readMoney>> & { readonly origin: Origin }

function programmeOf(parts: Parts): Programme {
  const { site, prices, discount } = parts
  return {
    horizonY: parts.horizonY,
    discounting: discount.discounting,
    phases: parts.capital,
    maintenancePerY: parts.maintenancePerY,
    staffPerY: parts.people * parts.staffPerPersonY,
    power: prices === null ? null : site.power,
    pricePerKwhByYear: prices ?? [],
    utilisationByYear: parts.utilisation,
    goodputFraction: parts.goodput,
    performanceGainPerY: parts.gain,
    decommissioning: parts.decommissioning,
  }
}

function assemble(fields: InvestFields, parts: Parts): Read<InvestPlan> {
  const { site, purse, origin, capital, options, payers, serving, taxes } = parts
  const plan = programmeOf(parts)
  const owned = programme(plan)
  const hours = owned.years.slice(1).map(({ firstGenerationHours }) => firstGenerationHours)
  const portfolio =
    fields.portfolio === undefined
      ? accept(null)
      : readPortfolio(fields.portfolio, {
          purse,
          hoursByQuarter: hours.flatMap((inYear) => [inYear, inYear, inYear, inYear].map((h) => h / 4)),
          costPerHour: owned.levelisedPerAllocatedHour,
        })
  if (!portfolio.ok) return portfolio
  const stage = fields.stage ?? 'outline'
  const discountName = parts.discount.name
  return accept({
    ...{ name: fields.name ?? 'the programme', story: origin.ready?.story ?? '', currency: purse.currency },
    ...site,
    ...{ capital, payers, serving, taxes, stage, discountName },
    ...{ programme: plan, fill: fillIn(parts, plan), sitePower: site.power },
    unmetPerHour: parts.unmet,
    demandHoursByYear: parts.demand ?? hours,
    ways: [ownWay(plan), ...options.ways],
    notCompared: options.notCompared,
    exchanges: purse.exchanges,
    ...{ grant: parts.grant, portfolio: portfolio.value, sovereignty: parts.sovereignty },
    ...{ seed: parts.seed, samples: parts.samples },
    assumed: assumptionsOf(plan, { site, origin, currency: purse.currency, discountName, stage }),
  })
}

function ownWay(plan: Programme): NamedWay {
  return { id: 'own', name: 'Own', way: { kind: 'own', plan }, basis: 'given', source: 'the programme' }
}

function fillIn({ site, purse, capital }: Parts, plan: Programme): Fill {
  return fillOf({
    plan,
    capital,
    computingW: site.power.computingW,
    country: site.grid?.id ?? '',
    perUsd: rateBetween('USD', purse),
  })
}

/** Price of a kWh by year; null where another figure pays the electricity. */
function readPrices(
  { power, capital }: InvestFields,
  { purse, site }: Ground,
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
  return Object.entries({ maintenance: 'maintenancePerY', staff: 'staff', electricity: 'power.pricePerKwh' })
    .filter(([part, field]) => inside.has(part) && saidAt(fields, field.split('.')) !== undefined)
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
