import { rateBetween, type Purse } from '../../catalogue/currencies.ts'
import * as z from 'zod/mini'
import { quoted } from '../../base/shown.ts'
import { nearestIds } from '../../base/nearest.ts'
import { accept, readAll, refuse, type Problem, type Read } from '../../base/outcome.ts'
import { programme, type Programme } from '../../investment/programme.ts'
import { inner, orNull } from '../asking/field.ts'
import { readBy, saidAt } from '../asking/problems.ts'
import { word } from '../asking/readers.ts'
import { amount } from './amounts.ts'
import { assumptionsOf } from './assumptions.ts'
import { findCase, investCases, onCase, type Origin } from './cases.ts'
import { investFieldsOn, investWords, type InvestSaid } from './fields.ts'
import type { Fill, InvestPlan, NamedWay } from './plan.ts'
import { countedCapital, covered, type CapitalItem } from './reading/capital.ts'
import { groundOf } from './reading/ground.ts'
import { waysOf } from './reading/options.ts'
import { portfolioOf } from './reading/portfolio.ts'
import { siteIn, type Site } from './reading/site.ts'
import { fillOf } from './scope/scope.ts'
import { sovereigntyOf } from './sovereignty/fields.ts'

/** What changes nothing where another field, an example of which follows, is not given: it would be dropped in silence. */
const beside = {
  'taxes.vatRecoveredFraction': ['taxes.vatFraction', '0.2'],
  'options.grant': ['runs', 'true'],
  'portfolio.moneyCarriesOver': ['portfolio.budget', '20M'],
  'sovereignty.years': ['sovereignty.amount', '100M'],
  'sovereignty.strategies': ['sovereignty.amount', '100M'],
  'sovereignty.factors': ['sovereignty.amount', '100M'],
} as const

function withoutOther(fields: object): readonly Problem[] {
  const isSaid = (path: string) => ![undefined, false].some((no) => no === saidAt(fields, path.split('.')))
  return Object.entries(beside).flatMap(([field, [other, example]]) => {
    const message = `changes nothing without ${other}, e.g. ${example}; give both, or leave this out`
    return isSaid(field) && !isSaid(other) ? [{ field, message }] : []
  })
}

const caseIds = investCases.map(({ id }) => id)

const caseField = orNull(
  inner(word, (id, at) => {
    const found = findCase(id)
    if (found !== null) return accept(found)
    const near = nearestIds(id, caseIds, caseIds.length)
    return refuse(at, `${quoted(id)} is not a ready case; the cases are ${near.join(', ')}`)
  }),
)

/** Reads a programme, or says everything that is wrong with it. A case is what the other fields change. */
export function readInvest(raw: unknown): Read<InvestPlan> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return refuse('input', 'has to be an object with the fields of a programme, or { case }')
  const beneath = readBy(z.object({ case: caseField }), investWords, raw)
  if (!beneath.ok) return beneath
  const { case: ready } = beneath.value
  const merged = ready === null ? accept(raw) : onCase(ready, raw)
  if (!merged.ok) return merged
  const fields = merged.value
  const said = readBy(investFieldsOn(groundOf(fields)), investWords, fields)
  return said.ok ? planOf(said.value, { origin: { given: raw, ready }, fields }) : said
}

/** What was written: by a person, and with the case beneath it. */
type Written = { readonly origin: Origin; readonly fields: object }

/** What fields say together: the machine on its site, what it costs there, and whether one figure pays for another's. */
function planOf(said: InvestSaid, { origin, fields }: Written): Read<InvestPlan> {
  const purse = { currency: said.currency, exchanges: said.exchange }
  const site = siteIn(said)
  const found = site.ok ? readParts(said, { purse, site: site.value }) : site
  const more = [...withoutOther(fields), ...(found.ok ? paidTwice(fields, found.value.capital) : [])]
  if (found.ok && more.length === 0) return accept(assemble(said, { ...found.value, origin }))
  return { ok: false, problems: [...(found.ok ? [] : found.problems), ...more] }
}

type Around = { readonly purse: Purse; readonly site: Site }

