import type { Obstacle } from '../../base/outcome.ts'
import { SECONDS_PER_HOUR } from '../../base/units.ts'
import type { Scenario } from '../estimate/input.ts'

type Asked = Pick<Scenario, 'queueLimitS' | 'system' | 'gpus'>
type Queues = Scenario['system']['queues']

/** Queues of a system that take so many accelerators; of one partition where one is named. */
export function queuesFor(
  { system, gpus }: Pick<Asked, 'system' | 'gpus'>,
  partition: string | null,
): Queues {
  const nodes = Math.ceil(gpus / system.acceleratorsPerNode)
  return named(system, partition).filter((queue) => queue.nodes === null || queue.nodes >= nodes)
}

function named({ queues }: Asked['system'], partition: string | null): Queues {
  return queues.filter(({ id }) => partition === null || id === partition || id.endsWith(`-${partition}`))
}

/** Why no queue, or not the named one, takes the job: its nodes or its time limit; empty where none is known. */
export function beyondQueues(asked: Asked, partition: string | null): readonly Obstacle[] {
  const { system, queueLimitS } = asked
  const wide = queuesFor(asked, partition)
  if (wide.length === 0) return isKnown(asked, partition) ? [elsewhere(asked, partition ?? '')] : []
  const longestH = Math.max(...wide.map(({ limitH }) => limitH ?? Infinity))
  const askedH = queueLimitS === null ? 0 : queueLimitS === 'none' ? Infinity : queueLimitS / SECONDS_PER_HOUR
  if (askedH <= longestH) return []
  const wanted = askedH === Infinity ? 'no limit' : `${String(askedH)} h`
  const queue = wide.find(({ limitH }) => limitH === longestH)
  const reason = `the queue ${queue?.id ?? ''} of ${system.name} grants ${String(longestH)} h; the job asks for ${wanted}`
  const sentence = `Ask for ${String(longestH)} h a job`
  return [
    { kind: 'queue', reason, nearest: { field: 'queueLimit', value: `${String(longestH)}h`, sentence } },
  ]
}

/** Whether the queue's nodes are known; those of a machine of the user's own are all that there are. */
function isKnown({ system }: Asked, partition: string | null): boolean {
  return named(system, partition).length > 0 || (system.status === 'user' && system.queues.length > 0)
}

function elsewhere(asked: Asked, partition: string): Obstacle {
  const { system, gpus } = asked
  const nodes = Math.ceil(gpus / system.acceleratorsPerNode)
  const most = Math.max(0, ...named(system, partition || null).map((queue) => queue.nodes ?? Infinity))
  const reason =
    partition === ''
      ? `no queue of ${system.name} has ${String(nodes)} nodes for a job; the widest has ${String(most)}`
      : `the queue ${partition} of ${system.name} has ${String(most)} nodes for a job; it asks for ${String(nodes)}`
  const [other] = queuesFor(asked, null)
  const nearest =
    other === undefined
      ? null
      : { field: 'partition', value: other.id, sentence: `Use the queue ${other.id}` }
  return { kind: 'queue', reason, nearest }
}
