import { rateBetween, type Purse } from '../../../catalogue/currencies.ts'
import * as z from 'zod/mini'
import { quoted } from '../../../base/shown.ts'
import { nearestIds, own } from '../../../base/nearest.ts'
import { sum } from '../../../base/math.ts'
import { accept, readAll, refuse, type Read } from '../../../base/outcome.ts'
import { readBounded } from '../../../base/quantity.ts'
import { findGrid } from '../../../catalogue/find.ts'
import type { Grid } from '../../../catalogue/types.ts'
import {
  assuranceCriteria,
  conditionLevels,
  countryFacts,
  mechanismFactors,
  mechanismSteps,
  sovereigntyAreas,
  sovereigntyConditions,
  sovereigntyIndicators,
  sovereigntyStrategies,
  type MechanismFactor,
  type SovereigntyArea,
  type SovereigntyStrategy,
} from '../../../catalogue/sovereignty.ts'
import type { Bounds } from '../../../investment/sovereignty.ts'
import { inner, or, orNull } from '../../asking/field.ts'
import { bounded, few, quantity, word } from '../../asking/readers.ts'
import { cited } from '../../estimate/assumptions/cited.ts'
import { amount } from '../amounts.ts'

/** A number of a country: with its source, given, or unknown. */
export type CountryItem = Bounds & { readonly basis: 'sourced' | 'given'; readonly source: string }

const sizes = ['population', 'languages', 'researchers']
const itemIds = [...sovereigntyIndicators.map(({ id }) => id), ...sovereigntyConditions, ...sizes]
const purses = [...new Set(mechanismSteps.map(({ purse }) => purse))]
const factorIds = [...mechanismFactors.map(({ id }) => id), 'hour-cost']

/** One number, or from low to high. */
const between = z.union([quantity, z.tuple([quantity, quantity])])

/** Numbers by their names, each as bounds; an unknown name is refused with the nearest. */
function numbersOf(ids: readonly string[]) {
  return inner(z.record(word, between), (said): Read<Readonly<Record<string, Bounds>>> => {
    const reads = Object.entries(said).map(([id, value]) => [
      id,
      ids.includes(id)
        ? readBetween(value, id)
        : refuse(id, `is not known; the nearest are ${nearestIds(id, ids, 4).join(', ')}`),
    ])
    return readAll(Object.fromEntries(reads))
  })
}

function wrong(fields: readonly string[], message: (field: string) => string) {
  return { ok: false as const, problems: fields.map((field) => ({ field, message: message(field) })) }
}

/** A country, what is known of it, and what money may be spent on. What nobody knows stays unknown. */
export function sovereigntyField(purse: Purse | null) {
  const fields = z.strictObject({
    country: orNull(inner(word, readCountry)),
    /** Indicators, conditions, population, languages and researchers: what is not given is as the data have it. */
    indicators: or(inner(numbersOf(itemIds), readLevels), {}),
    amount: orNull(inner(quantity, amount(purse))),
    years: orNull(inner(z.number(), bounded(1, 40))),
    strategies: or(
      inner(few(z.strictObject({ name: word, shares: z.record(word, z.number()) }), 20), readStrategies),
      sovereigntyStrategies,
    ),
    /** Of the chains of causes; money in the programme's currency. */
    factors: or(inner(numbersOf(factorIds), readFactors), {}),
    weights: orNull(inner(z.record(word, z.number()), readWeights)),
    /** Criteria of the Union's assurance levels that are met, or not. */
    assurance: or(inner(z.record(word, z.boolean()), readAssurance), {}),
  })
  const of = (name: string) => {
    const country = readCountry(name, 'country')
    return country.ok ? accept({ ...z.parse(fields, {}), country: country.value }) : country
  }
  return orNull(
    inner(z.union([word, fields]), (said) => (typeof said === 'string' ? of(said) : accept(said))),
  )
}

type Said = NonNullable<z.output<ReturnType<typeof sovereigntyField>>>

/** The programme around: its country is meant where none is given, its horizon where no years are. */
type Around = { readonly purse: Purse; readonly grid: Grid; readonly horizonY: number }

