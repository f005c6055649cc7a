import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../base/units.ts'
import type { Answered } from '../../base/answered.ts'
import { linksOf } from '../../goodput/calendar.ts'
import { trainingFlopsPerToken } from '../../workload/flops.ts'
import { planEstimate } from '../estimate/estimate.ts'
import { workOut, type Planned } from '../estimate/work.ts'
import type { SbatchAnswer } from './answer.ts'
import { jobNameOf, readJob, splitJob, type JobWish } from './input.ts'
import { queuesFor, tooLong } from './queues.ts'
import { trainerRun } from './run-of.ts'
import { scriptOf, slurmTime } from './script.ts'
import { planFor } from './choose.ts'
import { frameworkNames } from './trainers/abilities.ts'
import { recipesOf } from './trainers/recipes.ts'
import type { Recipe, TrainerRun } from './trainers/trainer-run.ts'

/** Reads, plans and writes the script; or says what is wrong, or why the trainer cannot. */
export function workSbatch(raw: unknown): Answered<SbatchAnswer> {
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
  const limits = tooLong(planned.value.scenario, wish.value.partition)
  const chosen = planFor(wish.value.framework, planned.value, run)
  if (chosen.status === 'refused') return chosen
  if (chosen.status === 'infeasible')
    return { status: 'infeasible', obstacles: [...limits, ...chosen.obstacles] }
  if (limits.length > 0) return { status: 'infeasible', obstacles: limits }
  return { status: 'answer', value: written(chosen.value, wish.value, writing(chosen.value, run)) }
}

function stepTimeS({ scenario, chosen, inputs }: Planned): number {
  const { causal } = trainingFlopsPerToken(scenario.model.architecture, scenario.seqLen)
  const flops = causal * scenario.seqLen * chosen.layout.globalBatch
  return flops / (inputs.peakFlopsPerS * inputs.mfu * scenario.gpus)
}

/** What the trainer has to be told: whole steps, and a checkpoint each so many of them. */
function writing(planned: Planned, raw: unknown): TrainerRun {
  const { scenario, chosen, inputs, queueLimit } = planned
  const everyS = Math.min(SECONDS_PER_DAY, inputs.checkpointIntervalS)
  const limitS = queueLimit.limitH === null ? null : queueLimit.limitH * SECONDS_PER_HOUR
  return {
    ...trainerRun(scenario, chosen.layout, raw),
    steps: Math.ceil(scenario.tokens / (scenario.seqLen * chosen.layout.globalBatch)),
    saveInterval: Math.max(1, Math.round(everyS / stepTimeS(planned))),
    leaveAfterMin: limitS === null ? null : Math.max(1, Math.floor((limitS - signalS(planned)) / 60)),
  }
}

/** Time for a last checkpoint: three times its stall and save at their middle, at least five minutes, and whole. */
function signalS({ inputs }: Planned): number {
  const saveS = inputs.checkpointStallS + inputs.checkpointSaveS
  return Math.max(300, Math.ceil((3 * saveS) / 60) * 60)
}

function written(planned: Planned, wish: JobWish, run: TrainerRun): SbatchAnswer {
  const recipes = recipesOf(run)
  const recipe = recipes.find(({ framework }) => framework === wish.framework)
  if (recipe === undefined) throw new Error('a trainer has no recipe')
  const { scenario, chosen, queueLimit } = planned
  const { bands } = workOut(planned)
  const limitS = queueLimit.limitH === null ? null : queueLimit.limitH * SECONDS_PER_HOUR
  const jobsAt = (days: number) => linksOf(days * SECONDS_PER_DAY, limitS ?? Infinity)
  const perNode = scenario.system.acceleratorsPerNode
  const jobs = { p50: jobsAt(bands.wallClockDays.p50), p90: jobsAt(bands.wallClockDays.p90) }
  const shared = {
    jobName: wish.jobName ?? jobNameOf(scenario.model.name),
    nodes: Math.ceil(scenario.gpus / perNode),
    spareNodes: wish.spareNodes,
    tasks: scenario.gpus,
    signalS: signalS(planned),
    notes: notesOf(planned, wish, { recipe, run }),
  }
  const heldS =
    limitS ?? Math.ceil((bands.wallClockDays.p90 * SECONDS_PER_DAY) / SECONDS_PER_HOUR) * SECONDS_PER_HOUR
  const gpusPerNode = Math.min(perNode, scenario.gpus)
  const script = scriptOf({
    ...shared,
    account: wish.account,
    partition: wish.partition ?? partitionOf(planned),
    chain: wish.chain,
    sweep: wish.sweep,
    cpusPerTask: wish.cpusPerTask,
    tasksPerNode: gpusPerNode,
    limitS: heldS,
    jobs: jobs.p90,
    steps: run.steps,
    onAlps: scenario.system.id === 'alps',
    recipe,
  })
  return {
    script,
    ...shared,
    framework: wish.framework,
    gpusPerNode,
    timeLimit: slurmTime(heldS),
    jobs,
    stepTimeS: stepTimeS(planned),
    saveInterval: run.saveInterval,
    layout: chosen.layout,
    recipes: recipes.map(({ framework, text, because }) => ({ framework, text, because })),
    places: recipe.places,
  }
}

/** The partition of the queue that sets the limit, or grants the one asked for: the end of `clariden-normal`. */
function partitionOf({ scenario, queueLimit }: Planned): string | null {
  const limitH = queueLimit.limitH ?? 0
  const named = scenario.system.queues.find(({ id }) => queueLimit.because.startsWith(`the queue ${id}:`))
  const granting = queuesFor(scenario, null).find((queue) => limitH > 0 && queue.limitH >= limitH)
  return (named ?? granting)?.id.split('-').at(-1) ?? null
}

function notesOf(
  { scenario, queueLimit }: Planned,
  wish: JobWish,
  { recipe, run }: { readonly recipe: Recipe; readonly run: TrainerRun },
): readonly string[] {
  const { gpus, system } = scenario
  const partial = gpus % system.acceleratorsPerNode !== 0 && gpus > system.acceleratorsPerNode
  return [
    `For ${frameworkNames[recipe.framework]}: ${recipe.because}.`,
    `Time limit: ${queueLimit.because}.`,
    ...(partial ? ['The last node is used in part: take a multiple of its accelerators.'] : []),
    ...(wish.spareNodes > 0
      ? [
          `${String(wish.spareNodes)} spare nodes are held and charged beside the ${String(Math.ceil(gpus / system.acceleratorsPerNode))} of the run.`,
        ]
      : []),
    ...(run.model.architecture.mtpLayers > 0 ? ['Multi-token prediction is left out, as in the plan.'] : []),
    ...run.model.sources.map((source) => `Settings of the model from ${source}.`),
    ...recipe.notes,
  ]
}
