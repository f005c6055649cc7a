import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../base/units.ts'
import { linksOf } from '../../goodput/calendar.ts'
import { trainingFlopsPerToken } from '../../workload/flops.ts'
import type { Layout } from '../../workload/layout.ts'
import type { Answered } from '../../base/answered.ts'
import { planEstimate } from '../estimate/estimate.ts'
import type { Planned } from '../estimate/work.ts'
import { workOut } from '../estimate/work.ts'
import { jobNameOf, readJob, splitJob, type Framework, type JobWish } from './job.ts'
import type { TrainerRun } from './megatron.ts'
import { recipesOf, type Recipe } from './recipes.ts'
import { scriptOf, slurmTime } from './script.ts'

/** A Slurm script for one training run, and the settings of each trainer that can express its layout. */
export type SbatchAnswer = {
  readonly script: string
  readonly framework: Framework
  readonly jobName: string
  readonly nodes: number
  readonly tasks: number
  readonly gpusPerNode: number
  readonly timeLimit: string
  readonly signalS: number
  /** Jobs that the run takes at its p50 and p90. */
  readonly jobs: { readonly p50: number; readonly p90: number }
  readonly stepTimeS: number
  readonly saveInterval: number
  readonly layout: Layout
  readonly recipes: readonly Recipe[]
  readonly notes: readonly string[]
}

/** The Slurm script and the trainer's settings for a run; the layout is the given or the chosen one. */
export function answerSbatch(raw: unknown): Answered<SbatchAnswer> {
  const { job, run } = splitJob(raw)
  const wish = readJob(job)
  const planned = planEstimate(run)
  if (planned.status === 'refused' || !wish.ok) {
    const problems = [
      ...(wish.ok ? [] : wish.problems),
      ...(planned.status === 'refused' ? planned.problems : []),
    ]
    return { status: 'refused', problems }
  }
  if (planned.status === 'infeasible') return planned
  const recipes = recipesOf(trainerRun(planned.value))
  const recipe = recipes.find(({ framework }) => framework === wish.value.framework)
  if (recipe === undefined) throw new Error('a trainer has no recipe')
  if (recipe.text === null) {
    return {
      status: 'infeasible',
      obstacles: [
        {
          kind: 'layout',
          reason: `${recipe.framework} cannot express this layout: ${recipe.because}`,
          nearest: { field: 'framework', value: 'megatron', sentence: 'Use Megatron-LM' },
        },
      ],
    }
  }
  return { status: 'answer', value: written(planned.value, wish.value, { recipe, recipes }) }
}

function stepTimeS({ scenario, chosen, inputs }: Planned): number {
  const { causal } = trainingFlopsPerToken(scenario.model.architecture, scenario.seqLen)
  const flops = causal * scenario.seqLen * chosen.layout.globalBatch
  return flops / (inputs.peakFlopsPerS * inputs.mfu * scenario.gpus)
}

function trainerRun(planned: Planned): TrainerRun {
  const { scenario, chosen, inputs, queueLimit } = planned
  const step = stepTimeS(planned)
  const everyS = Math.min(SECONDS_PER_DAY, inputs.checkpointIntervalS)
  const limitS = queueLimit.limitH === null ? null : queueLimit.limitH * SECONDS_PER_HOUR
  return {
    architecture: scenario.model.architecture,
    layout: chosen.layout,
    seqLen: scenario.seqLen,
    precision: scenario.precision,
    steps: Math.ceil(scenario.tokens / (scenario.seqLen * chosen.layout.globalBatch)),
    saveInterval: Math.max(1, Math.round(everyS / step)),
    leaveAfterMin: limitS === null ? null : Math.floor((limitS - signalS(planned)) / 60),
  }
}

/** Time for a last checkpoint: three times its stall and save at their middle, at least five minutes, and whole. */
function signalS({ inputs }: Planned): number {
  const saveS = inputs.checkpointStallS + inputs.checkpointSaveS
  return Math.max(300, Math.ceil((3 * saveS) / 60) * 60)
}

