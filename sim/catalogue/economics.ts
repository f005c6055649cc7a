import type { Citation } from './types.ts'

type Stated = {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly citation: Citation
}

/** Rates that public bodies discount with. Real ones go with constant prices, nominal ones with inflated prices. */
export type DiscountRate = Stated & {
  readonly kind: 'real' | 'nominal'
  readonly ratePerY: number
  readonly inflationPerY: number | null
}

export const discountRates: readonly DiscountRate[] = [
  {
    id: 'green-book',
    name: 'UK Green Book',
    kind: 'real',
    ratePerY: 0.035,
    inflationPerY: null,
    note: 'Years 0 to 30; under review, with 3.0 % as its sensitivity.',
    citation: ['green-book', 'social time preference rate 3.5 %'],
  },
  {
    id: 'eu-better-regulation',
    name: 'EU, Better Regulation',
    kind: 'real',
    ratePerY: 0.03,
    inflationPerY: null,
    note: '',
    citation: ['eurocontrol-inputs', 'social discount rate 3 %'],
  },
  {
    id: 'swiss-rail',
    name: 'Switzerland, rail infrastructure',
    kind: 'nominal',
    ratePerY: 0.0225,
    inflationPerY: 0.005,
    note: 'About 1.7 % real.',
    citation: ['bav-rates', '2.25 % with 0.5 % inflation, from 2019'],
  },
  {
    id: 'private-data-centre',
    name: 'Private AI data centre',
    kind: 'real',
    ratePerY: 0.08,
    inflationPerY: null,
    note: 'Inferred: the rate at which the annuity gives the yearly costs that Epoch prints.',
    citation: ['epoch-1gw', '38 B of capital, 8.5 B a year: implies about 8 %'],
  },
]

/** How the performance of an accelerator at a fixed price may grow. */
export type PerformanceTrend = Stated & { readonly gainPerY: number }

export const performanceTrends: readonly PerformanceTrend[] = [
  {
    id: 'flat',
    name: 'No gain',
    gainPerY: 0,
    note: 'What 2026 looked like to those who rent: prices rose.',
    citation: ['h100-rents-2026', 'one-year contract USD 1.70 in October 2025, 2.35 in March 2026'],
  },
  {
    id: 'epoch',
    name: 'Price-performance +30 % a year',
    gainPerY: 0.3,
    note: '',
    citation: ['epoch-hardware', 'price-performance of machine-learning hardware: 30 % a year'],
  },
  {
    id: 'epoch-2023',
    name: 'Doubling in 2.1 years',
    gainPerY: 2 ** (1 / 2.1) - 1,
    note: 'The older estimate.',
    citation: ['epoch-hardware', 'estimate of 2023: doubling in 2.1 years'],
  },
]

/** All compute of a project ÷ compute of its final run. */
export type ExperimentMultiplier = Stated & { readonly multiplier: number }

export const experimentMultipliers: readonly ExperimentMultiplier[] = [
  {
    id: 'reproduction',
    name: 'Reproduction',
    multiplier: 2,
    note: 'Development was half of the impact of OLMo in 2024.',
    citation: ['olmo-environment', 'development = 50 % of impact'],
  },
  {
    id: 'research-programme',
    name: 'Own research programme',
    multiplier: 5,
    note: 'The final run of Olmo 3 was 17.8 % of its compute: 5.6.',
    citation: ['olmo-3-environment', '82.2 % not in the final run'],
  },
  {
    id: 'frontier-laboratory',
    name: 'Frontier laboratory',
    multiplier: 10,
    note: 'The final runs of OpenAI in 2024 were about a tenth of its research compute.',
    citation: ['epoch-gradient-2026', 'final share about 10 %'],
  },
]

/** What has happened to prices and use elsewhere, to try on a plan. */
export type Shock = Stated & {
  readonly input: 'capital' | 'electricity' | 'rent' | 'utilisation' | 'life'
  /** A factor on the input; years for the life. */
  readonly value: number
}

