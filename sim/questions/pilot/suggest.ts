import type { Answered } from '../../base/answered.ts'
import { SECONDS_PER_HOUR } from '../../base/units.ts'
import { givenLayout } from '../../planner/choose-layout.ts'
import { softwareOf } from '../../planner/question.ts'
import { believeRows, correctionAt, type PilotPlace, type PilotRow } from '../../uncertainty/pilot.ts'
import { practiceOf } from '../../step/practice.ts'
import { hardwareOf, machineOf } from '../../step/hardware.ts'
import { type Layout, layoutText } from '../../workload/layout.ts'
import type { Scenario } from '../estimate/input.ts'
import { planEstimate } from '../estimate/estimate.ts'
import { questionOf } from '../estimate/layout/choose-layout.ts'
import { predictStep } from '../estimate/layout/predicted-step.ts'
import { fittedConstants } from '../../step/fitted/calibration.ts'
import { pilotSpreads } from '../../step/fitted/pilot.ts'
import { placeBy } from './learn.ts'

/** A small run that is worth measuring. */
export type Suggested = {
  readonly gpus: number
  readonly layout: string
  readonly gpuHours: number
  /** Of the planned run's spread, what this and those before it leave. */
  readonly spreadLeft: number
}

export type Suggestions = { readonly planned: string; readonly pilots: readonly Suggested[] }

/** Steps that a pilot runs, and how long its jobs take to start: judgements. */
const steps = 50
const startS = 600
const mostPilots = 3
/** Two show a trend, and each the noise of the other; a third that shrinks the spread by less is not worth its hours. */
const leastGain = 0.02

/** Two or three cheap runs that would shrink the planned run's range most, with their accelerator-hours. */
export function answerSuggest(raw: unknown): Answered<Suggestions> {
  const planned = planEstimate(raw)
  if (planned.status !== 'answer') return planned
  const { scenario, chosen } = planned.value
  const target = placed(scenario, chosen.layout)
  const open = smaller(scenario, chosen.layout)
  const pilots: Suggested[] = []
  const rows: PilotRow[] = []
  let left = 1
  while (pilots.length < mostPilots) {
    const [best] = open
      .filter(({ gpus }) => pilots.every((one) => one.gpus !== gpus))
      .map((one) => {
        const belief = believeRows([...rows, one.row], pilotSpreads)
        return { ...one, spreadLeft: correctionAt(belief, target).spreadLeft }
      })
      .sort((a, b) => worth(b, left) - worth(a, left))
    if (best === undefined || left - best.spreadLeft <= (pilots.length < 2 ? 0 : leastGain)) break
    const { gpus, layout, gpuHours, spreadLeft, row } = best
    pilots.push({ gpus, layout, gpuHours, spreadLeft })
    rows.push(row)
    left = spreadLeft
  }
  const sentence =
    pilots.length === 0
      ? 'On an eighth of its accelerators no run of this layout fits that would tell much of the planned one.'
      : `Measured, these leave ${String(Math.round(100 * left))} % of the spread of the planned step: ${layoutText(chosen.layout)} on ${String(scenario.gpus)}.`
  return { status: 'answer', value: { planned: sentence, pilots } }
}

/** What is gained for each e-fold of hours. */
function worth(one: { readonly spreadLeft: number; readonly gpuHours: number }, left: number): number {
  return (left - one.spreadLeft) / Math.log(10 + one.gpuHours)
}

function placed(scenario: Scenario, layout: Layout): PilotPlace {
  const { model, accelerator, system, gpus, seqLen, precision } = scenario
  const { framework, year } = softwareOf(scenario)
  const hardware = hardwareOf(accelerator, machineOf(system))
  const practice = practiceOf(framework, year)
  const wish = { model, accelerator, hardware, gpus, seqLen, precision, practice, habits: [] }
  return placeBy({ wish, layout, flashAttention: true, openLayout: false }, fittedConstants)
}

type Candidate = Omit<Suggested, 'spreadLeft'> & { readonly row: PilotRow }

/** The planned layout with fewer replicas, an eighth of the run at most, where it fits and its trainer can do it. */
function smaller(scenario: Scenario, layout: Layout): readonly Candidate[] {
  const held = layout.tp * layout.pp * layout.cp
  const found: Candidate[] = []
  for (let dp = Math.max(1, layout.ep); dp * held * 8 <= scenario.gpus; dp *= 2) {
    if (dp % layout.ep !== 0) continue
    const gpus = dp * held
    const cut: Layout = { ...layout, dp, globalBatch: (layout.globalBatch / layout.dp) * dp }
    const run = { ...scenario, gpus, profile: null }
    // Fewer replicas hold more of the optimizer each.
    if (!givenLayout(questionOf(run, cut.globalBatch), cut).feasible) continue
    const { tokensPerSPerGpu } = predictStep(run, cut)
    const stepS = (cut.globalBatch * scenario.seqLen) / tokensPerSPerGpu / gpus
    const gpuHours = (gpus * (steps * stepS + startS)) / SECONDS_PER_HOUR
    found.push({ gpus, layout: layoutText(cut), gpuHours, row: { ...placed(run, cut), logRatio: 0 } })
  }
  return found
}
