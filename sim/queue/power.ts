import { SECONDS_PER_HOUR, W_PER_KW, WH_PER_MWH } from '../base/units.ts'
import type { SecondResource } from './engine/availability.ts'
import type { Workload } from './engine/job.ts'
import { nodeShareOf } from './placement/asks.ts'
import { accumulate, integral, lastAtOrBefore, total, type StepSeries } from './series.ts'
import { hasNoStart, type Schedule } from './engine/simulate.ts'
import { stretchesOf, type Stretches } from './stretches.ts'

export type PowerModel = {
  /** Of a node that runs nothing. */
  readonly idleWPerNode: number
  /** Of a node of a job that states no power of its own. */
  readonly busyWPerNode: number
  /** Facility energy over that of the nodes. */
  readonly pueRatio: number
  /** Carbon of a kilowatt-hour of the grid over time; the first step begins at -Infinity. */
  readonly gridKgCo2ePerKwh: StepSeries
}

export type EnergyReport = Readonly<ReturnType<typeof energyOf>>

/** A quantity that never changes. */
export function constant(value: number): StepSeries {
  return { timesS: Float64Array.of(-Infinity), values: Float64Array.of(value) }
}

/** What a job draws on one of its nodes, and how much of that the node would not draw in idling. */
export type NodePower = { readonly powerW: number; readonly aboveIdleW: number }

/**
 * Mean power of a job on one of its nodes. A job that takes a part of a node draws that part of a busy node, or what it
 * states, and that part of the idle power is in it.
 */
export function nodePowerOf(
  workload: Workload,
  { busyWPerNode, idleWPerNode }: PowerModel,
): (job: number) => NodePower {
  const shareOf = nodeShareOf(workload)
  return (job) => {
    const share = shareOf(job)
    const ownW = workload.jobs.powerWPerNode?.[job] ?? NaN
    const powerW = ownW > 0 ? ownW : busyWPerNode * share
    return { powerW, aboveIdleW: powerW - idleWPerNode * share }
  }
}

/**
 * Power of the machine over time and where its energy goes: a running node draws its job's power, any other the idle
 * power, and the facility multiplies both. Nodes in a maintenance window count as idle; what a failure cut short has
 * drawn its power all the same.
 */
export function energyOf(workload: Workload, schedule: Schedule, model: PowerModel) {
  const { jobs } = workload
  const grid = carbonClock(model.gridKgCo2ePerKwh)
  const powerOf = nodePowerOf(workload, model)
  const jobEnergyMwh = new Float64Array(jobs.count)
  const jobCarbonKgCo2e = new Float64Array(jobs.count)
  const byProject = jobs.projects.map((project) => ({ project, energyMwh: 0, carbonKgCo2e: 0 }))
  const stretches = stretchesOf(schedule)
  const { job: jobOf, startS, endS } = stretches
  for (let i = 0; i < jobOf.length; i += 1) {
    const job = jobOf[i] ?? 0
    const start = startS[i] ?? 0
    const end = endS[i] ?? 0
    const powerW = (jobs.nodes[job] ?? 0) * powerOf(job).powerW * model.pueRatio
    const energyMwh = (powerW * (end - start)) / SECONDS_PER_HOUR / WH_PER_MWH
    const carbonKg = (powerW / W_PER_KW / SECONDS_PER_HOUR) * (grid(end) - grid(start))
    jobEnergyMwh[job] = (jobEnergyMwh[job] ?? 0) + energyMwh
    jobCarbonKgCo2e[job] = (jobCarbonKgCo2e[job] ?? 0) + carbonKg
    const project = byProject[jobs.projectOf[job] ?? 0]
    if (project === undefined) continue
    project.energyMwh += energyMwh
    project.carbonKgCo2e += carbonKg
  }
  const powerW = facilityPower(workload, { schedule, stretches }, model)
  const all = useOf(powerW, model.gridKgCo2ePerKwh)
  const ofJobs = byProject.reduce((sum, one) => sum + one.energyMwh, 0)
  const carbonOfJobs = byProject.reduce((sum, one) => sum + one.carbonKgCo2e, 0)
  return {
    /** Of the facility, over time. */
    powerW,
    /** Energy of each job's own nodes with their share of the facility. */
    jobEnergyMwh,
    jobCarbonKgCo2e,
    byProject,
    /** Of nodes that ran nothing, from the first submission to the last end. */
    idle: { energyMwh: beside(all.energyMwh, ofJobs), carbonKgCo2e: beside(all.carbonKgCo2e, carbonOfJobs) },
    all,
    peakW: powerW.values.reduce((peak, value) => (value > peak ? value : peak), 0),
  }
}

