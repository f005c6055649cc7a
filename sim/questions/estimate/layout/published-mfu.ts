import { findAccelerator } from '../../../catalogue/accelerators.ts'
import { findModel } from '../../../catalogue/find.ts'
import type { Accelerator } from '../../../catalogue/types.ts'
import {
  distance,
  leaveOneSourceOut,
  nearestRun,
  type KnownRun,
  type RunShape,
} from '../../../evidence/nearest-run.ts'
import { publishedRuns, type PublishedRun } from '../../../evidence/published-runs.ts'
import { wantedBatch, type Batch } from '../../../planner/batch.ts'
import type { Architecture } from '../../../workload/architecture.ts'
import { countParameters, trainingFlopsPerToken } from '../../../workload/flops.ts'
import { readArchitecture } from '../../../workload/huggingface.ts'
import type { Assumed } from '../assumptions/assumed.ts'
import type { PrecisionAsked } from '../reading/read-choices.ts'
import type { Scenario } from '../input.ts'

/** Dense peak in the precision of the matrix products; null when the accelerator does not have it. */
export function peakFlopsPerS(accelerator: Accelerator, precision: PrecisionAsked): number | null {
  return precision === 'fp8' ? accelerator.fp8FlopsPerS : accelerator.bf16FlopsPerS
}

/** Published runs with the utilisation that their tokens per second mean in our convention (causal attention). */
const knownRuns: readonly KnownRun[] = publishedRuns.map(known)

/** The runs that a scenario may learn from. */
function seenBy({ without }: Scenario): readonly KnownRun[] {
  return without.length === 0 ? knownRuns : knownRuns.filter(({ run }) => !without.includes(run.citation[0]))
}

type InputRange = readonly [low: number, high: number]

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

type Size = { readonly accelerators: number; readonly seqLen: number; readonly precision: PrecisionAsked }

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

function shapeOfScenario({ model, accelerator, gpus, seqLen, precision }: Scenario): RunShape {
  return shapeOf(model.architecture, accelerator, { accelerators: gpus, seqLen, precision })
}

/** The published run most like a scenario; a hidden source's runs do not count. */
export function runLike(scenario: Scenario): KnownRun {
  return nearestRun(shapeOfScenario(scenario), seenBy(scenario))
}

/** The utilisation given, or that of the nearest published run with the range that guessing from neighbours has shown. */
export function nearestMfu(scenario: Scenario): Assumed {
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
  const { run, shape, mfu } = runLike(scenario)
  // How wrong the nearest run is, published ÷ guessed, each source guessed from the others.
  const errors = centiles(leaveOneSourceOut(seenBy(scenario)))
  return {
    id: 'mfu',
    name: 'Model FLOPs utilisation (MFU), causal attention',
    value: mfu,
    range: mfuRange(mfu, distance(shape, shapeOfScenario(scenario)), errors),
    spread: 'odds',
    unit: '',
    basis: 'derived',
    citations: [run.citation, ['apertus-report', 'Figure 10: 657 to 744 tokens/s around 723 within one run']],
    because: `of the nearest published run, ${run.name}: ${String(Math.round(run.tokensPerSPerAccelerator))} tokens/s per accelerator. The range grows from the variation within one run to how far such neighbours were off when each source was left out`,
  }
}

/** How the throughput of one run varied over its months: Apertus-70B, 657 to 744 around 723 tokens/s. */
const withinRun = [657 / 723, 744 / 723] as const

/** At no distance the variation within a run; from one e-fold on the full error of guessing from neighbours. */
function mfuRange(mfu: number, away: number, errors: InputRange): InputRange {
  const share = Math.min(1, away)
  const low = Math.min(withinRun[0], errors[0] ** share)
  const high = Math.max(withinRun[1], errors[1] ** share)
  return [mfu * low, Math.min(0.95, mfu * high)]
}

/** The batch that a scenario wants: of the published runs the nearest counts where it is of the same model. */
export function batchSequences(scenario: Scenario): Batch {
  const { model, seqLen, tokens, globalBatchTokens } = scenario
  const { run } = runLike(scenario)
  const { globalBatch } = run.layout
  const published =
    run.modelId === model.id && globalBatch !== undefined
      ? { name: run.name, globalBatch, seqLen: run.seqLen }
      : null
  return wantedBatch({ architecture: model.architecture, seqLen, tokens, globalBatchTokens, published })
}
