import { fittedConstants } from '../../../step/fitted/calibration.ts'
import { hardwareOf, machineOf } from '../../../step/hardware.ts'
import { peakOf } from '../../../step/kernel.ts'
import { softwareOf } from '../../../planner/question.ts'
import { practiceOf } from '../../../step/practice.ts'
import { emptyStepTimes } from '../../../step/step.ts'
import { trainingFlopsPerToken } from '../../../workload/flops.ts'
import type { Layout } from '../../../workload/layout.ts'
import { givenBy, workedOut, type Assumed } from '../assumptions/assumed.ts'
import { correctionOf, slowed, stepOf, throughputOf } from '../../predict/settled-step.ts'
import type { Scenario } from '../input.ts'
import {
  distance,
  leaveOneSourceOut,
  nearestRun,
  runShapeOf,
  type KnownRun,
  type RunShape,
} from '../../../evidence/published-runs.ts'
import { wantedBatch, type Batch } from '../../../planner/batch.ts'

export type PredictedStep = Readonly<ReturnType<typeof predictStep>>

/** One step of a scenario under a layout, by the performance model. */
export function predictStep(scenario: Scenario, layout: Layout) {
  const { framework, year } = softwareOf(scenario)
  const practice = practiceOf(framework, year)
  const { model, accelerator, system, gpus, seqLen, precision } = scenario
  const settled = {
    wish: {
      id: null,
      model,
      seqLen,
      accelerator,
      hardware: hardwareOf(accelerator, machineOf(system)),
      gpus,
      precision,
      framework,
      // Whose software nobody named may be one that the evidence does not know.
      practice: scenario.framework === null ? { ...practice, software: null } : practice,
      habits: [],
    },
    layout,
    flashAttention: true,
    // One that is chosen here is known; what a team's own is worth beside it is in what published runs booked.
    openLayout: false,
  }
  const times = emptyStepTimes()
  stepOf(settled, scenario.profile?.constants ?? fittedConstants, times)
  const byModel = throughputOf(settled, times.stepS)
  const { factor, low, high, spreadLeft } = correctionOf(settled, scenario.profile)
  const tokensPerSPerGpu = byModel * factor
  const flops = trainingFlopsPerToken(model.architecture, seqLen).causal
  const peak = peakOf(accelerator, precision) ?? accelerator.bf16FlopsPerS
  return {
    times: slowed(times, factor),
    tokensPerSPerGpu,
    mfu: (tokensPerSPerGpu * flops) / peak,
    /** p10 and p90 of published over predicted throughput. */
    error: { low: low / factor, high: high / factor },
    /** Of the spread of the prediction, what a pilot left; 1 without one. */
    spreadLeft,
  }
}

const largestMfu = 0.95

/**
 * What is believed of the utilisation: the one place where the performance of a run enters the estimate, its middle,
 * its p10 and p90 and their source. Given; else predicted for the layout; else, where no layout is known to divide, the
 * nearest published run's.
 */
export function assumedMfu(scenario: Scenario, step: PredictedStep | null): Assumed {
  if (step === null || scenario.mfu !== null) return nearestMfu(scenario)
  const { mfu, error, tokensPerSPerGpu } = step
  const { framework, year } = softwareOf(scenario)
  return workedOut('mfu', {
    value: mfu,
    range: [mfu * error.low, Math.min(largestMfu, mfu * error.high)],
    spread: 'odds',
    because: `predicted by the performance model for the layout: ${String(Math.round(tokensPerSPerGpu))} tokens/s per accelerator with the habits of ${framework} ${String(year)}. The range is that of published throughput around predictions whose source was left out of the fit (petaplan evidence)${pilotWords(scenario, step)}`,
  })
}

function pilotWords({ profile }: Scenario, { spreadLeft }: PredictedStep): string {
  if (profile === null) return ''
  const left = Math.round(100 * spreadLeft)
  return `, corrected by the ${String(profile.belief.rows.length)} steps of your pilot, which leave ${String(left)} % of its width`
}

type InputRange = readonly [low: number, high: number]

function centiles(ascending: readonly number[]): readonly [number, number] {
  const at = (share: number) => ascending[Math.round(share * (ascending.length - 1))] ?? 1
  return [at(0.1), at(0.9)]
}

function shapeOfScenario({ model, accelerator, gpus, seqLen, precision }: Scenario): RunShape {
  return runShapeOf(model.architecture, accelerator, { accelerators: gpus, seqLen, precision })
}

export function runLike(scenario: Scenario): KnownRun {
  return nearestRun(shapeOfScenario(scenario), scenario.published.throughput)
}

/** The utilisation given, or that of the nearest published run with the range that guessing from neighbours has shown. */
export function nearestMfu(scenario: Scenario): Assumed {
  if (scenario.mfu !== null) return givenBy('mfu', scenario.mfu)
  const { run, shape, mfu } = runLike(scenario)
  // How wrong the nearest run is, published ÷ guessed, each source guessed from the others.
  const errors = centiles(leaveOneSourceOut(scenario.published.throughput))
  return workedOut('mfu', {
    value: mfu,
    range: mfuRange(mfu, distance(shape, shapeOfScenario(scenario)), errors),
    spread: 'odds',
    citations: [run.citation, ['apertus-report', 'Figure 10: 657 to 744 tokens/s around 723 within one run']],
    because: `of the nearest published run, ${run.name}: ${String(Math.round(run.tokensPerSPerAccelerator))} tokens/s per accelerator. The range grows from the variation within one run to how far such neighbours were off when each source was left out`,
  })
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
