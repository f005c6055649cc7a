import type { Answered } from '../../base/answered.ts'
import { own } from '../../base/nearest.ts'
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../base/units.ts'
import { distinctProblems, type Obstacle, type Outcome } from '../../base/outcome.ts'
import { trainingFlopsPerToken } from '../../workload/flops.ts'
import type { Scenario } from '../estimate/input.ts'
import { plan, planRead, refusalOf, type Planned } from '../estimate/work.ts'
import { readSbatch, type JobWish, type SbatchAsked } from './input.ts'
import { beyondQueues, queuesFor } from './queues.ts'
import { trainerRun, unplannedRun } from './run-of.ts'
import type { TrainerRun } from './trainers/trainer-run.ts'
import { bestLayout } from '../../planner/best-layout.ts'
import { layoutText } from '../../workload/layout.ts'
import { questionOf } from '../estimate/layout/choose-layout.ts'
import { changeTo, frameworks, trainerWords, type Framework } from '../estimate/layout/trainer-rules.ts'
import { reasonsAgainst, recipeOf } from './trainers/possible.ts'
import { ableInstead, modelBeyond, trainerFor } from './trainers/within-trainer.ts'

export type WorkedJob = { readonly planned: Planned; readonly wish: JobWish; readonly run: TrainerRun }

/** Reads and plans; or says what is wrong, or why the trainer cannot. */
export function workSbatch(raw: unknown): Answered<WorkedJob> {
  const asked = readSbatch(raw)
  if (!asked.ok) return { status: 'refused', problems: distinctProblems(asked.problems) }
  const { job: wish, scenario } = asked.value
  const dies = countedByDies(scenario)
  if (dies !== null) return { status: 'infeasible', obstacles: [dies] }
  const planned = planRead({ ok: true, value: scenario })
  const named = { ...scenario, framework: scenario.framework ?? wish.framework }
  const able = (all: readonly Obstacle[]) => all.map((one) => ableInstead(named, one))
  if (planned.status === 'refused') {
    const beyond = modelBeyond(named)
    const more = beyond === null ? [] : [refusalOf('framework', beyond)]
    return { ...planned, problems: [...more, ...planned.problems] }
  }
  if (planned.status === 'infeasible')
    return { status: 'infeasible', obstacles: provenChanges(able(planned.obstacles), raw, asked.value) }
  const limits = beyondQueues(planned.value.scenario, wish.partition)
  const chosen = planFor(wish.framework, planned.value)
  if (chosen.status === 'refused') return chosen
  if (chosen.status === 'infeasible')
    return { status: 'infeasible', obstacles: [...limits, ...chosen.obstacles] }
  if (limits.length > 0) return { status: 'infeasible', obstacles: limits }
  const held = inQueue(chosen.value, wish.partition)
  if (!held.feasible) return { status: 'infeasible', obstacles: held.obstacles }
  return { status: 'answer', value: { planned: held.value, wish, run: writing(held.value) } }
}

/** The run within the time limit of the queue that was named, where that is known and no other limit was given. */
function inQueue(planned: Planned, partition: string | null): Outcome<Planned> {
  const { scenario, queueLimit } = planned
  const [queue] = partition === null || scenario.queueLimitS !== null ? [] : queuesFor(scenario, partition)
  if (queue === undefined || queue === queueLimit.queue) return { feasible: true, value: planned }
  return plan({ ...scenario, system: { ...scenario.system, queues: [queue] } })
}

/** Parts that schedulers count by dies: a plan by modules would leave one of two idle. */
const diesOf: Readonly<Record<string, string>> = { mi250: 'mi250-gcd', mi250x: 'mi250x-gcd' }

/** A job on such a part needs the machine as its scheduler counts it. */
function countedByDies({ accelerator, gpus, system }: Scenario): Obstacle | null {
  const die = own(diesOf, accelerator.id)
  if (die === undefined) return null
  const reason = `a scheduler counts the two dies of ${accelerator.name}, and a trainer runs a rank on each: give a system file of ${die} with ${String(system.acceleratorsPerNode * 2)} a node, and ${String(gpus * 2)} accelerators`
  return { kind: 'accelerators', reason, nearest: null }
}

/**
 * Obstacles whose changes make a script, tried with the trainer asked for: where it cannot train the run at the count
 * that memory needs, its own obstacle and change stand beside that of memory; where none of ours can, no change is told.
 */
