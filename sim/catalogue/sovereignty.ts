import assuranceText from '../data/sovereignty/assurance.csv?raw'
import conditionsText from '../data/sovereignty/conditions.csv?raw'
import countriesText from '../data/sovereignty/countries.csv?raw'
import csfText from '../data/sovereignty/eu-csf.csv?raw'
import factorsText from '../data/sovereignty/factors.csv?raw'
import indicatorsText from '../data/sovereignty/indicators.csv?raw'
import mechanismsText from '../data/sovereignty/mechanisms.csv?raw'
import strategiesText from '../data/sovereignty/strategies.csv?raw'
import { citationOf, readTable, type Row } from './loader/table.ts'
import type { Citation } from './types.ts'

/** Where a country stands is told by these four; energy and chips are conditions of all of them. */
export const sovereigntyAreas = ['data', 'model', 'infrastructure', 'talent'] as const
export type SovereigntyArea = (typeof sovereigntyAreas)[number]

export const sovereigntyConditions = ['chips', 'energy'] as const

function table<T>(name: string, [text, key]: readonly [string, readonly string[]], read: (row: Row) => T) {
  return readTable({ name: `sovereignty/${name}.csv`, text, key }, read)
}

function area(row: Row): SovereigntyArea {
  return row.oneOf('area', sovereigntyAreas) ?? 'data'
}

/** What an area is told by: a number that counts as all there is to reach at `full`, for the reason given. */
export const sovereigntyIndicators = table('indicators', [indicatorsText, ['id']], (row) => ({
  id: row.text('id'),
  area: area(row),
  ...row.texts('name unit'),
  full: row.count('full'),
  why: row.text('why'),
}))
export type SovereigntyIndicator = (typeof sovereigntyIndicators)[number]

/** What is known of a country: its indicators, its conditions and its size. What has no row is unknown. */
export const countryFacts = table('countries', [countriesText, ['country', 'item']], (row) => ({
  ...row.texts('country item'),
  ...row.counts('low high'),
  note: row.words('note'),
  citation: citationOf(row),
}))

/** The levels of a condition, in order and without a distance; what each caps the whole position at. */
export const conditionLevels = table('conditions', [conditionsText, ['condition', 'level']], (row) => ({
  condition: row.oneOf('condition', sovereigntyConditions) ?? 'chips',
  level: row.count('level'),
  meaning: row.text('meaning'),
  cap: row.count('cap'),
}))

/** What a step of a mechanism divides or multiplies by. */
export const mechanismFactors = table('factors', [factorsText, ['id']], (row) => ({
  ...row.texts('id name'),
  ...row.counts('low high'),
  unit: row.words('unit'),
  basis: row.oneOf('basis', ['sourced', 'judgement']) ?? 'judgement',
  note: row.words('note'),
  citations: row.words('source') === '' && row.words('where') === '' ? [] : [citationOf(row)],
}))
export type MechanismFactor = Omit<(typeof mechanismFactors)[number], 'basis' | 'citations'> & {
  readonly basis: 'given' | 'sourced' | 'judgement'
  readonly citations: readonly Citation[]
}

/** Steps from money to an indicator, in order. The last step of a mechanism moves it; some need another to be there. */
export const mechanismSteps = table('mechanisms', [mechanismsText, ['mechanism', 'step']], (row) => {
  row.count('step')
  return {
    ...row.texts('mechanism purse'),
    op: row.oneOf('op', ['divide', 'times', 'whole', 'most']) ?? 'whole',
    by: row.words('by'),
    gives: row.text('gives'),
    moves: row.words('moves'),
    needs: row.words('needs'),
  }
})

const shares = table('strategies', [strategiesText, ['strategy', 'purse']], (row) => ({
  ...row.texts('strategy name purse'),
  share: row.count('share'),
}))

export type SovereigntyStrategy = {
  readonly id: string
  readonly name: string
  /** Of the money, by what it is spent on. */
  readonly shares: Readonly<Record<string, number>>
}

/** Ready ways to spend: the shares are a choice of this project. */
export const sovereigntyStrategies: readonly SovereigntyStrategy[] = [
  ...new Map(shares.map((row) => [row.strategy, row.name])),
].map(([id, name]) => ({
  id,
  name,
  shares: Object.fromEntries(
    shares.filter(({ strategy }) => strategy === id).map(({ purse, share }) => [purse, share]),
  ),
}))

/**
 * Weights of the eight objectives, published, and how each is spread over areas and conditions, which is ours.
 *
 * Source: EU Cloud Sovereignty Framework v1.2.1, DG DIGIT, October 2025, as tender documents and reports quote it.
 */
export const euCloudObjectives = table('eu-csf', [csfText, ['objective']], (row) => ({
  objective: row.text('objective'),
  ...row.counts('weight data model infrastructure talent energy chips'),
}))

/** Criteria of the Union's four assurance levels, each with those below it. Source: COM(2026) 502, a proposal. */
export const assuranceCriteria = table('assurance', [assuranceText, ['level', 'id']], (row) => ({
  level: row.count('level'),
  ...row.texts('id criterion'),
}))
