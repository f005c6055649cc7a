import { SECONDS_PER_HOUR } from '../../base/units.ts'
import { isPolicy, type PolicyName } from '../../queue/engine/policies.ts'
import { simulate } from '../../queue/engine/simulate.ts'
import { metricsOf } from '../../queue/metrics.ts'
import { synthesize } from '../../queue/synthetic/generate.ts'
import { lessonNumberIn, threeDigits, wordIn, type Computed, type Settings } from './contract.ts'

const loads = [50, 60, 75, 90, 105] as const
const nodes = 128
const jobs = 1000

export function queueLesson(settings: Settings): Computed {
  const policy = wordIn(settings, 'policy')
  if (!isPolicy(policy)) throw new Error('a policy of the lessons is missing')
  const seed = lessonNumberIn(settings, 'seed')
  const load = lessonNumberIn(settings, 'load')
  const waits = loads.map((percent) => {
    const wait = (by: PolicyName) => meanWaitH({ seed, load: percent, policy: by })
    const [fcfs, easy] = [wait('fcfs'), wait('easy')]
    const own = policy === 'fcfs' ? fcfs : policy === 'easy' ? easy : wait(policy)
    return { percent, fcfs, easy, own }
  })
  const here = waits.find(({ percent }) => percent === load)
  if (here === undefined) throw new Error('a load of the lesson is missing')
  const isFcfs = policy === 'fcfs'
  return {
    finding: `At ${String(load)} % load jobs wait ${threeDigits(here.fcfs)} h in turn and ${threeDigits(here.easy)} h with EASY`,
    series: isFcfs ? ['fcfs'] : ['fcfs', policy],
    rows: waits.map(({ percent, fcfs, own }) => ({ x: percent, values: isFcfs ? [fcfs] : [fcfs, own] })),
    predicted: here.own,
    held: here.own,
    asked: here.easy > 0 ? here.fcfs / here.easy : 1,
    facts: [
      `${jobs.toLocaleString('en')} invented jobs on ${String(nodes)} nodes; the same jobs at every load, closer together.`,
    ],
  }
}

type Asked = { readonly seed: number; readonly load: number; readonly policy: PolicyName }

function meanWaitH({ seed, load, policy }: Asked): number {
  const table = synthesize({ seed, jobs, nodes, kind: 'batch', load: load / 100, limits: 'usual' })
  const workload = { nodes, kinds: null, jobs: table, windows: [] }
  const { meanWaitS } = metricsOf(workload, simulate(workload, { policy }))
  return (meanWaitS ?? 0) / SECONDS_PER_HOUR
}
