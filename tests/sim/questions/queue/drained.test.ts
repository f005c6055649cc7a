import { describe, expect, it } from 'vitest'
import { systemFromSlurm } from '../../../../sim/questions/queue/system/from-slurm.ts'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'

const conf =
  'ClusterName=here\nNodeName=n[1-4] CPUs=8 Gres=gpu:a100:4\nPartitionName=batch Nodes=n[1-4] Default=YES\n'
const shown =
  'NodeName=n2 State=MIXED+DRAIN CPUTot=8 Gres=gpu:a100:4\n   Reason=bad fan [root@2026-03-04T07:00:00]\n'

function systemOf() {
  const read = systemFromSlurm([
    { name: 'slurm.conf', text: conf },
    { name: 'nodes.txt', text: shown },
  ])
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const system: Readonly<Record<string, unknown>> = JSON.parse(JSON.stringify(read.value))
  return system
}

const header =
  'JOBID|USER|ACCOUNT|PARTITION|ST|REASON|SUBMIT_TIME|START_TIME|TIME|TIME_LIMIT|NODES|NODELIST(REASON)|TRES_PER_NODE'
/** At 10:00, in hours after 6:00; a job that runs has its nodes in place of a reason. */
const runs = (id: string, from: number, limit: number, nodes: string, count = 1) =>
  `${id}|ana|p|batch|R|None|2026-03-04T0${String(from)}:00:00|2026-03-04T0${String(from)}:00:00|${String(10 - from)}:00:00|${String(limit)}:00:00|${String(count)}|${nodes}|gres/gpu:4`
const waits = (id: string, nodes: number, limit: number) =>
  `${id}|ben|p|batch|PD|Resources|2026-03-04T09:0${id}:00|N/A|0:00|${String(limit)}:00:00|${String(nodes)}|(Resources)|gres/gpu:4`

function answered(lines: readonly string[], more: object = {}) {
  const file = [header, ...lines].join('\n')
  return answerSchedule({ file, system: systemOf(), now: true, withJobs: true, ...more }, null)
}

/** Starts as hours of the day. */
function starts(lines: readonly string[]) {
  const answer = answered(lines)
  if (answer.status !== 'answer') throw new Error(JSON.stringify(answer))
  const { jobs, waiting, report } = answer.value
  const startS = Object.fromEntries(
    (jobs ?? []).map(({ id, start }) => [id, start === null ? null : 6 + start / 3600]),
  )
  return { startS, waiting: waiting?.map(({ id }) => id), told: report.noticed.map(({ reason }) => reason) }
}

const alone = 'runs on nodes that take no other job any more'

describe('a job that still runs on a drained node', () => {
  it('leaves the others free', () => {
    // n1 until 12, n2 (drained) until 13; n3 and n4 are free: two nodes for an hour fit before three from 12 on.
    const seen = starts([runs('1', 8, 4, 'n1'), runs('2', 6, 7, 'n2'), waits('3', 3, 2), waits('4', 2, 1)])
    expect(seen).toMatchObject({ startS: { 3: 12, 4: 10 }, told: expect.arrayContaining([alone]) })
  })

  it('runs on where all others are in use, and gives its node to nobody', () => {
    const running = [runs('1', 8, 4, 'n1'), runs('2', 6, 5, 'n2'), runs('6', 7, 8, 'n[3-4]', 2)]
    const seen = starts([...running, waits('3', 1, 2), waits('4', 3, 1), waits('5', 4, 1)])
    // Its end at 11 frees nothing; one node has to wait until 12, three until 15, and four there are no more.
    expect(seen.startS).toMatchObject({ 1: 8, 2: 6, 6: 7, 3: 12, 4: 15, 5: null })
    expect(seen.waiting).toEqual(['3', '4'])
  })

  it('does not let a planned run without a partition onto it', () => {
    const running = [runs('2', 6, 5, 'n2')]
    const run = { nodes: 4, work: '1h', limit: '1h', seeds: 1 }
    expect(answered(running, { run }).status).toBe('infeasible')
    expect(answered(running, { run: { ...run, nodes: 3 } }).status).toBe('answer')
  })

  it('holds its other nodes alone where it is so in part', () => {
    // n3 until 13: n1 and n4 are free for two nodes at once, three have to wait for it.
    const seen = starts([runs('2', 6, 7, 'n[2-3]', 2), waits('3', 2, 1), waits('4', 3, 1), waits('5', 1, 1)])
    expect(seen).toMatchObject({ startS: { 3: 10, 4: 13, 5: 11 }, told: expect.arrayContaining([alone]) })
  })
})
