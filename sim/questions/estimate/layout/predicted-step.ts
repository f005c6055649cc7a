import { fittedConstants } from '../../../step/fitted/calibration.ts'
import { hardwareOf, machineOf } from '../../../step/hardware.ts'
import { softwareOf } from '../../../planner/question.ts'
import { practiceOf } from '../../../step/practice.ts'
import { emptyStepTimes, type StepTimes } from '../../../step/step.ts'
import { trainingFlopsPerToken } from '../../../workload/flops.ts'
import type { Layout } from '../../../workload/layout.ts'
import type { Assumed } from '../assumptions/assumed.ts'
import { correctionOf, slowed, stepOf, throughputOf } from '../../predict/settled-step.ts'
import { nearestMfu, peakFlopsPerS } from './published-mfu.ts'
import type { Scenario } from '../input.ts'

export type PredictedStep = {
  readonly times: StepTimes
  readonly tokensPerSPerGpu: number
  readonly mfu: number
  /** p10 and p90 of published over predicted throughput. */
  readonly error: { readonly low: number; readonly high: number }
  /** Of the spread of the prediction, what a pilot left; 1 without one. */
  readonly spreadLeft: number
}

/** One step of a scenario under a layout, by the performance model. */
export function predictStep(scenario: Scenario, layout: Layout): PredictedStep {
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
  const peak = peakFlopsPerS(accelerator, precision) ?? accelerator.bf16FlopsPerS
  return {
    times: slowed(times, factor),
    tokensPerSPerGpu,
    mfu: (tokensPerSPerGpu * flops) / peak,
    error: { low: low / factor, high: high / factor },
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
  return {
    id: 'mfu',
    name: 'Model FLOPs utilisation (MFU), causal attention',
    value: mfu,
    range: [mfu * error.low, Math.min(largestMfu, mfu * error.high)],
    spread: 'odds',
    unit: '',
    basis: 'derived',
    citations: [],
    because: `predicted by the performance model for the layout: ${String(Math.round(tokensPerSPerGpu))} tokens/s per accelerator with the habits of ${framework} ${String(year)}. The range is that of published throughput around predictions whose source was left out of the fit (petaplan evidence)${pilotWords(scenario, step)}`,
  }
}

function pilotWords({ profile }: Scenario, { spreadLeft }: PredictedStep): string {
  if (profile === null) return ''
  const left = Math.round(100 * spreadLeft)
  return `, corrected by the ${String(profile.belief.rows.length)} steps of your pilot, which leave ${String(left)} % of its width`
}
