import { recorder } from './cite.ts'
import type { Citation, Cited, Price } from './types.ts'

const record = recorder<Price>()

type Offer = readonly [name: string, usdPerHour: number, date: string, citation: Citation]

function rent(acceleratorId: string, offer: Offer): Cited<Price> {
  return usd(acceleratorId, 'rent', offer)
}

/** A market figure in USD: somebody's offer, or what is none. */
function usd(acceleratorId: string, kind: Price['kind'], offer: Offer): Cited<Price> {
  const [name, perAcceleratorHour, date, citation] = offer
  return record(
    {
      id: `${acceleratorId}-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
      name,
      kind,
      acceleratorId,
      systemId: null,
      perAcceleratorHour,
      currency: 'USD',
      date,
      note: notes[kind],
    },
    { perAcceleratorHour: citation },
  )
}

const notes = {
  tariff: '',
  rent: 'List price on demand; contracts and commitments differ.',
  contract: 'Of a commitment over months or years.',
  summary: 'Of many offers together: not counted beside the offers themselves.',
  assumption: "A paper's own assumption: nobody offers it.",
} as const satisfies Readonly<Record<Price['kind'], string>>

const skypilot = (where: string): Citation => ['skypilot-catalog', where]
const gpuhunt = (where: string): Citation => ['gpuhunt', where]

/** Public tariffs first, then what the market asks, each with its date. Never converted between currencies. */
export const prices: readonly Cited<Price>[] = [
  record(
    {
      id: 'cscs-gh200-2026',
      name: 'CSCS, Swiss academic institutions',
      kind: 'tariff',
      acceleratorId: 'gh200-96',
      systemId: 'alps',
      perAcceleratorHour: 0.6725,
      currency: 'CHF',
      date: '2026-07-01',
      note: 'CHF 2.69 per node-hour of four modules; cost recovery, not a market price.',
    },
    { perAcceleratorHour: ['cscs-tariff', 'CHF 2.69 per GH200 node-hour ÷ 4'] },
  ),
  record(
    {
      id: 'tsubame4-academic-2024',
      name: 'TSUBAME4, academic',
      kind: 'tariff',
      acceleratorId: 'h100-sxm-80',
      systemId: 'tsubame4',
      perAcceleratorHour: 68.75,
      currency: 'JPY',
      date: '2024',
      note: 'JPY 110,000 per 400 node-hours of four H100.',
    },
    { perAcceleratorHour: ['tsubame-tariff', 'academic: JPY 110,000 ÷ 400 node-hours ÷ 4'] },
  ),
  record(
    {
      id: 'tsubame4-industry-2024',
      name: 'TSUBAME4, industry with closed results',
      kind: 'tariff',
      acceleratorId: 'h100-sxm-80',
      systemId: 'tsubame4',
      perAcceleratorHour: 275,
      currency: 'JPY',
      date: '2024',
      note: 'JPY 440,000 per 400 node-hours of four H100.',
    },
    { perAcceleratorHour: ['tsubame-tariff', 'industry: JPY 440,000 ÷ 400 node-hours ÷ 4'] },
  ),
  rent('gh200-96', ['Lambda', 2.29, '2026', skypilot('Lambda GH200')]),
  usd('h100-sxm-80', 'summary', [
    'Market median',
    2.95,
    '2026-05-20',
    ['aimultiple-gpu-index', 'H100 median'],
  ]),
  rent('h100-sxm-80', ['Nebius', 2.95, '2026', skypilot('Nebius H100')]),
  rent('h100-sxm-80', ['Crusoe', 3.9, '2026-08', gpuhunt('Crusoe H100')]),
  rent('h100-sxm-80', ['OCI', 10, '2026', skypilot('OCI H100, list price')]),
  usd('h100-sxm-80', 'assumption', [
    'DeepSeek-V3 assumption',
    2,
    '2024-12',
    ['deepseek-v3-report', 'USD 2 per H800-hour assumed'],
  ]),
  rent('h200-sxm-141', ['Nebius', 3.5, '2026', skypilot('Nebius H200')]),
  rent('h200-sxm-141', ['Crusoe', 4.29, '2026-08', gpuhunt('Crusoe H200')]),
  rent('h200-sxm-141', ['OCI', 10, '2026', skypilot('OCI H200, list price')]),
  rent('a100-sxm-80', ['Crusoe', 1.95, '2026-08', gpuhunt('Crusoe A100 80 GB')]),
  rent('a100-sxm-80', ['OCI', 4, '2026', skypilot('OCI A100 80 GB, list price')]),
  rent('a100-sxm-40', ['OCI', 3.05, '2026', skypilot('OCI A100 40 GB, list price')]),
  rent('v100-sxm2-32', ['Lambda', 0.79, '2026', skypilot('Lambda V100')]),
  rent('v100-sxm2-32', ['OCI', 2.95, '2026', skypilot('OCI V100, list price')]),
  rent('b200', ['Nebius', 5.5, '2026', skypilot('Nebius B200')]),
  rent('b200', ['Lambda', 6.69, '2026', skypilot('Lambda B200')]),
  rent('b200', ['Crusoe', 7.25, '2026-08', gpuhunt('Crusoe B200')]),
  rent('b200', ['OCI', 14, '2026', skypilot('OCI B200, list price')]),
  rent('gb200', ['OCI', 16, '2026', skypilot('OCI GB200, list price')]),
  rent('gb300', ['OCI', 18, '2026', skypilot('OCI GB300, list price')]),
  rent('mi300x', ['Crusoe', 3.45, '2026-08', gpuhunt('Crusoe MI300X')]),
  rent('mi300x', ['OCI', 6, '2026', skypilot('OCI MI300X, list price')]),
  rent('mi355x', ['OCI', 8.6, '2026', skypilot('OCI MI355X, list price')]),
  rent('tpu-v4', ['Google Cloud', 3.22, '2026-08', gpuhunt('TPU v4')]),
  rent('tpu-v5e', ['Google Cloud', 1.2, '2026-08', gpuhunt('TPU v5e, lowest')]),
  rent('tpu-v5p', ['Google Cloud', 4.2, '2026-08', gpuhunt('TPU v5p')]),
  rent('tpu-v6e', ['Google Cloud', 2.7, '2026-08', gpuhunt('TPU v6e, lowest')]),
]

export function findPrice(id: string): Cited<Price> | null {
  return prices.find((price) => price.id === id.trim().toLowerCase()) ?? null
}

/** What the market asks for one part: offers alone, neither summaries of offers nor assumptions of papers. */
export function rentsOf(acceleratorId: string): readonly Cited<Price>[] {
  return prices.filter((price) => price.kind === 'rent' && price.acceleratorId === acceleratorId)
}