function readParts(said: InvestSaid, { purse, site }: Around) {
  const { accelerators, grid } = site
  return readAll({
    purse: accept(purse),
    site: accept(site),
    capital: countedCapital(said.capital, { purse, accelerators }),
    prices: pricesOf(said, { purse, site }),
    sovereignty:
      said.sovereignty === null
        ? accept(null)
        : sovereigntyOf(said.sovereignty, { purse, grid, horizonY: said.horizonY }),
  })
}

/** What a reader gives where nothing is wrong. */
type Given<Reads> = Reads extends { readonly ok: true; readonly value: infer Value } ? Value : never
type Parts = Given<ReturnType<typeof readParts>> & { readonly origin: Origin }

function programmeOf(said: InvestSaid, { site, prices, capital }: Parts): Programme {
  return {
    horizonY: said.horizonY,
    discounting: said.discount.discounting,
    phases: capital,
    maintenancePerY: said.maintenancePerY,
    staffPerY: said.staff.people * said.staff.costPerPersonY,
    power: prices === null ? null : site.power,
    pricePerKwhByYear: prices ?? [],
    utilisationByYear: said.utilisation,
    goodputFraction: said.goodput,
    performanceGainPerY: said.pricePerformance,
    decommissioning: said.decommissioning,
  }
}

function assemble(said: InvestSaid, parts: Parts): InvestPlan {
  const { site, purse, origin, capital, sovereignty } = parts
  const { name, currency, payers, serving, taxes, stage, ranges, unmetPerHour, seed, samples } = said
  const plan = programmeOf(said, parts)
  const owned = programme(plan)
  const hours = owned.years.slice(1).map(({ firstGenerationHours }) => firstGenerationHours)
  const options = waysOf(said.options, { purse, ...site })
  const offered = { hoursByYear: hours, costPerHour: owned.levelisedPerAllocatedHour }
  const discountName = said.discount.name
  return {
    ...{ name, story: origin.ready?.story ?? '', currency },
    ...site,
    ...{ capital, payers, serving, taxes, stage, ranges, discountName },
    ...{ programme: plan, fill: fillIn(parts, plan), sitePower: site.power, unmetPerHour },
    demandHoursByYear: said.demandHoursPerY ?? hours,
    ways: [ownWay(plan), ...options.ways],
    notCompared: options.notCompared,
    exchanges: purse.exchanges,
    ...{ grant: said.options.grant, sovereignty, seed, samples },
    portfolio: said.portfolio === null ? null : portfolioOf(said.portfolio, offered),
    assumed: assumptionsOf(plan, { site, origin, currency, discountName, stage, ranges, staff: said.staff }),
  }
}

function ownWay(plan: Programme): NamedWay {
  return { id: 'own', name: 'Own', way: { kind: 'own', plan }, basis: 'given', source: 'the programme' }
}

function fillIn({ site, purse, capital }: Parts, plan: Programme): Fill {
  return fillOf({
    plan,
    capital,
    computingW: site.power.computingW,
    country: site.grid.id,
    perUsd: rateBetween('USD', purse),
  })
}

/** Price of a kWh by year; null where another figure pays the electricity. */
function pricesOf({ power, capital }: InvestSaid, { purse, site }: Around): Read<readonly number[] | null> {
  const { pricePerKwh = null, included = false } = power === 'included' ? { included: true } : (power ?? {})
  if (pricePerKwh !== null) return accept(pricePerKwh)
  if (included || capital.some(({ scope }) => scope === 'programme')) return accept(null)
  const euros = site.grid.priceEurPerKwh
  if (euros === null)
    return refuse('power.pricePerKwh', 'is missing, and no industrial price of the country is known')
  const read = amount(purse)(`EUR ${String(euros)}`, 'power.pricePerKwh')
  return read.ok ? accept([read.value]) : read
}

/** Running costs that a capital figure already covers. */
function paidTwice(fields: object, capital: readonly CapitalItem[]): readonly Problem[] {
  const inside = new Set(capital.flatMap(({ scope }) => covered[scope]))
  return Object.entries({ maintenance: 'maintenancePerY', staff: 'staff', electricity: 'power.pricePerKwh' })
    .filter(([part, field]) => inside.has(part) && saidAt(fields, field.split('.')) !== undefined)
    .map(([part, field]) => ({
      field,
      message: `${part} is already inside the programme figure; narrow its scope or leave this out`,
    }))
}
