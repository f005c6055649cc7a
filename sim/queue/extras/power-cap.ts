import type { SecondResource } from '../engine/availability.ts'
import type { Workload } from '../engine/job.ts'
import { nodePowerOf, type PowerModel } from '../power.ts'

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