export function sovereigntyOf(said: Said, around: Around) {
  const { weights, assurance, indicators } = said
  const { id, name } = said.country ?? around.grid
  const spending = said.amount === null ? accept(null) : spendingIn(said, said.amount, around)
  if (!spending.ok) return spending
  const items = { ...known(id), ...given(indicators) }
  return accept({ weights, assurance, spending: spending.value, country: name, items })
}

export type SovereigntyPlan = Extract<ReturnType<typeof sovereigntyOf>, { readonly ok: true }>['value']
export type SovereigntySpending = NonNullable<SovereigntyPlan['spending']>

function readCountry(name: string, at: string): Read<Grid> {
  const grid = findGrid(name)
  if (grid !== null) return accept(grid)
  const ready = [...new Set(countryFacts.map((fact) => fact.country))].join(', ')
  return refuse(at, `${quoted(name)} is not known; ready are ${ready}`)
}

function known(country: string): Readonly<Record<string, CountryItem>> {
  const facts = countryFacts.filter((fact) => fact.country === country)
  return Object.fromEntries(
    facts.map(({ item, low, high, note, citation }) => [
      item,
      {
        low,
        high,
        basis: 'sourced' as const,
        source: [note, cited(citation)].filter((part) => part !== '').join(' · '),
      },
    ]),
  )
}

function given(items: Readonly<Record<string, Bounds>>): Readonly<Record<string, CountryItem>> {
  return Object.fromEntries(
    Object.entries(items).map(([item, bounds]) => [
      item,
      { ...bounds, basis: 'given' as const, source: 'given by you' },
    ]),
  )
}

/** A level of a condition is a whole number of its list. */
function readLevels(items: Readonly<Record<string, Bounds>>): Read<Readonly<Record<string, Bounds>>> {
  const levelsOf = (item: string) => conditionLevels.filter(({ condition }) => condition === item)
  const beyond = Object.entries(items).filter(([item, { low, high }]) => {
    const levels = levelsOf(item)
    const isOne = (value: number) => levels.some(({ level }) => level === value)
    return levels.length > 0 && !(isOne(low) && isOne(high))
  })
  if (beyond.length === 0) return accept(items)
  const list = (item: string) =>
    levelsOf(item)
      .map(({ level, meaning }) => `${String(level)} ${meaning}`)
      .join('; ')
  return wrong(
    beyond.map(([item]) => item),
    (item) => `is none of its levels: ${list(item)}`,
  )
}

function readBetween(raw: z.output<typeof between>, at: string): Read<Bounds> {
  const [first, last] = typeof raw === 'object' ? raw : [raw, raw]
  const read = readAll({ low: readBounded(at, first, [0, 1e18]), high: readBounded(at, last, [0, 1e18]) })
  if (!read.ok || read.value.low <= read.value.high) return read
  return refuse(at, `${String(first)} to ${String(last)} runs backwards; give the low one first`)
}

function readWeights(
  raw: Readonly<Record<string, number>>,
  at: string,
): Read<Readonly<Record<SovereigntyArea, number>>> {
  const areas: readonly string[] = sovereigntyAreas
  const unknown = wrong(
    Object.keys(raw).filter((area) => !areas.includes(area)),
    () => `is not an area; the areas are ${areas.join(', ')}: energy and chips are conditions, which cap`,
  )
  const beyond = wrong(
    Object.keys(raw).filter((area) => !(Number(own(raw, area)) >= 0 && Number(own(raw, area)) <= 1e6)),
    (area) => `${String(own(raw, area))} is not from 0 to 1000000`,
  )
  const problems = [...unknown.problems, ...beyond.problems]
  if (problems.length > 0) return { ok: false, problems }
  if (sum(Object.values(raw)) <= 0) return refuse(at, 'are all zero')
  const { data = 0, model = 0, infrastructure = 0, talent = 0 } = raw
  return accept({ data, model, infrastructure, talent })
}

