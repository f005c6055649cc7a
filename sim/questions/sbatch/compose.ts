import type { Answered } from '../../base/answered.ts'
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../base/units.ts'
import { linksOf } from '../../goodput/goodput.ts'
import { workOut, type Planned } from '../estimate/work.ts'
import type { SbatchAnswer } from './answer.ts'
import { jobNameOf, type JobWish } from './input.ts'
import { queuesFor } from './queues.ts'
import { scriptOf, slurmTime } from './script.ts'
import { trainerWords } from '../estimate/layout/trainer-rules.ts'
import { recipesOf } from './trainers/possible.ts'
import type { Recipe, TrainerRun } from './trainers/trainer-run.ts'
import { signalS, stepTimeS, workSbatch, type WorkedJob } from './work.ts'

/** The Slurm script and the trainer's settings for a run; the layout is the given or the chosen one. */
export function answerSbatch(raw: unknown): Answered<SbatchAnswer> {
  const worked = workSbatch(raw)
  return worked.status === 'answer' ? { status: 'answer', value: written(worked.value) } : worked
}

function written({ planned, wish, run }: WorkedJob): SbatchAnswer {
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
  const { queues, status } = scenario.system
  const limitH = queueLimit.limitH ?? 0
  const named = queues.find(({ id }) => queueLimit.because.startsWith(`the queue ${id}:`))
  const granting = queuesFor(scenario, null).find(
    (queue) => limitH > 0 && (queue.limitH ?? Infinity) >= limitH,
  )
  const id = (named ?? granting)?.id ?? null
  return status === 'user' ? id : (id?.split('-').at(-1) ?? null)
}

function notesOf(
  { scenario, queueLimit }: Planned,
  wish: JobWish,
  { recipe, run }: { readonly recipe: Recipe; readonly run: TrainerRun },
): readonly string[] {
  const { gpus, system } = scenario
  const partial = gpus % system.acceleratorsPerNode !== 0 && gpus > system.acceleratorsPerNode
  return [
    `For ${trainerWords(recipe.framework)}: ${recipe.because}.`,
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
