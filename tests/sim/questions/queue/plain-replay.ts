import { usualImport } from '../../../../sim/queue/import/read.ts'
import type { ReplayOptions } from '../../../../sim/questions/queue/input.ts'

/** EASY by the plain rules, nothing asked. */
export const plainReplay: ReplayOptions = {
  policy: 'easy',
  nodes: null,
  windows: null,
  power: null,
  beyond: {
    powerCapW: null,
    limits: null,
    multifactor: null,
    failures: null,
    budgets: null,
    backfill: null,
    tiers: null,
    usageFactors: {},
    preemption: null,
  },
  synthetic: null,
  import: usualImport,
  gpusPerNode: null,
  system: null,
  now: null,
  againstRecorded: false,
  ask: { waiting: null, run: null, against: null },
}
