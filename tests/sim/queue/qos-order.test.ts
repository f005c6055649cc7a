import { describe, expect, it } from 'vitest'
import { answerSchedule } from '../../../sim/questions/queue/work.ts'
import { systemFromSlurm } from '../../../sim/questions/queue/system/from-slurm.ts'
import { ended, sacct } from './import/slurm-dump.ts'

const conf = `NodeName=n[1-9] CPUs=8
PartitionName=batch Nodes=n[1-9] QOS=part
PartitionName=other Nodes=n[1-9]
`

/** Starts in hours of two-hour jobs of one user under QOS normal, in the partitions that are named. */
function starts(flags: string, partLimits: string, partitions: readonly string[]) {
  const qos = `Name|Priority|Flags|MaxJobsPU|MaxWall|GrpTRES
normal|0|${flags}|1|05:00:00|
part|0|DenyOnLimit|${partLimits}
`
  const read = systemFromSlurm([
    { name: 'slurm.conf', text: conf },
    { name: 'qos.txt', text: qos },
  ])
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const rows = partitions.map((name, i) => {
    const [Partition = '', hours = '4'] = name.split(' ')
    const TimelimitRaw = String(60 * Number(hours))
    const job = { JobID: String(i + 1), QOS: 'normal', Partition, TimelimitRaw }
    return { ...ended, ...job, NNodes: '1', NodeList: '', AllocTRES: 'cpu=8,node=1', ReqTRES: 'cpu=8,node=1' }
  })
  const file = sacct(rows, [...Object.keys(ended), 'QOS'].join('|'))
  const system: Readonly<Record<string, unknown>> = JSON.parse(JSON.stringify(read.value))
  const answered = answerSchedule({ file, system, withJobs: true }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value.jobs?.map(({ start }) => (start === null ? null : start / 3600))
}

/** By the words of https://slurm.schedmd.com/resource_limits.html: the limit that is first defined is the one in effect. */
describe('where the QOS of a job and of its partition limit the same', () => {
  const three = ['batch', 'batch', 'batch']

  it.each([
    ['that of the partition holds, if it allows more', '', '2||', [0, 0, 2]],
    ['that of the job holds with OverPartQOS', 'DenyOnLimit,OverPartQOS', '2||', [0, 2, 4]],
    ['and with OverPartQOS also where it allows more', 'OverPartQOS', '0||', [0, 2, 4]],
    ['what the partition leaves open is for that of the job', '', '||node=9', [0, 2, 4]],
    ['what the job leaves open is for that of the partition', 'OverPartQOS', '||node=0', [null, null, null]],
  ])('%s', (_, flags, partLimits, expected) => {
    expect(starts(flags, partLimits, three)).toEqual(expected)
  })

  it('each of the limits goes by itself', () => {
    // The wall time is of the job's QOS alone, or of the partition's.
    expect(starts('', '2||', ['batch', 'batch 6', 'batch'])).toEqual([0, null, 0])
    expect(starts('', '|07:00:00|', ['batch', 'batch 6', 'batch 8'])).toEqual([0, 2, null])
  })

  it('those of the job count all of it, also those that another limit holds', () => {
    expect(starts('', '2||', ['batch', 'other', 'batch'])).toEqual([0, 2, 0])
  })
})
