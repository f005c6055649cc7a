import { describe, expect, it } from 'vitest'
import { systemFromSlurm } from '../../../../sim/questions/queue/system/from-slurm.ts'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'
import { answerSbatch } from '../../../../sim/questions/sbatch/compose.ts'
import { readEstimate } from '../../../../sim/questions/estimate/input.ts'
import { ended, sacct, type Row } from '../../queue/import/slurm-dump.ts'

const conf = `
# An invented machine of three kinds of nodes.
ClusterName=tinysite
SlurmctldPort=6817
SchedulerType=sched/backfill
SchedulerParameters=bf_window=4320,bf_max_job_test=500,defer
PreemptType=preempt/qos
PreemptMode=REQUEUE
PriorityType=priority/multifactor
PriorityWeightAge=1000
PriorityWeightFairshare=10000  # most of it
PriorityMaxAge=14-0
PriorityFlags=DEPTH_OBLIVIOUS
NodeName=DEFAULT CPUs=64 RealMemory=512000
NodeName=g[01-03] Gres=gpu:h100-sxm-80:4 Weight=10
NodeName=g04 Gres=gpu:h100-sxm-80:4 Weight=10 RealMemory=1024000
NodeName=c[1-2],login Sockets=2 CoresPerSocket=16 CPUs=32
PartitionName=gpu Nodes=g[01-04] Default=YES MaxTime=1-00:00:00 DefaultTime=60
PartitionName=debug Nodes=g04,c[1-2] \\
  MaxTime=30 MaxNodes=2 PriorityTier=5
PartitionName=cpu Nodes=c[1-2] MaxTime=UNLIMITED AllowQos=ALL TRESBillingWeights="CPU=1.0,GRES/gpu=16"
PartitionName=odd Nodes=g[01-
`
const qos = `Name|Priority|GraceTime|Preempt|UsageFactor|GrpTRES|GrpTRESMins|MaxWall|MaxJobsPU
normal|0|00:00:00|scavenger|1.000000||||20
scavenger|0|00:01:00||0.250000|gres/gpu=8|gres/gpu=60000|04:00:00|
`

