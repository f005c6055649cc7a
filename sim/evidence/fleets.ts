import type { Citation } from '../catalogue/types.ts'

/** How often jobs on one fleet were interrupted against their will. */
export type Fleet = {
  readonly id: string
  readonly name: string
  readonly interruptionsPer1000GpuDays: number
  /** Counts or shares by cause as the source groups them; empty where it gives none. */
  readonly causes: { readonly [cause: string]: number }
  readonly citation: Citation
}

/** Rates as published, put per 1,000 accelerator-days: their nodes have eight accelerators. */
export const fleets: readonly Fleet[] = [
  {
    id: 'meta-32k',
    name: 'Meta, 32,000 H100',
    interruptionsPer1000GpuDays: 2.3 / 8,
    causes: {},
    citation: [
      'meta-fault-tolerance',
      '2.3 failures per 1,000 servers of eight a day, 678 interruptions seen',
    ],
  },
  {
    id: 'llama-3',
    name: 'Llama 3 405B, 16,384 H100',
    interruptionsPer1000GpuDays: 419 / (16384 * 54e-3),
    // Table 5, 419 unexpected interruptions, grouped here. The paper prints 58.7 % for the GPU; its counts give 64 %.
    causes: {
      'accelerator and its memory': 148 + 72 + 19 + 17 + 6 + 6,
      'software and dependencies': 54 + 2,
      'network and cables': 35 + 7 + 7,
      'host maintenance': 32,
      'the rest of the host': 3 + 3 + 2 + 2 + 2 + 2,
    },
    citation: ['llama-3-paper', 'Table 5: 419 unexpected interruptions in 54 days'],
  },
  {
    id: 'bloom',
    name: 'BLOOM, 384 A100',
    interruptionsPer1000GpuDays: 1.5 / (384 * 7e-3),
    causes: {},
    citation: ['bloom-chronicles', 'one or two of 384 accelerators a week'],
  },
  {
    id: 'b200-504',
    name: '504 B200 over 73 days',
    interruptionsPer1000GpuDays: 21 / (504 * 73e-3),
    causes: {},
    citation: ['b200-run', '21 failures in 73 days'],
  },
  {
    id: 'rsc-1',
    name: 'Meta RSC-1, 16,000 A100',
    interruptionsPer1000GpuDays: 6.5 / 8,
    causes: {},
    citation: ['meta-reliability', '6.50 failures per 1,000 nodes of eight a day'],
  },
  {
    id: 'opt',
    name: 'OPT-175B, 992 A100',
    interruptionsPer1000GpuDays: 2 / 992e-3,
    causes: {},
    citation: ['opt-chronicles', 'about two machines a day lost on 124 nodes'],
  },
]
