import { describe, expect, it } from 'vitest'
import { imported, refused } from './reading.ts'

const file = (cluster: unknown, jobs: readonly object[], more = {}) =>
  JSON.stringify({ cluster, jobs, ...more })
const job = { id: 'a', submit: 0, nodes: 1, requested_s: 60, actual_s: 30 }

describe('a cluster of kinds of nodes', () => {
  it('is read with the amounts that nobody limits', () => {
    const nodes = [
      { count: 2, gpus: 4, cores: 64, memoryMb: 512_000, weight: 5, partitions: ['gpu', 'debug'] },
      { count: 3, cores: 128 },
    ]
    expect(imported(file({ nodes }, [job]))).toMatchObject({
      nodes: 5,
      kinds: [
        { count: 2, gpus: 4, cores: 64, memoryMb: 512_000, weight: 5, partitions: ['gpu', 'debug'] },
        { count: 3, gpus: 0, cores: 128, memoryMb: Infinity, weight: 1, partitions: ['all'] },
      ],
    })
  })

  it('is refused with every problem at once', () => {
    const nodes = [{ gpus: 4 }, { count: 0, gpu: 2 }, { count: 1, gpus: -1, partitions: [] }]
    expect(refused(file({ nodes }, [job]))).toEqual([
      'cluster.nodes.0.count: is missing; say how many such nodes there are',
      'cluster.nodes.1.gpu: is not a field of a kind of node; the fields are count, gpus, cores, memoryMb, weight, partitions, features',
      'cluster.nodes.2.gpus: -1 is not a whole number from 0 to 4096',
      'cluster.nodes.2.partitions: is not a list of names, such as ["gpu", "debug"]',
    ])
    expect(refused(file({ nodes: [] }, [job]))).toHaveLength(1)
  })

  it('may have windows of named nodes, each below the number of nodes', () => {
    const windows = (nodeIds: readonly number[]) => ({ windows: [{ start: 0, end: 9, nodeIds }] })
    const cluster = { nodes: [{ count: 4, gpus: 4 }] }
    expect(imported(file(cluster, [job], windows([3, 1, 3]))).windows).toEqual([
      { startS: 0, endS: 9, nodes: 2, nodeIds: [3, 1] },
    ])
    expect(refused(file(cluster, [job], windows([4])))).toEqual([
      'windows.0.nodeIds: 4 is no node: they are numbered from 0 to 3',
    ])
  })
})

describe('what a job asks of each of its nodes', () => {
  const asked = { gpusPerNode: 2, coresPerNode: 8, memoryMbPerNode: 1000, partition: 'gpu', exclusive: true }
  const rows = [
    { gpus: 2, cores: 8, memoryMb: 1000, exclusive: 1, partition: 'gpu' },
    { gpus: 0, cores: 0, memoryMb: 0, exclusive: 0, partition: '' },
  ]
  const perNode = (text: string) => {
    const table = imported(text).jobs.perNode
    return [0, 1].map((i) => ({
      gpus: table?.gpus[i],
      cores: table?.cores[i],
      memoryMb: table?.memoryMb[i],
      exclusive: table?.exclusive[i],
      partition: table?.partitions?.names[table.partitions.of[i] ?? -1],
    }))
  }

  it('is the same from JSON and from CSV', () => {
    expect(perNode(file({ nodes: 2 }, [{ ...job, ...asked }, job]))).toEqual(rows)
    const header =
      'id,submit,nodes,requested_s,actual_s,gpusPerNode,coresPerNode,memoryMbPerNode,partition,exclusive'
    expect(perNode(`${header}\na,0,1,60,30,2,8,1000,gpu,true\nb,0,1,60,30,,,,,\n`)).toEqual(rows)
  })

  it('is null where no job says', () => {
    expect(imported(file({ nodes: 2 }, [job])).jobs.perNode).toBeNull()
  })

  it('is dropped, and counted, where it cannot be', () => {
    const odd = [job, { ...job, gpusPerNode: -1 }, { ...job, exclusive: 'perhaps' }]
    expect(imported(file({ nodes: 2 }, odd)).report.dropped.map(({ reason }) => reason)).toEqual([
      'gpusPerNode is below 0',
      'exclusive is neither true nor false',
    ])
  })
})