function systemOf(files: Readonly<Record<string, string>>) {
  const read = systemFromSlurm(Object.entries(files).map(([name, text]) => ({ name, text })))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

describe('a machine from the files of its Slurm', () => {
  const system = systemOf({ 'slurm.conf': conf, 'qos.txt': qos })

  it('has like nodes of like partitions as kinds, in the order of the file', () => {
    const parts = { weight: 10, gpus: 4, cores: 64, features: ['gpu:h100-sxm-80'] }
    expect(system.slurm.nodes).toEqual([
      { ...parts, count: 3, memoryMb: 512_000, partitions: ['gpu'] },
      { ...parts, count: 1, memoryMb: 1_024_000, partitions: ['gpu', 'debug'] },
      { count: 2, gpus: 0, cores: 32, memoryMb: 512_000, weight: 1, partitions: ['debug', 'cpu'] },
      { count: 1, gpus: 0, cores: 32, memoryMb: 512_000, weight: 1, partitions: ['none'] },
    ])
    expect(system).toMatchObject({ name: 'tinysite', nodes: 4, acceleratorsPerNode: 4, accelerators: 16 })
  })

  it('has its partitions with GPUs as the queues of a run, which is told the limit of the one it is sent to', () => {
    expect(system.queues).toEqual([
      { id: 'gpu', limitH: 24, nodes: 4 },
      { id: 'debug', limitH: 0.5, nodes: 1 },
    ])
    const job = { model: 'llama-3.2-1b', tokens: '1T', system, gpus: 8, grid: 'CH' }
    const written = (more: object) => {
      const answered = answerSbatch({ ...job, ...more })
      return answered.status === 'answer' ? answered.value.script : answered
    }
    expect(written({})).toMatch(/--partition=gpu\n[^]*--time=1-00:00:00\n/)
    expect(written({ gpus: 4, tokens: '1B', partition: 'debug' })).toContain('--time=00:30:00\n')
    for (const partition of ['debug', 'nosuch']) {
      const nearest = { field: 'partition', value: 'gpu' }
      expect(written({ partition })).toMatchObject({ status: 'infeasible', obstacles: [{ nearest }] })
    }
    const narrow = { ...system, queues: [{ id: 'gpu', nodes: 1 }] }
    expect(written({ system: narrow })).toMatchObject({ obstacles: [{ kind: 'queue', nearest: null }] })
    expect(written({ system: { ...system, queues: [{ id: 'long' }] } })).toContain('--partition=long\n')
  })

  it('refuses a queue or a window that cannot be, by its field', () => {
    const queues = [{ id: 'a', limitH: -1 }]
    const maintenance = [{ name: 'w', everyDays: 1, hours: 24 }]
    const asked = { model: 'llama-3.2-1b', tokens: '1T', system: { ...system, queues, maintenance } }
    const read = readEstimate({ ...asked, gpus: 8, grid: 'CH' })
    expect(read.ok ? [] : read.problems.map(({ field }) => field)).toEqual([
      'system.queues.0.limitH',
      'system.maintenance.0.hours',
    ])
  })

  it('has the limits of its partitions in seconds, null where there are none', () => {
    const told = system.slurm.partitions.map((one) => [
      one.name,
      one.nodes,
      one.isDefault,
      one.longestS,
      one.usualS,
      one.mostNodes,
      one.priorityTier,
    ])
    expect(told).toEqual([
      ['gpu', 4, true, 86_400, 3600, null, 1],
      ['debug', 3, false, 1800, null, 2, 5],
      ['cpu', 2, false, null, null, null, 1],
      ['odd', 0, false, null, null, null, 1],
    ])
  })

  it('tells priority, preemption, backfill and the qualities of service', () => {
    expect(system.slurm).toMatchObject({
      priority: {
        age: 1000,
        fairShare: 10_000,
        size: 0,
        qos: 0,
        maxAgeS: 14 * 86_400,
        halfLifeS: 7 * 86_400,
      },
      tiers: { gpu: 1, debug: 5 },
      preemption: { by: 'qos', mode: 'requeue', modes: {}, over: { normal: ['scavenger'] }, exempt: 0 },
      backfill: { window: '4320min', mostTested: '500' },
      qos: [
        { name: 'normal', preempts: ['scavenger'], limits: { MaxJobsPU: '20' } },
        {
          name: 'scavenger',
          preempts: [],
          limits: {
            UsageFactor: '0.250000',
            GrpTRES: 'gres/gpu=8',
            GrpTRESMins: 'gres/gpu=60000',
            MaxWall: '04:00:00',
          },
        },
      ],
    })
  })

  it('lets the QOS that is over the other stop its jobs, within its bounds of backfill', () => {
    const rows: readonly Row[] = ['scavenger', 'normal'].map((name, i) => ({
      ...ended,
      JobID: String(i + 1),
      Submit: `2026-03-02T00:0${String(i)}:00`,
      Eligible: `2026-03-02T00:0${String(i)}:00`,
      Start: '2026-03-02T00:02:00',
      Partition: 'gpu',
      QOS: name,
      NNodes: String(2 + 2 * i),
      NodeList: '',
      AllocTRES: `cpu=${String(128 + 128 * i)},gres/gpu=${String(8 + 8 * i)},node=${String(2 + 2 * i)}`,
    }))
    const file = sacct(rows, [...Object.keys(ended), 'QOS'].join('|'))
    const answered = answerSchedule(
      { file, system: { ...JSON.parse(JSON.stringify(system)) }, withJobs: true },
      null,
    )
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    // A minute of eight GPUs is lost.
    expect(answered.value.preemption).toMatchObject({ jobs: 1, restarts: 1, lostNodeSeconds: 120 })
    expect(answered.value.preemption?.lostGpuHours).toBeCloseTo(8 / 60, 12)
    expect(answered.value.jobs?.map(({ start }) => start)).toEqual([0, 60])
    const kept = answerSchedule(
      { file, system: { ...JSON.parse(JSON.stringify(system)) }, policy: 'conservative' },
      null,
    )
    expect(kept.status === 'answer' && kept.value.report.noticed.map(({ reason }) => reason)).toEqual([
      'backfill of the system file: not taken under conservative',
      'preemption of the system file: not taken under conservative',
    ])
  })

  it('lists what it does not understand, where it stands', () => {
    expect(system.slurm.notUnderstood.map(({ line, text }) => [line, text])).toEqual([
      [21, 'PartitionName=cpu tresbillingweights=CPU=1.0,GRES/gpu=16'],
      [22, 'PartitionName=odd Nodes=g[01-'],
      [6, 'SchedulerParameters=defer'],
      [13, 'PriorityFlags=DEPTH_OBLIVIOUS'],
      [3, 'GraceTime=00:01:00'],
    ])
  })

  it('is refused without any node, and without any file', () => {
    for (const files of [[], [{ name: 'a', text: 'ClusterName=x\n' }]])
      expect(systemFromSlurm(files)).toMatchObject({ ok: false, problems: [{ field: 'dir' }] })
  })
})

describe('a machine from what its commands print', () => {
  const shown = (name: string, partitions: string) => `NodeName=${name} Arch=x86_64 CoresPerSocket=32
   CPUAlloc=4 CPUEfctv=128 CPUTot=128 CPULoad=0.10
   Gres=gpu:a100:8(S:0-1)
   RealMemory=1000000 AllocMem=0 Sockets=2 Boards=1
   State=IDLE ThreadsPerCore=2 TmpDisk=0 Weight=3 Owner=N/A
   Partitions=${partitions}
   CfgTRES=cpu=128,mem=1000000M,billing=128,gres/gpu=8
`
  const nodes = [shown('n1', 'batch'), shown('n2', 'batch,short')].join('\n')
  const kind = { count: 1, gpus: 8, cores: 128, memoryMb: 1_000_000, weight: 3, features: ['gpu:a100'] }

  it('has the nodes of scontrol with the partitions that they name', () => {
    expect(systemOf({ nodes }).slurm.nodes).toEqual([
      { ...kind, partitions: ['batch'] },
      { ...kind, partitions: ['batch', 'short'] },
    ])
  })

  it('has the partitions and limits of sinfo', () => {
    const sinfo = `PARTITION AVAIL  TIMELIMIT  NODES  STATE NODELIST
batch*       up 2-00:00:00      1  alloc n1
batch*       up 2-00:00:00      1   idle n2
short        up      30:00      1   idle n2
long         up   infinite      1   idle n2
`
    const { slurm } = systemOf({ nodes, sinfo })
    expect(slurm.partitions.map((one) => [one.name, one.nodes, one.isDefault, one.longestS])).toEqual([
      ['batch', 2, true, 172_800],
      ['short', 1, false, 1800],
      ['long', 1, false, null],
    ])
    expect(slurm.nodes.map(({ partitions }) => partitions)).toEqual([['batch'], ['batch', 'short', 'long']])
  })
})

describe('the system file', () => {
  const system = systemOf({ 'slurm.conf': conf })

  it('gives a replay its shared nodes, and its partitions their longest limit', () => {
    const one: Row = {
      ...ended,
      NNodes: '1',
      NodeList: '',
      AllocTRES: 'billing=1,cpu=8,gres/gpu=1,mem=1000M,node=1',
      ReqTRES: 'billing=1,cpu=8,gres/gpu=1,mem=1000M,node=1',
    }
    const rows = Array.from({ length: 5 }, (_, i) => ({ ...one, JobID: String(i + 1) }))
    const tooLong = { ...one, JobID: '9', TimelimitRaw: '2880' }
    const file = sacct([...rows, tooLong])
    const answered = answerSchedule(
      { file, system: JSON.parse(JSON.stringify(system)), withJobs: true },
      null,
    )
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    // Four one-GPU jobs fill node 0, the fifth goes to node 1; 48 h are more than the partition's 24.
    expect(answered.value.jobs?.map(({ id, start, places, status }) => [id, start, places, status])).toEqual([
      ['1', 0, [0], 'completed'],
      ['2', 0, [0], 'completed'],
      ['3', 0, [0], 'completed'],
      ['4', 0, [0], 'completed'],
      ['5', 0, [1], 'completed'],
      ['9', null, [], 'rejected'],
    ])
    expect(answered.value.nodes).toBe(7)
  })

  it('is a system of an estimate where the name of the GPUs tells which they are', () => {
    expect(system.acceleratorId).toBe('h100-sxm-80')
    const read = readEstimate({
      model: 'llama-3.1-8b',
      tokens: '1T',
      gpus: 16,
      grid: 'CH',
      system: JSON.parse(JSON.stringify(system)),
    })
    expect(read).toMatchObject({ ok: true })
  })

  it.each([
    [{ name: 'x' }, 'system.slurm', 'is missing'],
    [{ slurm: {} }, 'system.slurm.nodes', ''],
    [{ slurm: { nodes: [{ count: 0 }] } }, 'system.slurm.nodes.0.count', 'whole number'],
  ])('without its nodes is refused by name: %j', (given, field, message) => {
    const answered = answerSchedule({ file: sacct([ended]), system: given }, null)
    if (answered.status !== 'refused') throw new Error('it is answered')
    expect(answered.problems.map((one) => one.field)).toContain(field)
    expect(answered.problems.map((one) => one.message).join()).toContain(message)
  })
})
