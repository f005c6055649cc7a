import { describe, expect, it } from 'vitest'
import { systemFromSlurm } from '../../../../sim/questions/queue/system/from-slurm.ts'
import { imported, jobsOf, reasons, refused } from './reading.ts'
import { ended, sacct, starts } from './slurm-dump.ts'

/** 08:00 of 5 March 2026 in UTC. */
const morning = 1_772_697_600

describe('the accounting of a PBS while jobs still run and wait', () => {
  const asks =
    'Resource_List.ncpus=64 Resource_List.ngpus=4 Resource_List.nodect=1 Resource_List.walltime=10:00:00'
  const of = (submitS: number) =>
    `user=bo group=users project=_pbs_project_default queue=workq ctime=${String(submitS)} qtime=${String(submitS)} etime=${String(submitS)}`
  const record = (kind: string, id: string, message: string) =>
    `03/05/2026 09:00:00;${kind};${id}.srv;${message}`
  const began = (startS: number) => `start=${String(startS)} exec_host=n003/0*64 ${asks}`
  const over = (endS: number) => `end=${String(endS)} resources_used.walltime=00:10:00`
  const read = imported(
    `${[
      record('Q', '1', 'queue=workq'),
      record('S', '1', `${of(morning)} ${began(morning)}`),
      record('Q', '2', `${of(morning + 60)} ${asks}`),
      record('Q', '3', `${of(morning + 70)} ${asks}`),
      record('S', '4', `${of(morning + 80)} ${began(morning + 100)}`),
      record('D', '3', 'requestor=bo@login'),
      record('R', '4', `${of(morning + 80)} ${began(morning + 100)} ${over(morning + 700)}`),
      record('S', '4', `${of(morning + 80)} ${began(morning + 900)}`),
    ].join('\n')}\n`,
  )

  it('has those of which no end has come: started ones run, queued ones wait, deleted ones are gone', () => {
    const jobs = jobsOf(read).map(({ id, submitS, requestedS, actualS }) => [
      id,
      submitS,
      requestedS,
      actualS,
    ])
    // Job 4 was run again: its first attempt took ten minutes, and the other waits from its end.
    expect(jobs).toEqual([
      ['4', 80, 36_000, 600],
      ['1', 0, 36_000, 36_000],
      ['2', 60, 36_000, 36_000],
      ['4', 700, 36_000, 36_000],
    ])
    expect([...(read.recorded?.startS ?? [])]).toEqual([100, 0, Number.NaN, 900])
  })

  it('charges the group where there is no project but the default one', () => {
    expect(jobsOf(read).map(({ project }) => project)).toEqual(['users', 'users', 'users', 'users'])
  })

  it('still counts the records that are no jobs', () => {
    const dropped = reasons(read.report.dropped).map(([reason, count]) => [reason, count])
    expect(dropped).toEqual([
      ["a record 'Q', which is not the end of a job", 2],
      ["a record 'D', which is not the end of a job", 1],
      ["a record 'S', which is not the end of a job", 1],
    ])
  })
})

describe('squeue of several clusters, and of jobs that ask for GPUs by task', () => {
  const names =
    'JOBID|USER|PARTITION|STATE|SUBMIT_TIME|START_TIME|TIME|TIME_LIMIT|NODES|TRES_ALLOC|TRES_PER_TASK|REASON'
  const waits = (id: string, gpus: number) =>
    `${id}|ana|gpu|PENDING|2026-03-05T08:00:00|N/A|0:00|2:00:00|1|cpu=4,mem=16G,node=1,billing=4,gres/gpu:a100=${String(gpus)}|gres/gpu:1|Resources`

  it('reads the first, and counts the jobs of the others', () => {
    const file = ['CLUSTER: alpha', names, waits('7', 1), '', 'CLUSTER: beta', names, waits('8', 1), ''].join(
      '\n',
    )
    const { report, ...read } = imported(file)
    expect(jobsOf({ report, ...read }).map(({ id }) => id)).toEqual(['7'])
    expect(reasons(report.dropped)).toEqual([
      ['a header that comes again', 1, [6]],
      ['of another cluster than the first job; give each by itself (sacct -M)', 1, [7]],
    ])
    expect(refused('CLUSTER: alpha\n  JOBID PARTITION     NAME     USER\n')[0]).toContain('fixed width')
  })

  it('takes the GPUs that a job has in all', () => {
    const { jobs } = imported([names, waits('7', 1), waits('8', 3), ''].join('\n'))
    expect([...(jobs.perNode?.gpus ?? [])]).toEqual([1, 3])
    expect([...(jobs.perNode?.cores ?? [])]).toEqual([4, 4])
    expect([...(jobs.perNode?.memoryMb ?? [])]).toEqual([16_384, 16_384])
  })
})