function readAssurance(raw: Readonly<Record<string, boolean>>): Read<Readonly<Record<string, boolean>>> {
  const ids = assuranceCriteria.map(({ id }) => id)
  const unknown = Object.keys(raw).filter((id) => !ids.includes(id))
  return unknown.length === 0
    ? accept(raw)
    : wrong(unknown, () => `is no criterion; they are ${ids.join(', ')}`)
}

function readFactors(said: Readonly<Record<string, Bounds>>): Read<Readonly<Record<string, Bounds>>> {
  const nothing = Object.keys(said).filter((id) => own(said, id)?.low === 0)
  return nothing.length === 0 ? accept(said) : wrong(nothing, () => 'has to be above 0')
}

function spendingIn({ years, strategies, factors: said }: Said, spent: number, { purse, horizonY }: Around) {
  const { currency } = purse
  const perUsd = dollarIn(purse)
  const inDollars = mechanismFactors.filter(({ id, unit }) => unit === 'USD' && own(said, id) === undefined)
  if (perUsd === null && inDollars.length > 0)
    return refuse(
      'sovereignty.amount',
      `is in ${currency}, and ${inDollars.map(({ id }) => id).join(', ')} are known in USD; give exchange from USD, or sovereignty.factors in ${currency}`,
    )
  const factors = factorsIn({ currency, perUsd: perUsd ?? 1 }, said)
  return accept({
    ...{ amount: spent, years: years ?? horizonY, strategies, currency, factors },
    /** What a dollar buys; null where nobody said. */
    perUsd,
  })
}

/** What a dollar buys: by a dated rate, or by two that meet; null where none is given. */
function dollarIn(purse: Purse): number | null {
  const meeting = purse.exchanges.flatMap(({ from, to }) => (from === 'USD' ? to : to === 'USD' ? from : []))
  const rates = meeting.map((through) => {
    const first = rateBetween('USD', { ...purse, currency: through })
    const second = rateBetween(through, purse)
    return first === null || second === null ? null : first * second
  })
  return rateBetween('USD', purse) ?? rates.find((rate) => rate !== null) ?? null
}

/** Every factor in the programme's money, those given by a person in the place of ours. */
function factorsIn(
  { currency, perUsd }: { readonly currency: string; readonly perUsd: number },
  said: Readonly<Record<string, Bounds>>,
): Readonly<Record<string, MechanismFactor>> {
  const ours = mechanismFactors.map((factor): readonly [string, MechanismFactor] => {
    const isMoney = factor.unit === 'USD'
    const per = isMoney ? perUsd : 1
    const unit = isMoney ? currency : factor.unit
    return [factor.id, { ...factor, unit, low: factor.low * per, high: factor.high * per }]
  })
  const names = Object.fromEntries(ours)
  const theirs = Object.entries(said).map(([id, bounds]): readonly [string, MechanismFactor] => {
    const { name = 'An accelerator-hour', unit = currency } = own(names, id) ?? {}
    return [id, { id, name, unit, ...bounds, basis: 'given', note: 'given by you', citations: [] }]
  })
  return { ...names, ...Object.fromEntries(theirs) }
}

type Strategies = readonly { readonly name: string; readonly shares: Readonly<Record<string, number>> }[]

function readStrategies(raw: Strategies): Read<readonly SovereigntyStrategy[]> {
  const problems = raw.flatMap(({ shares }, index) => {
    const at = `${String(index)}.shares`
    const unknown = Object.keys(shares).filter((purse) => !purses.includes(purse))
    const fields = unknown.map((purse) => `${at}.${purse}`)
    const total = sum(Object.values(shares))
    const isShared = total <= 1 + 1e-9 && Object.values(shares).every((share) => share >= 0)
    return [
      ...wrong(fields, () => `is not known; give ${purses.join(', ')}`).problems,
      ...wrong(isShared ? [] : [at], () => `are ${String(total)} together; give none below 0, and 1 at most`)
        .problems,
    ]
  })
  if (problems.length > 0) return { ok: false, problems }
  return accept([
    ...raw.map(({ name, shares }) => ({ id: name, name, shares })),
    ...sovereigntyStrategies.filter(({ id }) => raw.every(({ name }) => name !== id)),
  ])
}