/** What is left of a sum beside a part: nothing where only its rounding is. */
function beside(all: number, part: number): number {
  const rest = all - part
  return Math.abs(rest) < 1e-9 * Math.abs(all) ? 0 : rest
}

type Ran = { readonly schedule: Schedule; readonly stretches: Stretches }

/** From the first submission to the last end; 0 before and after. */
function facilityPower(workload: Workload, { schedule, stretches }: Ran, model: PowerModel): StepSeries {
  const { endS, status } = schedule
  const { jobs, nodes } = workload
  const { idleWPerNode, pueRatio } = model
  const powerOf = nodePowerOf(workload, model)
  const aboveIdleW = (job: number) => (jobs.nodes[job] ?? 0) * powerOf(job).aboveIdleW * pueRatio
  let firstS = Infinity
  let lastS = -Infinity
  for (let job = 0; job < jobs.count; job += 1) {
    if (hasNoStart(status[job])) continue
    firstS = Math.min(firstS, jobs.submitS[job] ?? 0)
    lastS = Math.max(lastS, endS[job] ?? 0)
  }
  if (firstS === Infinity) return { timesS: new Float64Array(0), values: new Float64Array(0) }
  const above = total({
    from: stretches.startS,
    until: stretches.endS,
    amount: (i) => aboveIdleW(stretches.job[i] ?? 0),
  })
  const idleW = nodes * idleWPerNode * pueRatio
  const times = new Float64Array(above.timesS.length + 2)
  const changes = new Float64Array(above.timesS.length + 2)
  times.set(above.timesS)
  above.values.forEach((value, i) => {
    changes[i] = value - (above.values[i - 1] ?? 0)
  })
  times.set([firstS, lastS], above.timesS.length)
  changes.set([idleW, -idleW], above.timesS.length)
  return accumulate(times, changes)
}

function useOf(powerW: StepSeries, grid: StepSeries) {
  let energyWs = 0
  let carbonKg = 0
  powerW.timesS.forEach((fromS, i) => {
    const untilS = powerW.timesS[i + 1] ?? fromS
    const watts = powerW.values[i] ?? 0
    energyWs += watts * (untilS - fromS)
    if (watts > 0) carbonKg += (watts / W_PER_KW / SECONDS_PER_HOUR) * integral(grid, fromS, untilS)
  })
  return { energyMwh: energyWs / SECONDS_PER_HOUR / WH_PER_MWH, carbonKgCo2e: carbonKg }
}

/** kg of carbon that a kilowatt has caused by an instant, times 3600; only differences mean something. */
function carbonClock({ timesS, values }: StepSeries): (instantS: number) => number {
  const fromS = Float64Array.from(timesS)
  if (fromS[0] === -Infinity) fromS[0] = fromS[1] ?? 0
  const sums = new Float64Array(fromS.length)
  for (let i = 1; i < fromS.length; i += 1)
    sums[i] = (sums[i - 1] ?? 0) + (values[i - 1] ?? 0) * ((fromS[i] ?? 0) - (fromS[i - 1] ?? 0))
  return (instantS) => {
    const at = Math.max(0, lastAtOrBefore(timesS, instantS))
    return (sums[at] ?? 0) + (values[at] ?? 0) * (instantS - (fromS[at] ?? 0))
  }
}

/**
 * A cap on the facility's power as a second resource: what is left of it when every node idles, in whole watts of IT
 * power, shared out to the jobs by what they draw beyond idling. Rounded so that the cap is never passed.
 */
export function powerCap(workload: Workload, model: PowerModel, capW: number): SecondResource {
  const { jobs, nodes } = workload
  const { idleWPerNode, pueRatio } = model
  const needs = new Float64Array(jobs.count)
  const powerOf = nodePowerOf(workload, model)
  for (let job = 0; job < jobs.count; job += 1)
    needs[job] = Math.ceil(Math.max(0, powerOf(job).aboveIdleW) * (jobs.nodes[job] ?? 0))
  return { capacity: Math.max(0, Math.floor(capW / pueRatio - nodes * idleWPerNode)), needs }
}
