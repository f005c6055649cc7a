import * as z from 'zod/mini'
import { quoted } from '../../../base/shown.ts'
import { nearestIds, own } from '../../../base/nearest.ts'
import { sum } from '../../../base/math.ts'
import { accept, readAll, refuse, type Problem, type Read } from '../../../base/outcome.ts'
import { readBounded } from '../../../base/quantity.ts'
import { findGrid } from '../../../catalogue/find.ts'
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
import { few, quantity, word } from '../../asking/readers.ts'
import { cited } from '../../estimate/assumptions/cited.ts'
import { rateBetween, readAmount, type Purse } from '../amounts.ts'

/** One number, or from low to high. */
const between = z.union([quantity, z.tuple([quantity, quantity])])

export const sovereigntyFields = z.strictObject({
  country: z.optional(word),
  /** Indicators, conditions, population, languages and researchers: what is not given is as the data have it. */
  indicators: z.optional(z.record(word, between)),
  amount: z.optional(quantity),
  years: z.optional(z.number()),
  strategies: z.optional(few(z.strictObject({ name: word, shares: z.record(word, z.number()) }), 20)),
  /** Of the chains of causes; money in the programme's currency. */
  factors: z.optional(z.record(word, between)),
  weights: z.optional(z.record(word, z.number())),
  /** Criteria of the Union's assurance levels that are met, or not. */
  assurance: z.optional(z.record(word, z.boolean())),
})
export type SovereigntyFields = z.infer<typeof sovereigntyFields>

/** A number of a country: with its source, given, or unknown. */
export type CountryItem = Bounds & { readonly basis: 'sourced' | 'given'; readonly source: string }

export type SovereigntySpending = {
  readonly amount: number
  readonly currency: string
  readonly years: number
  /** What a dollar buys; null where nobody said. */
  readonly perUsd: number | null
  readonly factors: Readonly<Record<string, MechanismFactor>>
  readonly strategies: readonly SovereigntyStrategy[]
}

export type SovereigntyPlan = {
  readonly country: string
  readonly items: Readonly<Record<string, CountryItem>>
  readonly weights: Readonly<Record<SovereigntyArea, number>> | null
  readonly spending: SovereigntySpending | null
  readonly assurance: Readonly<Record<string, boolean>>
}

const sizes = ['population', 'languages', 'researchers']
const itemIds = [...sovereigntyIndicators.map(({ id }) => id), ...sovereigntyConditions, ...sizes]
const purses = [...new Set(mechanismSteps.map(({ purse }) => purse))]
const at = 'sovereignty'

/** The programme around: its country is meant where none is given, its horizon where no years are. */
export type Around = {
  readonly purse: Purse
  readonly site: { readonly grid: { readonly id: string } | null }
  readonly horizonY: number
}

