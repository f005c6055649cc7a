import { describe, expect, it } from 'vitest'
import { isMet } from '../../../../sim/queue/placement/constraint.ts'
import { systemFromSlurm } from '../../../../sim/questions/queue/system/from-slurm.ts'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'
import { columns, ended, sacct, type Row } from '../../queue/import/slurm-dump.ts'

const conf = `
NodeName=DEFAULT CPUs=64 RealMemory=512000
NodeName=g[1-2] Gres=gpu:a100:4 Weight=20 Feature=nvlink,ib
NodeName=g3 Gres=gpu:v100:8 Weight=10
NodeName=c[1-2] Weight=1
NodeName=f1 State=FUTURE
NodeName=g4 Gres=gpu:v100:8 Weight=99 State=DRAIN
PartitionName=gpu Nodes=g[1-4] PriorityTier=0
PartitionName=cpu Nodes=c[1-2] OverSubscribe=EXCLUSIVE
`

/** One node and an hour each. */
const job = (id: string, asked: string, more: Row = {}): Row => ({
  ...ended,
  JobID: id,
  End: '2026-03-04T09:00:00',
  ElapsedRaw: '3600',
  NNodes: '1',
  NodeList: '',
  ReqTRES: `cpu=4,mem=8G,node=1${asked}`,
  AllocTRES: `cpu=4,mem=8G,node=1${asked}`,
  ...more,
})

function placed(rows: readonly Row[]) {
  const read = systemFromSlurm([{ name: 'slurm.conf', text: conf }])
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const system = JSON.parse(JSON.stringify(read.value))
  const file = sacct(rows, `${columns}|Constraints|SubmitLine`)
  const answered = answerSchedule({ file, system, withJobs: true }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  const { jobs, report } = answered.value
  return { system: read.value.slurm, report, places: jobs?.map(({ id, places }) => [id, places]) }
}

describe('the nodes that a job asks for', () => {
  // Numbered 0 and 1 (a100), 2 (v100), 3 and 4 (no GPUs); the future one and the drained one are not there.
  it('are those of its type of GPU and of its features; an exclusive job or partition takes them whole', () => {
    const { places, report } = placed([
      job('1', ',gres/gpu=2', { AllocTRES: 'cpu=4,gres/gpu=2,gres/gpu:a100=2,node=1' }),
      job('2', ',gres/gpu:a100=1'),
      job('3', ',gres/gpu=1', { Constraints: 'ib&nvlink' }),
      job('4', ',gres/gpu=1', { Constraints: '[nvlink|gone]' }),
      job('5', ',gres/gpu=1', { Constraints: 'ib', SubmitLine: 'sbatch --exclusive a.sh' }),
      job('6', ',gres/gpu=1', { SubmitLine: 'sbatch --exclusive=user a.sh' }),
      job('7', '', { Partition: 'cpu' }),
      job('8', '', { Partition: 'cpu' }),
      job('9', ',gres/gpu:a100=8'),
    ])
    expect(places).toEqual([
      ['1', [2]],
      ['2', [0]],
      ['3', [0]],
      ['4', [2]],
      ['5', [1]],
      ['6', [2]],
      ['7', [3]],
      ['8', [4]],
      ['9', []],
    ])
    // A feature that no node of the machine has is told, and any node will do.
    expect(report.noticed.filter(({ reason }) => reason.includes('constraint'))).toMatchObject([{ count: 1 }])
  })

  it('are told with their features; a tier of 0 is one, and a node that is drained is listed and not counted', () => {
    const { system } = placed([job('1', '')])
    expect(system.nodes.map(({ count, features = [] }) => [count, ...features])).toEqual([
      [2, 'nvlink', 'ib', 'gpu:a100'],
      [1, 'gpu:v100'],
      [2],
    ])
    expect(system.partitions.map(({ name, nodes }) => [name, nodes])).toEqual([
      ['gpu', 3],
      ['cpu', 2],
    ])
    expect(system.tiers).toEqual({ gpu: 0, cpu: 1 })
    expect(system.notUnderstood.map(({ text }) => text)).toEqual([
      'NodeName=f1 State=FUTURE',
      'NodeName=g4 State=DRAIN: not counted, no job starts there',
    ])
  })

  it.each([
    ['a', true],
    ['b', false],
    ['a&b', false],
    ['a|b', true],
    ['b|a&c', true],
    ['a&b|c', true],
    ['b&(a|c)', false],
    ['[b*2|c*2]&a', true],
    ['(b|b)|((a))', true],
    ['a,b', false],
  ])('with features a and c are asked for by %s: %s', (constraint, expected) => {
    expect(isMet(constraint, (feature) => ['a', 'c'].includes(feature))).toBe(expected)
  })
})
