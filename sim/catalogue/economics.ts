import discountText from '../data/economics/discount-rates.csv?raw'
import experimentsText from '../data/economics/experiments.csv?raw'
import buildText from '../data/economics/facility-build.csv?raw'
import trendsText from '../data/economics/performance-trends.csv?raw'
import servingText from '../data/economics/serving.csv?raw'
import sharesText from '../data/economics/shares.csv?raw'
import shocksText from '../data/economics/shocks.csv?raw'
import { citationOf, readTable, type Row } from './loader/table.ts'

type Stated = Readonly<ReturnType<typeof statedOf>>

function statedOf(row: Row) {
  return { ...row.texts('id name'), note: row.words('note'), citation: citationOf(row) }
}

/** The tables of this file have one row for each id. */
function readEach<T>(name: string, text: string, read: (row: Row) => T): readonly T[] {
  return readTable({ name: `economics/${name}.csv`, text, key: ['id'] }, read)
}

/** Rates that public bodies discount with. Real ones go with constant prices, nominal ones with inflated prices. */
export type DiscountRate = Stated & {
  readonly kind: 'real' | 'nominal'
  readonly ratePerY: number
  readonly inflationPerY: number | null
}

export const discountRates = readEach('discount-rates', discountText, (row): DiscountRate => ({
  ...statedOf(row),
  kind: row.oneOf('kind', ['real', 'nominal']) ?? 'real',
  ratePerY: row.count('ratePerY'),
  inflationPerY: row.number('inflationPerY'),
}))

/** How the performance of an accelerator at a fixed price may grow. */
export type PerformanceTrend = Stated & { readonly gainPerY: number }

export const performanceTrends = readEach('performance-trends', trendsText, (row): PerformanceTrend => ({
  ...statedOf(row),
  gainPerY: row.count('gainPerY'),
}))

/** All compute of a project ÷ compute of its final run. */
export type ExperimentMultiplier = Stated & { readonly multiplier: number }

export const experimentMultipliers = readEach(
  'experiments',
  experimentsText,
  (row): ExperimentMultiplier => ({ ...statedOf(row), multiplier: row.count('multiplier') }),
)

const shocked = ['capital', 'electricity', 'rent', 'utilisation', 'life'] as const

/** What has happened to prices and use elsewhere, to try on a plan. */
export type Shock = Stated & {
  readonly input: (typeof shocked)[number]
  /** A factor on the input; years for the life. */
  readonly value: number
}

export const shocks = readEach('shocks', shocksText, (row): Shock => ({
  ...statedOf(row),
  input: row.oneOf('input', shocked) ?? 'capital',
  value: row.count('value'),
}))

const shares = readEach('shares', sharesText, (row) => ({ ...statedOf(row), value: row.count('value') }))

function share(id: string) {
  const found = shares.find((one) => one.id === id)
  if (found === undefined) throw new Error(`economics/shares.csv has no ${id}`)
  return found
}

/** Accelerator-hours of an initial grant ÷ its researchers: a yardstick, not a year's use. */
export const researcherYardstick = {
  hoursPerResearcher: share('researcher-hours').value,
  citation: share('researcher-hours').citation,
} as const

const serving = readEach('serving', servingText, (row) => ({ ...statedOf(row), ...row.counts('low high') }))

/** What serving a model was published to reach, and how it is asked. */
export function servingFigures(id: string): (typeof serving)[number] {
  const found = serving.find((one) => one.id === id)
  if (found === undefined) throw new Error(`economics/serving.csv has no ${id}`)
  return found
}

const builds = readTable(
  { name: 'economics/facility-build.csv', text: buildText, key: ['country'] },
  (row) => ({ country: row.text('country'), usdPerW: row.count('usdPerW'), citation: citationOf(row) }),
)

/**
 * Building a data centre, USD per watt of IT, by country of the market (ISO 3166-1 alpha-3): Zurich, Tokyo, Singapore,
 * Oslo, Stockholm, Helsinki, Copenhagen, London, Frankfurt, North Virginia, Paris, Amsterdam, Seoul, Dublin, Madrid,
 * Milan, Toronto, Warsaw, Mumbai and Shanghai. One survey of markets, so one citation.
 */
export const facilityBuild = {
  usdPerWByCountry: new Map(builds.map(({ country, usdPerW }) => [country, usdPerW])),
  citations: [...new Map(builds.map(({ citation }) => [citation.join(': '), citation])).values()],
}

const operation = [share('operation-low'), share('operation-middle'), share('operation-high')] as const

/** Operation ÷ all cost of a public system of five or six years: p10, the centre of the band, p90. */
export const operationShare = {
  low: operation[0].value,
  middle: operation[1].value,
  high: operation[2].value,
  citations: operation.map(({ citation }) => citation),
} as const