type Chosen = { readonly recipe: Recipe; readonly recipes: readonly Recipe[] }

function written(planned: Planned, wish: JobWish, { recipe, recipes }: Chosen): SbatchAnswer {
  const { scenario, chosen, queueLimit } = planned
  const { bands } = workOut(planned)
  const limitS = queueLimit.limitH === null ? null : queueLimit.limitH * SECONDS_PER_HOUR
  const longS = bands.wallClockDays.p90 * SECONDS_PER_DAY
  const jobsAt = (days: number) => linksOf(days * SECONDS_PER_DAY, limitS ?? Infinity)
  const perNode = scenario.system.acceleratorsPerNode
  const run = trainerRun(planned)
  const notes = [...notesOf(planned), ...trainerNotes[wish.framework]]
  const shared = {
    jobName: wish.jobName ?? jobNameOf(scenario.model.name),
    framework: wish.framework,
    nodes: Math.ceil(scenario.gpus / perNode),
    tasks: scenario.gpus,
    signalS: signalS(planned),
    notes,
  }
  const heldS = limitS ?? Math.ceil(longS / SECONDS_PER_HOUR) * SECONDS_PER_HOUR
  const script = scriptOf({
    ...shared,
    account: wish.account,
    partition: wish.partition ?? partitionOf(planned),
    chain: wish.chain,
    tasksPerNode: Math.min(perNode, scenario.gpus),
    limitS: heldS,
    jobs: jobsAt(bands.wallClockDays.p90),
    steps: run.steps,
    onAlps: scenario.system.id === 'alps',
    recipe,
  })
  return {
    script,
    ...shared,
    gpusPerNode: Math.min(perNode, scenario.gpus),
    timeLimit: slurmTime(heldS),
    jobs: { p50: jobsAt(bands.wallClockDays.p50), p90: jobsAt(bands.wallClockDays.p90) },
    stepTimeS: stepTimeS(planned),
    saveInterval: run.saveInterval,
    layout: chosen.layout,
    recipes,
  }
}

/** The partition of the queue that set the limit, where its id ends in one: `clariden-normal`. */
function partitionOf({ scenario, queueLimit }: Planned): string | null {
  const queue = scenario.system.queues.find(({ id }) => queueLimit.because.startsWith(`the queue ${id}:`))
  return queue === undefined ? null : (queue.id.split('-').at(-1) ?? null)
}

const trainerNotes: Readonly<Record<Framework, readonly string[]>> = {
  megatron: [],
  torchtitan: [
    'TorchTitan does not save on a signal: the end of each job loses what came after its last checkpoint.',
  ],
  nemo: ['Add the PreemptionPlugin of NeMo, so that it saves on the signal.'],
}

function notesOf({ scenario, queueLimit }: Planned): readonly string[] {
  const { architecture } = scenario.model
  const { attention } = architecture
  return [
    `Time limit: ${queueLimit.because}.`,
    ...(scenario.gpus % scenario.system.acceleratorsPerNode === 0 ||
    scenario.gpus < scenario.system.acceleratorsPerNode
      ? []
      : ['The last node is used in part: take a multiple of its accelerators.']),
    ...(architecture.mlpGated
      ? []
      : [
          "The MLP has no gate: set the model's own activation (xIELU of Apertus is in swiss-ai/Megatron-LM).",
        ]),
    ...(architecture.learnedPositions === 0
      ? ['Rotary positions assumed: set --rotary-base to the model.']
      : []),
    ...(attention.windowedLayers > 0
      ? [
          `${String(attention.windowedLayers)} layers attend to ${String(attention.window)} tokens: set the window by hand.`,
        ]
      : []),
    ...(architecture.mtpLayers > 0 ? ['Multi-token prediction is left out.'] : []),
  ]
}
