import { findAccelerator } from '../catalogue/find.ts'
import { findModel } from '../catalogue/models.ts'
import type { Accelerator } from '../catalogue/types.ts'
import { leaveOneSourceOut, nearestRun, type KnownRun, type RunShape } from '../evidence/nearest-run.ts'
import { publishedRuns, type PublishedRun } from '../evidence/published-runs.ts'
import type { Architecture } from '../workload/architecture.ts'
import { trainingFlopsPerToken } from '../workload/flops.ts'
import { readArchitecture } from '../workload/huggingface.ts'
import { countParameters } from '../workload/parameters.ts'
import type { Assumed } from './assumed.ts'
import type { Precision, Scenario } from './scenario.ts'

/** Dense peak in the precision of the matrix products; null when the accelerator does not have it. */
export function peakFlopsPerS(accelerator: Accelerator, precision: Precision): number | null {
  return precision === 'fp8' ? accelerator.fp8FlopsPerS : accelerator.bf16FlopsPerS
}

/** Published runs with the utilisation that their tokens per second mean in our convention (causal attention). */
const knownRuns: readonly KnownRun[] = publishedRuns.map(known)

/** How wrong the nearest run is, published ÷ guessed, each source guessed from the others: its 10th and 90th centile. */
const errorRange = centiles(leaveOneSourceOut(knownRuns))

function known(run: PublishedRun): KnownRun {
  const model = findModel(run.modelId)
  const accelerator = findAccelerator(run.acceleratorId)
  const architecture = model === null ? null : readArchitecture(model.config)
  if (accelerator === null || architecture === null || !architecture.ok)
    throw new Error(`${run.id} cannot be read`)
  const peak = peakFlopsPerS(accelerator, run.precision)
  if (peak === null) throw new Error(`${run.id} has no peak in ${run.precision}`)
  const flops = trainingFlopsPerToken(architecture.value, run.seqLen).causal
  return {
    run,
    shape: shapeOf(architecture.value, accelerator, run),
    mfu: (run.tokensPerSPerAccelerator * flops) / peak,
  }
}

type Size = { readonly accelerators: number; readonly seqLen: number; readonly precision: Precision }

function shapeOf(architecture: Architecture, accelerator: Accelerator, size: Size): RunShape {
  return {
    activeParameters: countParameters(architecture).active,
    mixture: architecture.moe !== null,
    acceleratorId: accelerator.id,
    vendor: accelerator.vendor,
    accelerators: size.accelerators,
    seqLen: size.seqLen,
    precision: size.precision,
  }
}

function centiles(ascending: readonly number[]): readonly [number, number] {
  const at = (share: number) => ascending[Math.round(share * (ascending.length - 1))] ?? 1
  return [at(0.1), at(0.9)]
}

/** The published run most like a scenario. */
export function runLike({ model, accelerator, gpus, seqLen, precision }: Scenario): KnownRun {
  return nearestRun(
    shapeOf(model.architecture, accelerator, { accelerators: gpus, seqLen, precision }),
    knownRuns,
  )
}

/** The utilisation of the nearest published run, with the range that guessing from neighbours has shown. */
export function assumedMfu(scenario: Scenario): Assumed {
  if (scenario.mfu !== null) {
    return {
      id: 'mfu',
      name: 'Model FLOPs utilisation (MFU), causal attention',
      value: scenario.mfu,
      range: null,
      unit: '',
      basis: 'given',
      citations: [],
      because: 'given by you',
    }
  }
  const { run, mfu } = runLike(scenario)
  return {
    id: 'mfu',
    name: 'Model FLOPs utilisation (MFU), causal attention',
    value: mfu,
    range: [mfu * errorRange[0], Math.min(0.95, mfu * errorRange[1])],
    unit: '',
    basis: 'derived',
    citations: [run.citation],
    because: `of the nearest published run, ${run.name}: ${String(Math.round(run.tokensPerSPerAccelerator))} tokens/s per accelerator. The range is how far such neighbours were off when each source was left out`,
  }
}