function provenChanges(
  obstacles: readonly Obstacle[],
  raw: unknown,
  { job, scenario }: SbatchAsked,
): readonly Obstacle[] {
  const changes = obstacles.flatMap(({ nearest }) =>
    nearest === null ? [] : [[nearest.field, nearest.value]],
  )
  if (changes.length < obstacles.length) return obstacles
  const then = workSbatch({ ...Object(raw), ...Object.fromEntries(changes) })
  if (then.status !== 'infeasible') return obstacles
  if (then.obstacles.some(({ nearest }) => nearest === null))
    return [...then.obstacles, ...obstacles.map((one) => ({ ...one, nearest: null }))]
  const later = new Set(then.obstacles.map(({ nearest }) => nearest?.field))
  const swap = obstacles.find(({ nearest }) => nearest?.field === 'framework')
  const beyond = reasonsAgainst(job.framework, unplannedRun(scenario)).join('; ')
  const reason =
    beyond === '' ? swap?.reason : `${trainerWords(job.framework)} cannot train this run: ${beyond}`
  return [
    ...obstacles.filter(({ nearest }) => !later.has(nearest?.field)),
    // Of two trainers that cannot, the one asked for says why.
    ...then.obstacles.map((one) =>
      reason !== undefined && swap !== undefined && one.nearest?.field === 'framework'
        ? { ...one, reason }
        : one,
    ),
  ]
}

export function stepTimeS({ scenario, chosen, inputs }: Planned): number {
  const { causal } = trainingFlopsPerToken(scenario.model.architecture, scenario.seqLen)
  const flops = causal * scenario.seqLen * chosen.layout.globalBatch
  return flops / (inputs.peakFlopsPerS * inputs.mfu * scenario.gpus)
}

/** What the trainer has to be told: whole steps, and a checkpoint each so many of them. */
function writing(planned: Planned): TrainerRun {
  const { scenario, chosen, inputs, queueLimit } = planned
  const everyS = Math.min(SECONDS_PER_DAY, inputs.checkpointIntervalS)
  const limitS = queueLimit.limitH === null ? null : queueLimit.limitH * SECONDS_PER_HOUR
  return {
    ...trainerRun(scenario, chosen.layout),
    steps: Math.ceil(scenario.tokens / (scenario.seqLen * chosen.layout.globalBatch)),
    saveInterval: Math.max(1, Math.round(everyS / stepTimeS(planned))),
    leaveAfterMin: limitS === null ? null : Math.max(1, Math.floor((limitS - signalS(planned)) / 60)),
  }
}

/** Time for a last checkpoint: three times its stall and save at their middle, at least five minutes, and whole. */
export function signalS({ inputs }: Planned): number {
  const saveS = inputs.checkpointStallS + inputs.checkpointSaveS
  return Math.max(300, Math.ceil((3 * saveS) / 60) * 60)
}

/**
 * A planned run whose layout the trainer can do. A layout that was given stays; an automatic one that the trainer
 * cannot do gives way to the fastest that it can; and where there is none, or the model itself is beyond the trainer,
 * the answer says why and what is nearest.
 */
function planFor(framework: Framework, planned: Planned): Answered<Planned> {
  const { scenario, chosen } = planned
  const { text: recipe, because } = recipeOf(framework, trainerRun(scenario, chosen.layout))
  if (recipe !== null) return { status: 'answer', value: planned }
  const isOpen = scenario.layout === 'auto'
  const question = questionOf(scenario, chosen.layout.globalBatch)
  const trainer = trainerFor(framework, { scenario, question })
  const best = trainer.beyond === '' ? bestLayout({ ...question, trainer }) : null
  const found = best?.feasible === true ? best.value.best.layout : null
  if (found !== null && isOpen) {
    const again = plan({ ...scenario, layout: found })
    if (again.feasible) return { status: 'answer', value: again.value }
  }
  const instead = isOpen ? trainer.instead() : changeTo(givenTo(framework, planned))
  const text = found === null ? '' : layoutText(found)
  const nearest = text === '' ? instead : { field: 'layout', value: text, sentence: `Use ${text}` }
  const reason = `${trainerWords(framework)} cannot train this run: ${because}`
  const last = nearest === null ? '; none of ours can as asked' : ''
  return { status: 'infeasible', obstacles: [{ kind: 'layout', reason: reason + last, nearest }] }
}

function givenTo(framework: Framework, { scenario, chosen }: Planned): Framework | null {
  const can = (one: Framework) =>
    recipeOf(one, trainerRun({ ...scenario, framework: one }, chosen.layout)).text !== null
  return frameworks.find((one) => one !== framework && can(one)) ?? null
}
