import { describe, expect, it } from 'vitest'
import { answerSchedule } from '../../../sim/questions/queue/work.ts'
import { systemFromSlurm } from '../../../sim/questions/queue/system/from-slurm.ts'
import { ended, sacct } from './import/slurm-dump.ts'

const conf = `ClusterName=here
NodeName=n[1-9] CPUs=8
PartitionName=batch Nodes=n[1-9] MaxTime=03:00:00 QOS=part
PartitionName=other Nodes=n[1-9] MaxTime=08:00:00 QOS=part
PartitionName=free Nodes=n[1-9]
`

type Said = {
  /** Rows of `sacctmgr show qos -P`: name, flags, MaxJobsPU, MaxWall, GrpJobs. */
  readonly qos?: readonly string[]
  /** Rows of `sacctmgr show assoc -P`: cluster, account, user, partition, GrpJobs, MaxJobs, MaxSubmit, MaxWall. */
  readonly assoc?: readonly string[]
}

function systemOf({ qos = [], assoc = [] }: Said) {
  const rows = (list: readonly string[]) => list.map((row) => `${row}\n`).join('')
  const read = systemFromSlurm([
    { name: 'slurm.conf', text: conf },
    {
      name: 'qos',
      text: `Name|Flags|MaxJobsPU|MaxWall|GrpJobs|Priority\n${rows(qos.map((row) => `${row}|0`))}`,
    },
    {
      name: 'assoc',
      text: `Cluster|Account|User|Partition|GrpJobs|MaxJobs|MaxSubmit|MaxWall|Share\n${rows(assoc.map((row) => `${row}|1`))}`,
    },
  ])
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

/** Starts in hours of two-hour jobs 'user partition QOS limitH', all submitted at once. */
function starts(said: Said, jobs: readonly string[]) {
  const rows = jobs.map((job, i) => {
    const [User = '', Partition = 'free', QOS = 'normal', hours = '2'] = job.split(' ')
    const TimelimitRaw = String(60 * Number(hours))
    const one = { JobID: String(i + 1), User, Account: 'p', Partition, QOS, TimelimitRaw }
    return { ...ended, ...one, NNodes: '1', NodeList: '', AllocTRES: 'cpu=8,node=1', ReqTRES: 'cpu=8,node=1' }
  })
  const file = sacct(rows, [...new Set([...Object.keys(ended), 'QOS'])].join('|'))
  const system: Readonly<Record<string, unknown>> = JSON.parse(JSON.stringify(systemOf(said)))
  const answered = answerSchedule({ file, system, withJobs: true }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value.jobs?.map(({ start }) => (start === null ? null : start / 3600))
}

/**
 * By src/slurmctld/acct_policy.c of Slurm: an association is asked for what no QOS of the job limits (`qos_rec.… ==
 * INFINITE`), Max limits of the nearest association alone, Grp limits of each above it (`if (parent) continue`).
 */
describe('limits of associations', () => {
  const three = ['ana', 'ana', 'ana']

  it.each([
    ['hold where no QOS says the same', ['normal||||'], [0, 2, 4]],
    ['are behind the QOS of the job, if that allows more', ['normal||2||'], [0, 0, 2]],
    ['and if that allows less', ['normal||1||'], [0, 2, 4]],
    ['are not behind another amount of the QOS', ['normal|||9:00:00|9'], [0, 2, 4]],
  ])('%s', (_, qos, expected) => {
    expect(starts({ qos, assoc: ['here|p|ana|||1||'] }, three)).toEqual(expected)
  })

  it('are behind the QOS of the partition, in that partition alone', () => {
    const said = { qos: ['normal||||', 'part||2||'], assoc: ['here|p|ana|||1||'] }
    expect(starts(said, ['ana batch', 'ana batch', 'ana batch'])).toEqual([0, 0, 2])
    // What runs in the partition counts in the association as well.
    expect(starts(said, ['ana batch', 'ana free', 'ana batch'])).toEqual([0, 2, 0])
  })

  it('are those of the user before those of the account', () => {
    const assoc = ['here|p||||1||', 'here|p|ana|||2||', 'here|p|ben|||1||', 'here|p|cat|||||']
    expect(starts({ assoc }, [...three, 'ben', 'ben', 'cat', 'cat'])).toEqual([0, 0, 2, 0, 2, 0, 2])
    const walls = ['here|p||||||1:00:00', 'here|p|ana|||||3:00:00']
    expect(starts({ assoc: walls }, ['ana', 'ben'])).toEqual([0, null])
  })

  it('hold together where they are of groups, as far as the root', () => {
    const assoc = ['here|root|||1|||', 'here|p|||2|||', 'here|p|ana||3|||']
    expect(starts({ assoc: assoc.slice(1) }, three)).toEqual([0, 0, 2])
    expect(starts({ assoc }, three)).toEqual([0, 2, 4])
    expect(starts({ assoc, qos: ['normal||||5'] }, three)).toEqual([0, 0, 0])
  })

  it('are of their partition and of this cluster', () => {
    expect(starts({ assoc: ['here|p|ana|other||1||'] }, ['ana other', 'ana other', 'ana', 'ana'])).toEqual([
      0, 2, 0, 0,
    ])
    expect(starts({ assoc: ['here|p|ana|||2||', 'there|p|ana|||1||'] }, three)).toEqual([0, 0, 2])
  })

  it('are none where the table has its header alone, which is told', () => {
    const left = systemOf({ qos: ['normal||||'] }).slurm.notUnderstood
    expect(left).toEqual([{ file: 'assoc', line: 1, text: 'has a header and no rows' }])
  })

  it('take accounts that a tree indents', () => {
    expect(starts({ assoc: ['here|root||||||', 'here| p|ana|||1||'] }, three)).toEqual([0, 2, 4])
  })
})

describe('a QOS of several partitions', () => {
  it('counts the jobs of all of them, and those that run under it', () => {
    const said = { qos: ['normal||||', 'part||||1'] }
    expect(starts(said, ['ana batch', 'ben other', 'cat free part', 'dan free'])).toEqual([0, 2, 4, 0])
  })
})

describe('flags of a QOS', () => {
  it('let jobs pass the time of a partition, and no others', () => {
    const jobs = ['ana batch normal 5', 'ana batch long 5', 'ana batch long 9']
    expect(starts({ qos: ['normal||||', 'long||||'] }, jobs)).toEqual([null, null, null])
    const flags = 'DenyOnLimit,PartitionTimeLimit'
    expect(starts({ qos: ['normal||||', `long|${flags}||8:00:00|`] }, jobs)).toEqual([null, 0, null])
  })

  it('are told where a replay does not keep them', () => {
    const { notUnderstood } = systemOf({
      qos: ['normal|DenyOnLimit,NoDecay|||', 'long|NoReserve,OverPartQOS|||'],
    }).slurm
    expect(notUnderstood.map(({ line, text }) => [line, text])).toContainEqual([3, 'Flags=NoReserve'])
  })
})