describe('what other commands print', () => {
  it.each([
    ['Job <1234>, Job Name <train>, User <ana>, Project <default>\n', 'lsb.acct'],
    ['\nAccounting information about jobs that are: \n  - submitted by users ana,\n', 'lsb.acct'],
    ['Summary of time in seconds spent in various states:\nJOBID USER\n', 'lsb.acct'],
    [
      'ReservationName=maint StartTime=2026-03-06T08:00:00 EndTime=2026-03-06T20:00:00\n',
      'system from-slurm',
    ],
    ['Configuration data as of 2026-03-05T09:00:00\nPriorityType = priority/basic\n', 'system from-slurm'],
  ])('is told by its kind: %s', (file, what) => {
    expect(refused(file)[0]).toContain(what)
  })
})

describe('a machine as scontrol shows it', () => {
  const config = `Configuration data as of 2026-03-05T09:00:00
ClusterName             = alpha
PriorityFlags           =
PriorityType            = priority/multifactor
PriorityWeightAge       = 1000
PriorityWeightTRES      = (null)
SchedulerParameters     = bf_window=2880,bf_max_job_test=200
`
  const nodes = `NodeName=n000 CPUTot=64 Gres=gpu:a100:4 RealMemory=515000 State=MIXED Partitions=gpu
NodeName=n001 Arch=x86_64 CoresPerSocket=32
   CPUAlloc=0 CPUTot=64 Gres=gpu:a100:4(S:0-1)
   OS=Linux 5.14.0 #1 SMP PREEMPT_DYNAMIC
   RealMemory=515000 State=IDLE+DRAIN ThreadsPerCore=1 Weight=10
   Partitions=gpu
`
  const partitions = `PartitionName=gpu
   AllowGroups=ALL AllowAccounts=ALL AllowQos=ALL
   AllocNodes=ALL Default=YES QoS=part_gpu
   DefaultTime=01:00:00 GraceTime=0 MaxNodes=8 MaxTime=1-00:00:00 MinNodes=0 MaxCPUsPerNode=UNLIMITED
   Nodes=n00[0-1]
   PriorityTier=1 OverSubscribe=NO OverTimeLimit=NONE State=UP
`
  const reservation = `ReservationName=maint StartTime=2026-03-06T08:00:00 EndTime=2026-03-06T20:00:00
   Nodes=n001 NodeCnt=1 PartitionName=(null) Flags=MAINT
`
  const qos = 'Name|Priority|MaxWall|MaxJobsPU\npart_gpu|0|12:00:00|1\n'
  const read = systemFromSlurm(
    [config, nodes, partitions, reservation, qos].map((text, i) => ({ name: `${String(i)}.txt`, text })),
  )
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const system = read.value

  it('has its name, weights and bounds of backfill from scontrol show config', () => {
    expect(system.name).toBe('alpha')
    expect(system.slurm.priority).toMatchObject({ age: 1000, fairShare: 0 })
    expect(system.slurm.backfill).toEqual({ window: '2880min', mostTested: '200' })
  })

  it('lists reservations and drained nodes, and nothing that asks for nothing', () => {
    const left = system.slurm.notUnderstood.map(({ text }) => text)
    expect(left).toHaveLength(2)
    expect(left[0]).toMatch(/^ReservationName=maint StartTime=2026-03-06T08:00:00 /)
    expect(left[1]).toBe('NodeName=n001 State=IDLE+DRAIN: not counted, no job starts there')
    expect(system.slurm.partitions.map(({ name }) => name)).toEqual(['gpu'])
  })

  it('keeps the limits of the QOS of a partition for every job of it', () => {
    const small = { NNodes: '1', AllocTRES: 'cpu=1,node=1', ReqTRES: 'cpu=1,node=1', NodeList: 'n001' }
    const rows = ['1', '2', '3'].map((JobID) => ({ ...ended, ...small, JobID }))
    // 1 and 2 are of one user, of whom one job may run at a time; 3 asks for more than 12 h.
    const file = sacct(rows.map((row) => (row.JobID === '3' ? { ...row, TimelimitRaw: '800' } : row)))
    expect(starts(file, { system }).starts).toEqual({ '1': 0, '2': 7200, '3': null })
  })

  it('has the CPUs that are left to jobs, and says that parts of GPUs count as GPUs', () => {
    const text = `NodeName=m1 CPUEfctv=62 CPUTot=64
   Gres=gpu:1g.5gb:14(S:0-1),gpu:3g.20gb:4(S:0-1)
   CoreSpecCount=2 State=IDLE
   Partitions=mig
`
    const made = systemFromSlurm([{ name: 'nodes.txt', text }])
    if (!made.ok) throw new Error(JSON.stringify(made.problems))
    expect(made.value.slurm.nodes).toMatchObject([{ count: 1, gpus: 18, cores: 62 }])
    expect(made.value.slurm.notUnderstood.map((one) => one.text)).toEqual([
      'NodeName=m1 Gres=gpu:1g.5gb:14(S:0-1),gpu:3g.20gb:4(S:0-1): each part (MIG) is counted as a GPU',
    ])
  })

  it('tells a file that it cannot read, as one of JSON, by its first line', () => {
    const file = { name: 'qos.json', text: '{"qos": [\n{"name": "normal", "limits": {}}]}\n' }
    const made = systemFromSlurm([{ name: 'slurm.conf', text: 'NodeName=n1 CPUs=8\n' }, file])
    if (!made.ok) throw new Error(JSON.stringify(made.problems))
    expect(made.value.slurm.notUnderstood).toEqual([{ file: 'qos.json', line: 1, text: '{"qos": [' }])
  })

  it('adds a line of defaults to the one before it', () => {
    const conf = `NodeName=DEFAULT CPUs=64 RealMemory=512000
NodeName=DEFAULT Gres=gpu:4
NodeName=n[1-2]
PartitionName=DEFAULT MaxTime=60
PartitionName=DEFAULT MaxNodes=1
PartitionName=p Nodes=ALL
`
    const made = systemFromSlurm([{ name: 'slurm.conf', text: conf }])
    if (!made.ok) throw new Error(JSON.stringify(made.problems))
    const { nodes, partitions: parts } = made.value.slurm
    expect(nodes).toMatchObject([{ count: 2, gpus: 4, cores: 64, memoryMb: 512_000 }])
    expect(parts).toMatchObject([{ longestS: 3600, mostNodes: 1 }])
  })
})