/** A country, what is known of it, and what money may be spent on. What nobody knows stays unknown. */
export function readSovereignty(
  raw: SovereigntyFields | string | undefined,
  { purse, site, horizonY }: Around,
): Read<SovereigntyPlan | null> {
  if (raw === undefined) return accept(null)
  const fields: SovereigntyFields = typeof raw === 'string' ? { country: raw } : raw
  const country = fields.country ?? site.grid?.id ?? ''
  const grid = findGrid(country)
  if (grid === null) {
    const ready = [...new Set(countryFacts.map((fact) => fact.country))].join(', ')
    return refuse(`${at}.country`, `${quoted(country)} is not known; ready are ${ready}`)
  }
  const read = readAll({
    items: readNumbers(fields.indicators ?? {}, `${at}.indicators`, itemIds),
    weights: readWeights(fields.weights),
    assurance: readAssurance(fields.assurance ?? {}),
    spending: fields.amount === undefined ? accept(null) : readSpending(fields, { purse, horizonY }),
  })
  if (!read.ok) return read
  const { items, ...rest } = read.value
  const beyond = Object.entries(items).flatMap(([item, bounds]) => levelProblems(item, bounds))
  if (beyond.length > 0) return { ok: false, problems: beyond }
  return accept({ ...rest, country: grid.name, items: { ...known(grid.id), ...given(items) } })
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
function levelProblems(item: string, { low, high }: Bounds): readonly Problem[] {
  const levels = conditionLevels.filter(({ condition }) => condition === item)
  const isOne = (value: number) => levels.some(({ level }) => level === value)
  if (levels.length === 0 || (isOne(low) && isOne(high))) return []
  const list = levels.map(({ level, meaning }) => `${String(level)} ${meaning}`).join('; ')
  return refuse(`${at}.indicators.${item}`, `is none of its levels: ${list}`).problems
}

type Between = z.infer<typeof between>

/** Numbers by their names, each as bounds; an unknown name is refused with the nearest. */
function readNumbers(
  raw: Readonly<Record<string, Between>>,
  field: string,
  ids: readonly string[],
): Read<Readonly<Record<string, Bounds>>> {
  return readAll(
    Object.fromEntries(
      Object.entries(raw).map(([id, value]) => [
        id,
        ids.includes(id)
          ? readBetween(`${field}.${id}`, value)
          : refuse(`${field}.${id}`, `is not known; the nearest are ${nearestIds(id, ids, 4).join(', ')}`),
      ]),
    ),
  )
}

function readBetween(field: string, raw: Between): Read<Bounds> {
  const [first, last] = Array.isArray(raw) ? raw : [raw, raw]
  const read = readAll({
    low: readBounded(field, first, [0, 1e18]),
    high: readBounded(field, last, [0, 1e18]),
  })
  if (!read.ok || read.value.low <= read.value.high) return read
  return refuse(field, `${String(first)} to ${String(last)} runs backwards; give the low one first`)
}

function readWeights(raw: SovereigntyFields['weights']): Read<SovereigntyPlan['weights']> {
  if (raw === undefined) return accept(null)
  const areas: readonly string[] = sovereigntyAreas
  const wrong = Object.entries(raw).flatMap(([area, weight]) => [
    ...(areas.includes(area)
      ? []
      : refuse(
          `${at}.weights.${area}`,
          `is not an area; the areas are ${areas.join(', ')}: energy and chips are conditions, which cap`,
        ).problems),
    ...(weight >= 0 && weight <= 1e6
      ? []
      : refuse(`${at}.weights.${area}`, `${String(weight)} is not from 0 to 1000000`).problems),
  ])
  if (wrong.length > 0) return { ok: false, problems: wrong }
  if (sum(Object.values(raw)) <= 0) return refuse(`${at}.weights`, 'are all zero')
  const of = (area: SovereigntyArea) => raw[area] ?? 0
  return accept({
    data: of('data'),
    model: of('model'),
    infrastructure: of('infrastructure'),
    talent: of('talent'),
  })
}

function readAssurance(raw: Readonly<Record<string, boolean>>): Read<Readonly<Record<string, boolean>>> {
  const ids = assuranceCriteria.map(({ id }) => id)
  const problems = Object.keys(raw)
    .filter((id) => !ids.includes(id))
    .flatMap((id) => refuse(`${at}.assurance.${id}`, `is no criterion; they are ${ids.join(', ')}`).problems)
  return problems.length > 0 ? { ok: false, problems } : accept(raw)
}

function readSpending(
  { amount, years, strategies, factors }: SovereigntyFields,
  { purse, horizonY }: Omit<Around, 'site'>,
): Read<SovereigntySpending> {
  const ids = [...mechanismFactors.map(({ id }) => id), 'hour-cost']
  const read = readAll({
    amount: readAmount(`${at}.amount`, amount ?? 0, purse),
    years: readBounded(`${at}.years`, years ?? horizonY, [1, 40]),
    strategies: readStrategies(strategies),
    factors: readNumbers(factors ?? {}, `${at}.factors`, ids),
  })
  if (!read.ok) return read
  const nothing = Object.entries(read.value.factors).filter(([, { low }]) => low === 0)
  if (nothing.length > 0)
    return {
      ok: false,
      problems: nothing.flatMap(([id]) => refuse(`${at}.factors.${id}`, 'has to be above 0').problems),
    }
  const perUsd = dollarIn(purse)
  const said = read.value.factors
  const inDollars = mechanismFactors.filter(({ id, unit }) => unit === 'USD' && own(said, id) === undefined)
  if (perUsd === null && inDollars.length > 0)
    return refuse(
      `${at}.amount`,
      `is in ${purse.currency}, and ${inDollars.map(({ id }) => id).join(', ')} are known in USD; give exchange from USD, or sovereignty.factors in ${purse.currency}`,
    )
  return accept({
    ...read.value,
    currency: purse.currency,
    perUsd,
    factors: factorsIn({ currency: purse.currency, perUsd: perUsd ?? 1 }, said),
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
): SovereigntySpending['factors'] {
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

function readStrategies(raw: SovereigntyFields['strategies']): Read<readonly SovereigntyStrategy[]> {
  if (raw === undefined) return accept(sovereigntyStrategies)
  const problems = raw.flatMap(({ shares }, index) => {
    const field = `${at}.strategies.${String(index)}.shares`
    const total = sum(Object.values(shares))
    return [
      ...Object.keys(shares)
        .filter((purse) => !purses.includes(purse))
        .flatMap((purse) => refuse(`${field}.${purse}`, `is not known; give ${purses.join(', ')}`).problems),
      ...(total <= 1 + 1e-9 && Object.values(shares).every((share) => share >= 0)
        ? []
        : refuse(field, `are ${String(total)} together; give none below 0, and 1 at most`).problems),
    ]
  })
  if (problems.length > 0) return { ok: false, problems }
  return accept([
    ...raw.map(({ name, shares }) => ({ id: name, name, shares })),
    ...sovereigntyStrategies.filter(({ id }) => raw.every(({ name }) => name !== id)),
  ])
}
