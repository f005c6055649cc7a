import type { Citation } from '../../catalogue/types.ts'
import type { InvestFields } from './schema.ts'
import { apertusSovereignty } from './sovereignty/case.ts'

/** A ready programme: a sentence to choose it by, what its figures say and leave out, and who said them. */
export type InvestCase = {
  readonly id: string
  readonly sentence: string
  readonly story: string
  readonly input: InvestFields
  /** Where each field of the input was read. */
  readonly citations: { readonly [K in keyof InvestFields]?: readonly Citation[] }
}

/** What was said by whom: the person's fields, and the case beneath them. */
export type Origin = { readonly given: InvestFields; readonly ready: InvestCase | null }

/** What a dollar was worth. */
function perDollar(to: string, rate: number, [date, mean]: readonly [date: string, mean: string]) {
  return [{ from: 'USD', to, rate, date, source: `US Federal Reserve, ${mean}` }]
}

export const investCases: readonly InvestCase[] = [
  {
    id: 'alps',
    sentence: 'Alps, as the press reports its cost',
    story:
      'CHF 100 M for the system and about CHF 10 M a year for maintenance and energy. Facility, staff and storage are not in these figures.',
    input: {
      name: 'Alps',
      currency: 'CHF',
      system: 'alps',
      discount: 'green-book',
      horizonY: 5,
      capital: [{ name: 'system', amount: '100M', scope: 'system', lifeY: 5 }],
      maintenancePerY: '10M',
      power: 'included',
      utilisation: 0.85,
      stage: 'signed',
      exchange: [
        {
          from: 'USD',
          to: 'CHF',
          rate: 100 / 118,
          date: '2024',
          source: "the press's own conversion of the price of Alps: CHF 100 M, USD 118 M",
        },
      ],
      sovereignty: apertusSovereignty,
    },
    citations: {
      capital: [['swissinfo-alps', 'about CHF 100 M']],
      maintenancePerY: [['swissinfo-alps', 'maintenance and energy about CHF 10 M a year']],
      power: [['swissinfo-alps', 'energy is inside the CHF 10 M a year']],
      exchange: [['swissinfo-2024', 'CHF 100 M, USD 118 M']],
      discount: [['green-book', 'real, 3.5 %']],
    },
  },
  {
    id: 'jupiter',
    sentence: 'JUPITER, the whole project',
    story:
      'EUR 500 M with about six years of operation, the CPU cluster included. A budget that runs over the years is not discounted as if it were paid at once.',
    input: {
      name: 'JUPITER',
      currency: 'EUR',
      exchange: perDollar('EUR', 0.8845, ['2025', 'mean of the year']),
      system: 'jupiter-booster',
      discount: { kind: 'real', ratePerY: 0 },
      horizonY: 6,
      capital: [{ name: 'project', amount: '500M', scope: 'programme', lifeY: 6 }],
      utilisation: 0.85,
      stage: 'signed',
    },
    citations: {
      capital: [['epoch-clusters', 'EUR 500 M including about six years of operation']],
      exchange: [['fed-exchange-rates', 'EUR, mean of 2025: 0.8845 per USD']],
    },
  },
  {
    id: 'lumi',
    sentence: 'LUMI, total cost of ownership 2020 to 2026',
    story:
      'EUR 200 M for hardware and operation, over the 4.25 years of service to the end of 2026, the CPU part included.',
    input: {
      name: 'LUMI',
      currency: 'EUR',
      exchange: perDollar('EUR', 0.8845, ['2025', 'mean of the year']),
      system: 'lumi-g',
      discount: { kind: 'real', ratePerY: 0 },
      horizonY: 5,
      capital: [{ name: 'total cost of ownership', amount: '200M', scope: 'programme', lifeY: 4.25 }],
      utilisation: 0.85,
      stage: 'signed',
    },
    citations: {
      capital: [['epoch-clusters', 'TCO 2020 to 2026 EUR 200 M including hardware']],
      exchange: [['fed-exchange-rates', 'EUR, mean of 2025: 0.8845 per USD']],
    },
  },
  {
    id: 'isambard-ai',
    sentence: 'Isambard-AI, system and facility',
    story:
      'GBP 225 M announced for system and facility. Staff and maintenance are not in it; electricity is counted at the price of large industry.',
    input: {
      name: 'Isambard-AI',
      currency: 'GBP',
      exchange: perDollar('GBP', 0.7497, ['2026-06', 'mean of the month']),
      system: 'isambard-ai',
      discount: 'green-book',
      horizonY: 5,
      capital: [{ name: 'programme announcement', amount: '225M', scope: 'system-and-facility', lifeY: 5 }],
      power: { pricePerKwh: 'GBP 0.2533' },
      utilisation: 0.85,
      stage: 'signed',
    },
    citations: {
      capital: [['epoch-clusters', 'GBP 225 M, system and facility']],
      exchange: [['fed-exchange-rates', 'GBP, mean of June 2026: 0.7497 per USD']],
      power: [['desnz-2025', 'large industrial, first half of 2025, with taxes: 25.33 p/kWh']],
      discount: [['green-book', 'real, 3.5 %']],
    },
  },
  {
    id: 'korea-2026',
    sentence: "Korea's purchase of 2026",
    story:
      'KRW 2.08 trillion for 9,704 accelerators of the newest class, all in. Whether operation is inside is not said: if it is not, the hour costs more.',
    input: {
      name: 'Korea 2026',
      currency: 'KRW',
      exchange: perDollar('KRW', 1421.3963, ['2025', 'mean of the year']),
      country: 'KR',
      accelerator: 'b300',
      accelerators: 9704,
      discount: { kind: 'real', ratePerY: 0 },
      horizonY: 5,
      capital: [{ name: 'budget', amount: '2.08T', scope: 'programme', lifeY: 5 }],
      utilisation: 0.85,
      stage: 'signed',
    },
    citations: {
      capital: [['dailyalpha-korea', 'KRW 2.08 trillion for 9,704 newest-class GPUs']],
      accelerators: [['dailyalpha-korea', '9,704']],
      exchange: [['fed-exchange-rates', 'KRW, mean of 2025: 1421.3963 per USD']],
    },
  },
  {
    id: 'cloud-rent',
    sentence: 'A thousand H100: owned, held by contract, or rented',
    story:
      'An all-in price of USD 40,000 per accelerator and USD 4,000 a year, against the median rent of an H100 and a one-year contract. The price of owning is an illustration, not a quotation.',
    input: {
      name: 'A thousand H100',
      currency: 'USD',
      country: 'US',
      accelerator: 'h100-sxm-80',
      accelerators: 1000,
      discount: 'green-book',
      horizonY: 5,
      capital: [{ name: 'all in', amount: '40M', scope: 'system-and-facility', lifeY: 5 }],
      maintenancePerY: '4M',
      power: 'included',
      utilisation: 0.85,
      stage: 'signed',
      options: { rent: { perHour: 2.95 }, reserve: { perHour: 2.35 } },
    },
    citations: {
      options: [
        ['aimultiple-gpu-index', 'H100 median USD 2.95, 20 May 2026'],
        ['h100-rents-2026', 'one-year contract USD 2.35 in March 2026'],
      ],
      discount: [['green-book', 'real, 3.5 %']],
    },
  },
]

export function findCase(id: string): InvestCase | null {
  const wanted = id.trim().toLowerCase()
  return investCases.find((one) => one.id === wanted) ?? null
}
