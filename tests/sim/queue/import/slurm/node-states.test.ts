import { describe, expect, it } from 'vitest'
import { systemFromSlurm } from '../../../../../sim/questions/queue/system/from-slurm.ts'

function readOf(...texts: readonly string[]) {
  return systemFromSlurm(texts.map((text, i) => ({ name: `${String(i)}.txt`, text })))
}

function machineOf(...texts: readonly string[]) {
  const read = readOf(...texts)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const { nodes, partitions, notUnderstood } = read.value.slurm
  return {
    nodes: nodes.reduce((sum, { count }) => sum + count, 0),
    partitions: partitions.map((one) => [one.name, one.nodes]),
    told: notUnderstood.map(({ text }) => text),
  }
}

const node = (name: string, state: string) => `NodeName=${name} CPUTot=8 State=${state} Partitions=batch\n`

/**
 * By `_build_bitmaps` in src/slurmctld/read_config.c of Slurm 23.11 a node is available that is IDLE or ALLOCATED (MIXED
 * too), without DRAIN, FAIL and NO_RESPOND ('*'); one that sleeps is woken for a job.
 */
describe('the state of a node', () => {
  it.each([
    ...['IDLE', 'ALLOCATED', 'MIXED', 'MIXED+PLANNED', 'ALLOCATED+COMPLETING', 'IDLE+RESERVED'],
    ...['IDLE+POWERED_DOWN', 'IDLE+CLOUD+POWERED_DOWN', 'IDLE+POWERING_UP', 'IDLE~', 'MIXED#', 'UNKNOWN'],
  ])('%s takes jobs', (state) => {
    expect(machineOf(node('a', 'IDLE') + node('b', state))).toEqual({
      nodes: 2,
      partitions: [['batch', 2]],
      told: [],
    })
  })

  it.each([
    ...['DOWN', 'DOWN*', 'DOWN+NOT_RESPONDING', 'IDLE*', 'IDLE+NOT_RESPONDING', 'IDLE+DRAIN', 'DRAINED'],
    ...['ALLOCATED+DRAIN', 'MIXED+DRAIN', 'DRAINING', 'DOWN*+DRAIN', 'IDLE+FAIL', 'FAILING', 'ERROR'],
  ])('%s takes none, and that is told', (state) => {
    expect(machineOf(node('a', 'IDLE') + node('b', state))).toEqual({
      nodes: 1,
      partitions: [['batch', 1]],
      told: [`NodeName=b State=${state}: not counted, no job starts there`],
    })
  })

  it('is the one that is said last: of scontrol after slurm.conf', () => {
    const conf = 'NodeName=n[1-3] CPUs=8 State=DOWN\nPartitionName=batch Nodes=n[1-3]\n'
    const shown = node('n1', 'IDLE') + node('n2', 'IDLE+DRAIN') + node('n3', 'IDLE')
    expect(machineOf(conf, shown)).toMatchObject({ nodes: 2, partitions: [['batch', 2]] })
  })

  it('is told by sinfo, of each partition', () => {
    const conf = 'NodeName=n[1-6] CPUs=8\nPartitionName=batch Nodes=n[1-6]\nPartitionName=short Nodes=n[1-2]\n'
    const sinfo = `PARTITION AVAIL  TIMELIMIT  NODES  STATE NODELIST
batch*       up 1-00:00:00      1   drng n1
batch*       up 1-00:00:00      2  down* n[2-3]
batch*       up 1-00:00:00      2  idle~ n[4-5]
batch*       up 1-00:00:00      1    mix n6
short        up    1:00:00      1   drng n1
short        up    1:00:00      1  down* n2
`
    expect(machineOf(conf, sinfo)).toEqual({
      nodes: 3,
      partitions: [
        ['batch', 3],
        ['short', 0],
      ],
      told: [
        'NodeName=n1 State=drng: not counted, no job starts there',
        'NodeName=n[2-3] State=down*: not counted, no job starts there',
      ],
    })
  })

  it('is refused where no node takes a job', () => {
    const read = readOf(node('a', 'DOWN') + node('b', 'IDLE+DRAIN'))
    expect(read).toMatchObject({
      ok: false,
      problems: [{ field: 'dir', message: 'holds no node that takes a job: all are down, drained or failing' }],
    })
  })
})

describe('what people write of a node', () => {
  const record = (name: string, state: string, end: string) =>
    [
      `NodeName=${name} Arch=aarch64 CoresPerSocket=72`,
      'CPUAlloc=0 CPUEfctv=288 CPUTot=288 CPULoad=0.01',
      'Gres=gpu:gh200:4',
      'OS=Linux 5.14 #1 SMP Tue Jan 2 12:00:00 UTC 2024',
      'RealMemory=850000 AllocMem=0 Sockets=4 Boards=1',
      `State=${state} ThreadsPerCore=1 Weight=1`,
      'Partitions=normal,debug',
      ...(end === '' ? [] : [end]),
    ] as const
  const nodes = [
    record('n1', 'IDLE', ''),
    record('n2', 'IDLE+DRAIN', 'Reason=disk #3 is bad, State=IDLE soon [root@2026-01-01T00:00:00]'),
    record('n3', 'IDLE+RESERVED', 'ReservationName=maint'),
    record('n4', 'IDLE', 'Comment=spare of NodeName=foo RealMemory=1'),
  ]
  const inLines = nodes.map((lines) => `${lines.join('\n   ')}\n`).join('\n')
  const onOne = nodes.map((lines) => lines.join(' ')).join('\n')

  it.each([
    ['scontrol show node', inLines],
    ['scontrol -o show node', onOne],
  ])('hides nothing of it and is nothing of it in the text of %s', (_, text) => {
    const read = systemFromSlurm([{ name: 'nodes.txt', text }])
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    const { nodes: kinds, away } = read.value.slurm
    expect(kinds.map(({ count, gpus, memoryMb, partitions }) => ({ count, gpus, memoryMb, partitions }))).toEqual([
      { count: 3, gpus: 4, memoryMb: 850_000, partitions: ['normal', 'debug'] },
    ])
    expect(away).toEqual(['n2'])
  })
})

describe('files that slurm.conf includes', () => {
  it('are told where they are not given', () => {
    const text = 'Include /etc/slurm/nodes.conf\nInclude parts.conf\nNodeName=n[1-4] CPUs=8\n'
    const files = [
      { name: 'slurm.conf', text },
      { name: 'nodes.conf', text: 'NodeName=m[1-4] CPUs=8\n' },
    ]
    const read = systemFromSlurm(files)
    expect(read.ok && read.value.slurm.notUnderstood.map(({ text: line }) => line)).toEqual([
      'Include parts.conf',
    ])
  })
})

describe('a dump of sacctmgr', () => {
  it('is told as what it is, with the texts that are read', () => {
    const dump = "# To edit this file\nCluster - 'h':Fairshare=1:QOS='normal'\nParent - 'root'\nUser - 'ann':MaxJobs=5\n"
    const conf = 'ClusterName=h\nNodeName=n[1-4] CPUs=8\nPartitionName=p Nodes=ALL\n'
    const read = systemFromSlurm([
      { name: 'slurm.conf', text: conf },
      { name: 'dump.cfg', text: dump },
    ])
    expect(read.ok && read.value.slurm.notUnderstood.map(({ text }) => text)).toEqual([
      expect.stringContaining('sacctmgr show assoc -P'),
    ])
  })
})
