import type { Assumed } from './assumed.ts'

/**
 * What interrupts a run and what an interruption costs. Rates are per accelerator, since the fleets they come from
 * have nodes of four and of eight.
 */
export const reliability: readonly Assumed[] = [
  {
    id: 'interruptionsPer1000GpuDays',
    name: 'Interruptions per 1,000 accelerator-days',
    value: 0.56,
    range: [0.29, 1.5],
    unit: '1/(1000 GPU d)',
    basis: 'sourced',
    citations: [
      ['llama-3-paper', '419 unexpected interruptions in 54 days on 16,384 H100: 0.47'],
      ['meta-fault-tolerance', '2.3 per 1,000 nodes of eight a day: 0.29'],
      ['meta-reliability', 'RSC-1, 6.50 per 1,000 nodes of eight a day: 0.81'],
      ['bloom-chronicles', 'one or two of 384 A100 a week: 0.56'],
      ['b200-run', '21 failures of 504 accelerators in 73 days: 0.57'],
      ['apertus-report', "'a few hours' between failures on 4,096 GH200, read as 4 h: 1.5, the upper end"],
    ],
    because: 'median of five fleets; the range is their lowest and the Apertus reading',
  },
  {
    id: 'checkpointStallS',
    name: 'Training stands still per checkpoint',
    value: 6.3,
    range: [0.59, 40],
    unit: 's',
    basis: 'sourced',
    citations: [
      ['pytorch-dcp', 'asynchronous save, 7B: 6.3 s'],
      ['bytecheckpoint', '405B on 8,960 GPUs: 0.59 s'],
      ['bloom-chronicles', '2.3 TB saved synchronously in about 40 s'],
    ],
    because: 'an asynchronous save; synchronous ones at the upper end',
  },
  {
    id: 'restartS',
    name: 'From an interruption to the next new step',
    value: 900,
    range: [200, 4080],
    unit: 's',
    basis: 'sourced',
    citations: [
      ['megascale', 'back to the point before the failure within 15 minutes'],
      ['meta-fault-tolerance', 'cold recovery of about 200 s at 16,000 accelerators'],
      ['unicron', 'about 68 minutes for a restart'],
    ],
    because: 'detection, restart and loading together',
  },
  {
    id: 'leastIntervalS',
    name: 'Least time between checkpoints',
    value: 600,
    range: null,
    unit: 's',
    basis: 'judgement',
    citations: [],
    because:
      'our judgement: a file system shared with others is not written to more often than every ten minutes',
  },
]
