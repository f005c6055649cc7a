import month from '../../data/queue/month-of-alps.json' with { type: 'json' }
import { own } from '../../base/nearest.ts'
import { stream, type Random } from '../../base/random.ts'
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../base/units.ts'
import type { JobTable, Workload } from '../engine/job.ts'
import { bodyOf, drawLimitS } from './generate.ts'
import { arrivals, drawRunS, lublin, type LublinParameters } from './lublin.ts'

/**
 * An invented month on the GH200 partition of Alps: chains of training jobs, swarms of single-node jobs and HPC jobs.
 * It is nobody's record: names, mix and load are judgement, and only the figures with a source are Alps's own.
 */
export type Month = { readonly title: string; readonly figures: readonly MonthFigure[] }

export type MonthFigure = { readonly name: string; readonly value: string; readonly source: string }

/** 10,752 GH200 in nodes of four. */
export const alpsNodes = 2688
const monthS = 30 * SECONDS_PER_DAY
/** Sizes are drawn as if the machine had so many nodes; 1 for a swarm of single-node jobs. */
type Swarm = (typeof month.swarms)[number]

/** Four modules at the 560 W that the Apertus report assumes for training. */
const trainingWPerNode = 2240

/** A node fails once in so many hours: some 6 h between failures of 1,024 nodes. */
const nodeHoursToFailure = 6 * 1024

export const monthOfAlps: Month = month

type Entry = ReturnType<typeof swarmOf>[number]

/**
 * Some 14,000 jobs in thirty days from a Monday's midnight, in order of submission. Each link of a chain is submitted when
 * its predecessor would end, had it waited for nothing but maintenance; where it waits for more, two can run side by side.
 */
export function synthesizeMonth(seed: number): Workload {
  const entries = [
    ...month.chains.flatMap((chain) => linksOf(chain, stream(seed, `month ${chain.project}`))),
    ...month.swarms.flatMap((swarm) => swarmOf(seed, swarm)),
  ].sort((a, b) => a.submitS - b.submitS)
  return { nodes: alpsNodes, kinds: null, jobs: tableOf(entries), windows: maintenance }
}

/** Wednesdays from 8 to 12 h. */
const maintenance = [2, 9, 16, 23].map((day) => ({
  startS: day * SECONDS_PER_DAY + 8 * SECONDS_PER_HOUR,
  endS: day * SECONDS_PER_DAY + 12 * SECONDS_PER_HOUR,
  nodes: null,
}))

const chained = { queue: 'normal', powerWPerNode: trainingWPerNode, priority: 1 }

/** Links run to their limit, less ten minutes in which they save and leave, or fail before it. */
function linksOf(chain: (typeof month.chains)[number], random: Random): readonly Entry[] {
  const requestedS = chain.limitH * SECONDS_PER_HOUR
  const meanToFailureS = (nodeHoursToFailure / chain.nodes) * SECONDS_PER_HOUR
  const links: Entry[] = []
  const endS = (chain.firstDay + chain.days) * SECONDS_PER_DAY
  let submitS = chain.firstDay * SECONDS_PER_DAY + 9 * SECONDS_PER_HOUR
  while (submitS < endS) {
    const failsAfterS = Math.round(-meanToFailureS * Math.log(1 - random()))
    const actualS = Math.max(60, Math.min(requestedS - 600, failsAfterS, endS - submitS))
    const { nodes, project } = chain
    links.push({ ...chained, submitS, nodes, requestedS, actualS, project })
    submitS = besideMaintenanceS(submitS, requestedS) + actualS
  }
  return links
}

/** When a job can start that waits for nothing but maintenance. */
function besideMaintenanceS(submitS: number, limitS: number): number {
  const window = maintenance.find(({ startS, endS }) => submitS < endS && submitS + limitS > startS)
  return window?.endS ?? submitS
}

/** Jobs of the Lublin-Feitelson model, the arrivals of the whole list stretched over the month. */
function swarmOf(seed: number, { project, kind, nodes, jobs, mostH, powerWPerNode }: Swarm) {
  const named = (what: string): Random => stream(seed, `month ${project} ${what}`)
  const model = modelOf(kind)
  const [sizes, runs, limits] = [named('nodes'), named('run times'), named('limits')]
  const last = lastOf(arrivals(model, { stretch: 1, random: named('arrivals') }), jobs)
  const stretch = monthS / Math.max(1, last)
  const next = arrivals(model, { stretch, random: named('arrivals') })
  const mostS = mostH * SECONDS_PER_HOUR
  return Array.from({ length: jobs }, () => {
    const submitS = next()
    const body =
      nodes === 1 ? { nodes: 1, runS: drawRunS(model, 1, runs) } : bodyOf(model, nodes, { sizes, runs })
    const actualS = Math.min(body.runS, mostS)
    const requestedS = drawLimitS(actualS, mostS, limits)
    const queue = kind === 'interactive' ? 'debug' : 'normal'
    return { submitS, nodes: body.nodes, requestedS, actualS, project, queue, powerWPerNode, priority: 0 }
  }).filter(({ submitS }) => submitS < monthS)
}

function modelOf(kind: string): LublinParameters {
  const found = own(lublin, kind)
  if (found === undefined) throw new Error(`${kind} is no kind of job`)
  return found
}

function lastOf(next: () => number, jobs: number): number {
  let last = 0
  for (let i = 0; i < jobs; i += 1) last = next()
  return last
}

function tableOf(entries: readonly Entry[]): JobTable {
  const projects = [...new Set(entries.map(({ project }) => project))]
  const names = [...new Set(entries.map(({ queue }) => queue))]
  const column = (value: (entry: Entry) => number): Float64Array => Float64Array.from(entries, value)
  return {
    count: entries.length,
    submitS: column(({ submitS }) => submitS),
    nodes: column(({ nodes }) => nodes),
    requestedS: column(({ requestedS }) => requestedS),
    actualS: column(({ actualS }) => actualS),
    priority: column(({ priority }) => priority),
    projectOf: Int32Array.from(entries, ({ project }) => projects.indexOf(project)),
    projects,
    users: null,
    queues: { of: Int32Array.from(entries, ({ queue }) => names.indexOf(queue)), names },
    powerWPerNode: column(({ powerWPerNode }) => powerWPerNode),
    perNode: null,
    conditions: null,
    ids: Float64Array.from({ length: entries.length }, (_, i) => i + 1),
  }
}
