import { describe, expect, it } from 'vitest'
import { systemFromSlurm } from '../../../../../sim/questions/queue/system/from-slurm.ts'
import { starts } from '../slurm-dump.ts'

function machineOf(node: string, partition = '') {
  const text = `ClusterName=h\nNodeName=${node}\nPartitionName=p Nodes=ALL ${partition}\n`
  const read = systemFromSlurm([{ name: 'slurm.conf', text }])
  if (!read.ok) return null
  const { nodes, partitions, notUnderstood } = read.value.slurm
  return {
    count: nodes.reduce((all, kind) => all + kind.count, 0),
    gpus: nodes[0]?.gpus,
    memoryMb: nodes[0]?.memoryMb,
    longestS: partitions[0]?.longestS,
    left: notUnderstood.map(({ text: line }) => line),
  }
}

describe('what sites write in odd forms', () => {
  it.each([
    ['n[01-03,7]', 4],
    ['rack[1-2]n[1-4]', 8],
    ['n[1-3,5-6]x', 5],
    ['a-b[001-100]', 100],
  ])('nodes %s are %i', (names, count) => {
    expect(machineOf(`${names} CPUs=8`)?.count).toBe(count)
  })

  it.each([
    ['60', 3600],
    ['1:30', 90],
    ['1-0', 86_400],
    ['2-12:30', 217_800],
    ['1-00:00:01', 86_401],
    ['INFINITE', null],
    ['-1', null],
  ])('MaxTime=%s is %s s', (text, longestS) => {
    expect(machineOf('n1 CPUs=8', `MaxTime=${text}`)?.longestS).toBe(longestS)
  })

  it.each([
    ['gpu:a100:4(S:0-1)', 4],
    ['gpu:a100:2,gpu:v100:2', 4],
    ['gpu', 1],
    ['nvme:1,gpu:2', 2],
    ['craynetwork:4', 0],
  ])('Gres=%s is %i GPUs', (gres, gpus) => {
    expect(machineOf(`n1 CPUs=8 Gres=${gres}`)?.gpus).toBe(gpus)
  })

  it('RealMemory is in MB, K for 1024 of them; what Slurm cannot read is told, and no node without a bound', () => {
    expect(machineOf('n1 CPUs=8 RealMemory=512000')?.memoryMb).toBe(512_000)
    expect(machineOf('n1 CPUs=8 RealMemory=512K')?.memoryMb).toBe(524_288)
    const beside = machineOf('n1 CPUs=8\nNodeName=n2 CPUs=8 RealMemory=512G')
    expect(beside).toMatchObject({ count: 1, left: ['NodeName=n2 CPUs=8 RealMemory=512G'] })
    expect(machineOf('n1 CPUs=8 RealMemory=512G')).toBeNull()
  })
})

describe('jobs in odd forms', () => {
  const header = 'JobID|Submit|Start|End|Elapsed|State|NNodes|Timelimit'
  const job = (id: string, more: readonly [at: string, limit: string, nodes: string]) =>
    `${id}|${more[0]}|${more[0]}|2026-03-04T23:00:00|01:00:00|COMPLETED|${more[2]}|${more[1]}`
  const of = (lines: readonly string[], nodes: number) => starts([header, ...lines].join('\n'), { nodes }).starts

  it.each([
    ['of a day and hours', '2026-03-04T08:00:00', '2-00', '1', 1],
    ['without a limit', '2026-03-04T08:00:00', 'UNLIMITED', '1', 1],
    ['with a zone', '2026-03-04T08:00:00+01:00', '01:00:00', '1', 1],
    ['with a blank for T', '2026-03-04 08:00:00', '01:00:00', '1', 1],
    ['of 1K nodes', '2026-03-04T08:00:00', '01:00:00', '1K', 1024],
  ])('%s run one after another', (_, at, limit, nodes, machine) => {
    expect(of([job('1', [at, limit, nodes]), job('2', [at, limit, nodes])], machine)).toEqual({ 1: 0, 2: 3600 })
  })

  it('are tasks by their step, and so many at a time', () => {
    const waits = (id: string) => `${id}|2026-03-04T08:00:00|Unknown|Unknown|00:00:00|PENDING|1|01:00:00`
    expect(of([waits('7_[1-7:3]')], 3)).toEqual({ '7_1': 0, '7_4': 0, '7_7': 0 })
    expect(of([waits('7_[1-3%1]')], 3)).toEqual({ '7_1': 0, '7_2': 3600, '7_3': 7200 })
  })
})
