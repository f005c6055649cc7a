import { describe, expect, it } from 'vitest'
import { systemFromSlurm } from '../../../../sim/questions/queue/system/from-slurm.ts'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'

const conf = `ClusterName=c
NodeName=n[1-4] CPUs=8 Gres=gpu:4 RealMemory=1000
NodeName=n5 CPUs=8 Feature=big,ib
PartitionName=gpu Nodes=n[1-4] MaxTime=24:00:00
`
const live = `PartitionName=gpu
   AllowGroups=ALL DefaultTime=01:00:00 QoS=N/A
   MaxNodes=2 MaxTime=12:00:00 MinNodes=0
   Nodes=n[1-4]
   PriorityTier=2 State=UP TotalCPUs=32 TotalNodes=4
`

function systemOf(files: Readonly<Record<string, string>>) {
  const read = systemFromSlurm(Object.entries(files).map(([name, text]) => ({ name, text })))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

const of = (more: string) => systemOf({ 'slurm.conf': conf + more }).slurm
const left = (more: string) => of(more).notUnderstood.map(({ text }) => text)

const job = (id: string, more: object = {}) => ({
  ...{ id, submit: 0, nodes: 1, requested_s: 100, actual_s: 100 },
  ...more,
})
function replayed(jobs: readonly object[], fields: object) {
  const answered = answerSchedule({ jobs, withJobs: true, ...fields }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  const { report, jobs: told } = answered.value
  return { starts: told?.map(({ start }) => start), noticed: report.noticed }
}

describe('settings of Slurm', () => {
  it.each([
    ['before slurm.conf', { 'a-partition.txt': live, 'slurm.conf': conf }],
    ['after it', { 'slurm.conf': conf, 'x-partition.txt': live }],
  ])('a partition that scontrol tells as well is one, as it is now: read %s', (_, files) => {
    const { partitions, nodes } = systemOf(files).slurm
    expect(partitions).toMatchObject([
      { name: 'gpu', longestS: 43_200, usualS: 3600, mostNodes: 2, priorityTier: 2, nodes: 4 },
    ])
    expect(nodes.map(({ partitions: names }) => names)).toEqual([['gpu'], ['none']])
  })

  it('a set of nodes stands for its nodes, by name or by feature', () => {
    const { nodes, partitions, notUnderstood } = of(
      'NodeSet=some Nodes=n[1-2]\nNodeSet=large Feature=big\nPartitionName=p Nodes=some,large,n4\n',
    )
    expect(notUnderstood).toEqual([])
    expect(partitions).toMatchObject([
      { name: 'gpu', nodes: 4 },
      { name: 'p', nodes: 4 },
    ])
    expect(nodes.map(({ count, partitions: names }) => [count, names])).toEqual([
      [3, ['gpu', 'p']],
      [1, ['gpu']],
      [1, ['p']],
    ])
  })

  it('cores and memory set aside for the system are no job’s', () => {
    const { nodes } = of(
      'NodeName=m1 CPUs=64 ThreadsPerCore=2 CoreSpecCount=4 RealMemory=512000 MemSpecLimit=12000\n',
    )
    expect(nodes.at(-1)).toMatchObject({ cores: 56, memoryMb: 500_000 })
    const shown = 'NodeName=m1 CPUEfctv=60 CPUTot=64\n   CoreSpecCount=4 RealMemory=1000\n'
    expect(systemOf({ 'node.txt': shown }).slurm.nodes).toMatchObject([{ cores: 60, memoryMb: 1000 }])
  })

  it('another scheduler, or nodes that are taken whole, are told; the usual ones are not', () => {
    expect(left('SchedulerType=sched/backfill\nSelectType=select/cons_tres\n')).toEqual([])
    const others = ['SchedulerType=sched/builtin', 'SelectType=select/linear']
    expect(left(others.join('\n'))).toEqual(others)
  })

  it('nothing is told of backfill and preemption where the files say nothing of them', () => {
    const system = systemOf({ 'slurm.conf': conf })
    for (const policy of ['easy', 'conservative'])
      expect(replayed([job('a')], { system, policy })).toEqual({ starts: [0], noticed: [] })
  })

  it('a half-life of 0 is none: what was used ten weeks ago counts as on its day', () => {
    const weeks = 604_800
    const late = (id: string, submit: number, runS: number) =>
      job(id, { project: id, submit: 10 * weeks + submit, requested_s: runS, actual_s: runS })
    // p has used 100,000 s long ago, q 20,000 s now: both wait for q, then the one who has used less goes first.
    const jobs = [
      job('p', { project: 'p', requested_s: 1e5, actual_s: 1e5 }),
      late('q', 0, 20_000),
      late('p', 1, 10),
      late('q', 2, 10),
    ]
    const starts = (priority: object) =>
      replayed(jobs, { nodes: 1, priority: { fairShare: 1000, ...priority } }).starts?.slice(2)
    const end = 10 * weeks + 20_000
    expect(starts({})).toEqual([end, end + 10])
    expect(starts({ halfLife: 0 })).toEqual([end + 10, end])
    const system = systemOf({
      'slurm.conf': `${conf}PriorityType=priority/multifactor\nPriorityWeightFairshare=1000\nPriorityDecayHalfLife=0\n`,
    })
    expect(
      replayed(jobs, { system, windows: [{ start: 0, end: 2e7, nodeIds: [0, 1, 2, 3] }] }).starts?.slice(2),
    ).toEqual([end + 10, end])
  })
})