describe('lines that are easily misread', () => {
  it('has a job whose nodes are cleaned up run as long as it did', () => {
    const read = imported(sacct([{ ...ended, State: 'COMPLETING' }]))
    expect(jobsOf(read)).toMatchObject([{ actualS: 7200, requestedS: 14_400 }])
    expect(read.report.repaired).toEqual([])
  })

  it('says that a part of a GPU is not kept', () => {
    const part = { ...ended, AllocTRES: 'cpu=4,gres/shard=2,node=1', ReqTRES: 'cpu=4,gres/shard=2,node=1' }
    const { report, jobs } = imported(
      sacct([
        { ...part, NNodes: '1' },
        { ...ended, JobID: '2' },
      ]),
    )
    expect(reasons(report.noticed)).toContainEqual([
      'asks for a part of a GPU (shard, mps): not kept, no GPU is taken for it',
      1,
      [2],
    ])
    expect([...(jobs.perNode?.gpus ?? [])]).toEqual([0, 4])
  })

  it.each([
    ['cpu=4,gres/gpu:a100_1g.10gb=7,gres/gpu=7,node=1', '1', 'asks for slices of a GPU (MIG)'],
    ['cpu=8,gres/gpu=5,node=2', '2', 'has not as many GPUs on each of its nodes'],
  ])('says what is counted of %s', (tres, nodes, what) => {
    const { report } = imported(sacct([{ ...ended, NNodes: nodes, AllocTRES: tres, ReqTRES: tres }]))
    expect(report.noticed.map(({ reason }) => reason).join()).toContain(what)
  })

  it('reads numbers with a decimal comma where something else stands between the columns', () => {
    const names = ['id', 'submit', 'nodes', 'requested_s', 'actual_s']
    const file = `${names.join(';')}\n1;0;2;3600,0;1800,5\n2;10,5;1;7200;900\n`
    expect(jobsOf(imported(file))).toMatchObject([
      { submitS: 0, requestedS: 3600, actualS: 1800 },
      { submitS: 10, requestedS: 7200, actualS: 900 },
    ])
    const between = `${names.join(',')}\n1,05.03.2026 08:00,2,3600,1800\n2,0,2,3600,"1,800"\n`
    expect(refused(between)[0]).toContain('submit is neither a number nor a date as 2026-03-04T08:00:00')
    expect(refused(between)[0]).toContain('actual_s is not a number')
  })

  it('reads the least of the nodes that a waiting job may take', () => {
    const names = 'JOBID|USER|STATE|NODES|TIME_LIMIT|SUBMIT_TIME|REASON'
    const read = imported(`${names}\n9|ana|PENDING|2-4|30:00|2026-03-04T08:00:00|Resources\n`)
    expect([...read.jobs.nodes]).toEqual([2])
  })

  it('refuses a column that stands twice in the header', () => {
    expect(refused('id,submit,nodes,requested_s,actual_s,Nodes\na,0,1,60,60,2\n')).toEqual([
      "columns.nodes: 'nodes' stands twice in the header; name them apart",
    ])
  })
})