export const shocks: readonly Shock[] = [
  {
    id: 'capital-up',
    name: 'Capital +53 %',
    input: 'capital',
    value: 448.3 / 292.9,
    note: 'The budget of KISTI-6 after failed tenders, for the price of GPUs and the exchange rate.',
    citation: ['asiae-kisti6', 'KRW 292.9 bn raised to 448.3 bn'],
  },
  {
    id: 'rent-up',
    name: 'Rents +38 %',
    input: 'rent',
    value: 2.35 / 1.7,
    note: 'One-year contracts of an H100 within five months.',
    citation: ['h100-rents-2026', 'USD 1.70 in October 2025, 2.35 in March 2026'],
  },
  {
    id: 'rent-down',
    name: 'Rents −23 %',
    input: 'rent',
    value: 1 / 1.3,
    note: 'One year of the long-run gain in price-performance.',
    citation: ['epoch-hardware', 'price-performance: 30 % a year'],
  },
  {
    id: 'utilisation-nurion',
    name: 'Utilisation −9 %',
    input: 'utilisation',
    value: 0.77 / 0.85,
    note: 'From 85 % to the 77 % that Nurion averaged.',
    citation: ['asiae-nurion', 'average utilisation 77 %'],
  },
  {
    id: 'short-life',
    name: 'Life of three years',
    input: 'life',
    value: 3,
    note: 'The sceptical reading of accelerator depreciation.',
    citation: ['epoch-1gw', 'IT life of three years as a variant'],
  },
]

/** Accelerator-hours of an initial grant ÷ its researchers: a yardstick, not a year's use. */
export const researcherYardstick = {
  hoursPerResearcher: 10e6 / 800,
  citation: ['swiss-ai-apertus', 'more than 10 M GPU-hours, more than 800 researchers'],
} as const satisfies { readonly hoursPerResearcher: number; readonly citation: Citation }

/**
 * Building a data centre, USD per watt of IT, by country of the market (ISO 3166-1 alpha-3): Zurich, Tokyo, Singapore,
 * Oslo, Stockholm, Helsinki, Copenhagen, London, Frankfurt, North Virginia, Paris, Amsterdam, Seoul, Dublin, Madrid,
 * Milan, Toronto, Warsaw, Mumbai and Shanghai.
 */
export const facilityBuild = {
  usdPerWByCountry: {
    CHE: 14.24,
    JPN: 15.15,
    SGP: 14.53,
    NOR: 12.41,
    SWE: 12.29,
    FIN: 12.29,
    DNK: 12.02,
    GBR: 12.02,
    DEU: 11.6,
    USA: 10.92,
    FRA: 10.81,
    NLD: 10.81,
    KOR: 10.07,
    IRL: 10.05,
    ESP: 10.04,
    ITA: 9.79,
    CAN: 9.39,
    POL: 9.16,
    IND: 6.64,
    CHN: 6.12,
  },
  citation: ['turner-townsend-2025', 'construction, USD per W of IT, by market'],
} as const satisfies {
  readonly usdPerWByCountry: Readonly<Record<string, number>>
  readonly citation: Citation
}

/** Operation ÷ all cost of a public system of five or six years: p10, the centre of the band, p90. */
export const operationShare = {
  low: 0.28,
  middle: 0.4,
  high: 0.5,
  citations: [
    ['epoch-clusters', 'LUMI: 144.5 M of 200 M is procurement, 28 % the rest; JUPITER 45 %'],
    ['silicon-alice-recoque', 'acquisition 334.8 M, operation 206.9 M: 38 %'],
    ['hpcwire-frontera', 'about 60 M for the system and 60 M for operation: 50 %'],
  ],
} as const satisfies {
  readonly low: number
  readonly middle: number
  readonly high: number
  readonly citations: readonly Citation[]
}
