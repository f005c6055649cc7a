import type { Citation } from '../catalogue/types.ts'

/** A total that somebody published for a whole run, with the basis they counted on. */
export type PublishedTotal = {
  readonly modelId: string
  readonly acceleratorId: string
  readonly tokens: number
  readonly figure: 'trainingFlops' | 'gpuHours' | 'wallClockDays' | 'energyMwh' | 'carbonT'
  readonly value: number
  /** What their figure counts, in words. */
  readonly basis: string
  /** Power per accelerator, where their energy is a product of hours and an assumed power. */
  readonly assumedW: number | null
  /** Gross accelerator-hours behind it, where known. */
  readonly gpuHours: number | null
  /** Attention counted over the full square: our FLOPs are compared on that count. */
  readonly fullAttention: boolean
  readonly citation: Citation
}

type Run = Pick<PublishedTotal, 'modelId' | 'acceleratorId' | 'tokens'>

const plain = { assumedW: null, gpuHours: null, fullAttention: false } as const
const apertus: Run = { modelId: 'apertus-70b', acceleratorId: 'gh200-96', tokens: 15e12 }
const llama2 = { acceleratorId: 'a100-sxm-80', tokens: 2e12 } as const
const llama3 = { acceleratorId: 'h100-sxm-80', tokens: 15e12 } as const

const cardHours = 'as the model card reports it'
const cardCarbon = 'as the model card reports it: location-based, at the peak power of the accelerators'

/** Published totals, to be shown beside our own. */
export const publishedTotals: readonly PublishedTotal[] = [
  {
    ...apertus,
    ...plain,
    figure: 'trainingFlops',
    value: 6.74e24,
    basis: 'attention over the full square',
    fullAttention: true,
    citation: ['apertus-report', 'total FLOPs of the 70B'],
  },
  {
    ...apertus,
    ...plain,
    figure: 'gpuHours',
    value: 6e6,
    basis: "net: 'around 6 million', without loading, early slow phases, failures and downtime",
    citation: ['apertus-report', 'compute of the 70B'],
  },
  {
    ...apertus,
    ...plain,
    figure: 'wallClockDays',
    value: 90,
    basis: 'realistic duration on 4,096 accelerators with all overheads: 8.85 M gross GPU-hours',
    gpuHours: 90 * 24 * 4096,
    citation: ['apertus-report', 'duration of the 70B'],
  },
  {
    ...apertus,
    ...plain,
    figure: 'energyMwh',
    value: 5000,
    basis:
      'an estimate of the compute modules alone: 560 W assumed for each, without network, storage and cooling',
    assumedW: 560,
    gpuHours: 90 * 24 * 4096,
    citation: ['apertus-report', 'energy of the 70B'],
  },
  {
    modelId: 'llama-2-7b',
    ...llama2,
    ...plain,
    figure: 'gpuHours',
    value: 184320,
    basis: cardHours,
    citation: ['llama-2-card', '7B'],
  },
  {
    modelId: 'llama-2-70b',
    ...llama2,
    ...plain,
    figure: 'gpuHours',
    value: 1720320,
    basis: cardHours,
    citation: ['llama-2-card', '70B'],
  },
  {
    modelId: 'llama-2-70b',
    ...llama2,
    ...plain,
    figure: 'carbonT',
    value: 291.42,
    basis: cardCarbon,
    citation: ['llama-2-card', '70B'],
  },
  {
    modelId: 'llama-3-70b',
    ...llama3,
    ...plain,
    figure: 'gpuHours',
    value: 6.4e6,
    basis: cardHours,
    citation: ['llama-3-card', '70B'],
  },
  {
    modelId: 'llama-3.1-405b',
    ...llama3,
    ...plain,
    tokens: 15.6e12,
    figure: 'gpuHours',
    value: 30.84e6,
    basis:
      'as the model card reports it, for the whole effort: long-context stages and post-training included',
    citation: ['llama-3.1-card', '405B'],
  },
  {
    modelId: 'llama-3.1-405b',
    ...llama3,
    ...plain,
    tokens: 15.6e12,
    figure: 'carbonT',
    value: 8930,
    basis: cardCarbon,
    citation: ['llama-3.1-card', '405B'],
  },
]

/** Totals published for the same model on the same accelerator and about the same tokens (within 5 %). */
export function totalsLike(run: Run): readonly PublishedTotal[] {
  return publishedTotals.filter(
    (total) =>
      total.modelId === run.modelId &&
      total.acceleratorId === run.acceleratorId &&
      Math.abs(total.tokens / run.tokens - 1) < 0.05,
  )
}
