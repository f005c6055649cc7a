import { describe, expect, it } from 'vitest'
import { findAccelerator } from '../../sim/catalogue/accelerators.ts'
import { findModel } from '../../sim/catalogue/find.ts'
import { wholeRuns } from '../../sim/evidence/whole-runs.ts'
import { modelOfWhole, totalsLedger } from '../../sim/questions/evidence/totals-ledger.ts'
import { readArchitecture } from '../../sim/workload/huggingface.ts'
import { countParameters } from '../../sim/workload/flops.ts'

const ledger = totalsLedger()

/** Total and active parameters as published, in billions (phi with its head): the shapes must be those models. */
const published: Readonly<Record<string, readonly [total: number, active: number]>> = {
  'glm-130b': [130, 130],
  'llama-4-scout': [109, 17],
  'granite-3-2b': [2.5, 2.5],
  'phi-1': [1.42, 1.42],
  'llama-7b': [6.7, 6.7],
  'llama-33b': [32.5, 32.5],
  'falcon-7b': [7.2, 7.2],
  'phi-4-mini': [3.8, 3.8],
}

describe('published hours of whole runs', () => {
  it.each(wholeRuns.map((run) => [run.id, run] as const))(
    '%s is a run of a known model and part',
    (id, run) => {
      expect(findAccelerator(run.acceleratorId)?.id).toBe(run.acceleratorId)
      const model = modelOfWhole(run)
      if (typeof model === 'string') {
        expect(findModel(model)?.id).toBe(model)
        return
      }
      const architecture = readArchitecture(model)
      if (!architecture.ok) throw new Error(JSON.stringify(architecture.problems))
      const counted = countParameters(architecture.value)
      const [total = 0, active = 0] = published[id] ?? []
      expect(Math.abs(counted.total / 1e9 / total - 1)).toBeLessThan(0.05)
      expect(Math.abs(counted.active / 1e9 / active - 1)).toBeLessThan(0.08)
    },
  )

  it.each(wholeRuns.map((run) => [run.id, run] as const))(
    '%s took hours that hardware can keep',
    (_, run) => {
      const model = modelOfWhole(run)
      const config = typeof model === 'string' ? (findModel(model)?.config ?? {}) : model
      const architecture = readArchitecture(config)
      const accelerator = findAccelerator(run.acceleratorId)
      if (!architecture.ok || accelerator === null) throw new Error('the run cannot be read')
      const flops = 6 * countParameters(architecture.value).active * run.tokens
      const mfu = flops / (run.gpuHours * 3600 * accelerator.bf16FlopsPerS)
      // Outside, the hours do not belong to these tokens: such rows are among notChecks.
      expect(mfu).toBeGreaterThan(0.1)
      expect(mfu).toBeLessThan(0.65)
    },
  )

  it('lie between p10 and p90 of the gross hours for 75 to 90 %, asked as a planner asks, each left out', () => {
    const { count, inside } = ledger.wholeRuns
    expect(count).toBeGreaterThan(25)
    expect(inside).toBeGreaterThanOrEqual(0.75)
    // A range that held all of them would be wider than it needs to be.
    expect(inside).toBeLessThanOrEqual(0.9)
  })

  it('have p50 as the median of what happened', () => {
    expect(ledger.wholeRuns.medianRatio).toBeGreaterThan(0.85)
    expect(ledger.wholeRuns.medianRatio).toBeLessThan(1.2)
  })

  it('says of every figure left out why', () => {
    for (const { name, because } of ledger.wholeRuns.notChecks)
      expect(`${name}: ${because}`.length).toBeGreaterThan(20)
  })
})
