import { describe, expect, it } from 'vitest'
import { findAccelerator } from '../../sim/catalogue/accelerators.ts'
import { findModel } from '../../sim/catalogue/find.ts'
import {
  publishedRuns,
  distance,
  leaveOneSourceOut,
  nearestRun,
  type KnownRun,
  type RunShape,
} from '../../sim/evidence/published-runs.ts'
import { countParameters, trainingFlopsPerToken } from '../../sim/workload/flops.ts'
import { readArchitecture } from '../../sim/workload/huggingface.ts'

/** The published runs, worked out here again from the catalogue, apart from the code that uses them. */
const known: readonly KnownRun[] = publishedRuns.map((run) => {
  const architecture = readArchitecture(findModel(run.modelId)?.config ?? {})
  const accelerator = findAccelerator(run.acceleratorId)
  if (!architecture.ok || accelerator === null) throw new Error(`${run.id} names nothing in the catalogue`)
  const peak = run.precision === 'fp8' ? accelerator.fp8FlopsPerS : accelerator.bf16FlopsPerS
  const shape: RunShape = {
    activeParameters: countParameters(architecture.value).active,
    mixture: architecture.value.moe !== null,
    acceleratorId: accelerator.id,
    vendor: accelerator.vendor,
    accelerators: run.accelerators,
    seqLen: run.seqLen,
    precision: run.precision,
  }
  const flops = trainingFlopsPerToken(architecture.value, run.seqLen).causal
  return { run, shape, mfu: (run.tokensPerSPerAccelerator * flops) / (peak ?? Number.NaN) }
})

describe('the published runs', () => {
  it.each(known.map((one) => [one.run.id, one] as const))(
    '%s has a utilisation that hardware can reach',
    (_, { mfu }) => {
      expect(mfu).toBeGreaterThan(0.05)
      expect(mfu).toBeLessThan(0.75)
    },
  )

  it('are at no distance from themselves, and distance is symmetric', () => {
    for (const { shape } of known) {
      expect(distance(shape, shape)).toBe(0)
      for (const other of known)
        expect(distance(shape, other.shape)).toBeCloseTo(distance(other.shape, shape), 12)
    }
  })

  it('guess each other, each source from the others, as the ledger shows', () => {
    const errors = leaveOneSourceOut(known)
    const absolute = errors.map((ratio) => Math.abs(ratio - 1)).sort((a, b) => a - b)
    const middle = absolute[Math.floor(absolute.length / 2)] ?? Number.NaN
    const lines = known.map(({ run, shape, mfu }) => {
      const others = known.filter((other) => other.run.citation[0] !== run.citation[0])
      const guess = nearestRun(shape, others)
      const error = ((guess.mfu / mfu - 1) * 100).toFixed(0).padStart(5)
      return `  ${run.id.padEnd(36)} published ${mfu.toFixed(3)}  guessed ${guess.mfu.toFixed(3)} ${error} %  from ${guess.run.id}`
    })
    process.stdout.write(`accuracy ledger: MFU of the nearest run of another source\n${lines.join('\n')}\n`)
    process.stdout.write(
      `  median absolute error ${(middle * 100).toFixed(0)} % over ${String(known.length)} runs\n`,
    )
    // Neighbours are a poor guess; the range says so until step times are predicted.
    expect(middle).toBeLessThan(0.5)
  })
})
