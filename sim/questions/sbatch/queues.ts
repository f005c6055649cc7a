import type { Obstacle } from '../../base/outcome.ts'
import { SECONDS_PER_HOUR } from '../../base/units.ts'
import type { Scenario } from '../estimate/input.ts'

/** Queues of a system that take so many accelerators; of one partition where one is named. */
export function queuesFor(
  { system, gpus }: Pick<Scenario, 'system' | 'gpus'>,
  partition: string | null,
): Scenario['system']['queues'] {
  const nodes = Math.ceil(gpus / system.acceleratorsPerNode)
  const wide = system.queues.filter((queue) => queue.nodes === null || queue.nodes >= nodes)
  return wide.filter(({ id }) => partition === null || id === partition || id.endsWith(`-${partition}`))
}

/** A time limit that no queue of the system grants, with the longest that one does; empty where none is known. */
export function tooLong(
  { queueLimitS, system, gpus }: Pick<Scenario, 'queueLimitS' | 'system' | 'gpus'>,
  partition: string | null,
): readonly Obstacle[] {
  const named = queuesFor({ system, gpus }, partition)
  const longestH = Math.max(...named.map(({ limitH }) => limitH))
  const askedH = queueLimitS === null ? 0 : queueLimitS === 'none' ? Infinity : queueLimitS / SECONDS_PER_HOUR
  if (named.length === 0 || askedH <= longestH) return []
  const asked = askedH === Infinity ? 'no limit' : `${String(askedH)} h`
  const queue = named.find(({ limitH }) => limitH === longestH)
  return [
    {
      kind: 'queue',
      reason: `the queue ${queue?.id ?? ''} of ${system.name} grants ${String(longestH)} h; the job asks for ${asked}`,
      nearest: {
        field: 'queueLimit',
        value: `${String(longestH)}h`,
        sentence: `Ask for ${String(longestH)} h a job`,
      },
    },
  ]
}
