import { readFileSync } from 'node:fs'
import * as hyparquet from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { readParquet } from '../../../../sim/queue/import/table/parquet.ts'
import { readReplay } from '../../../../sim/questions/queue/input.ts'
import { traceMappings } from '../../../../sim/questions/queue/file/import.ts'
import { imported, jobsOf, reasons, refused } from './reading.ts'
import { starts } from './slurm-dump.ts'

function importOf(fields: object) {
  const read = readReplay(fields)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value.import
}

/** Headers and rows as the documentation of each trace shows them; what they mean is read from there. */
const helios = `job_id,user,vc,gpu_num,cpu_num,node_num,state,submit_time,start_time,end_time,duration,queue
1425511,uXBbc,vcJkd,1,1,1,COMPLETED,2020-06-09 18:41:01,2020-06-09 18:41:01,2020-06-10 04:55:09,36848,0
1425512,uVMrF,vchbv,16,32,2,FAILED,2020-06-09 18:41:27,2020-06-09 18:41:37,2020-06-09 18:45:46,249,10
1425513,uVMrF,vchbv,16,32,2,CANCELLED,2020-06-09 18:41:28,,,0,0
`
const acme = `job_id,user,node_num,gpu_num,cpu_num,mem_per_pod_GB,shared_mem_per_pod,type,state,submit_time,start_time,end_time,fail_time,stop_time,duration,queue,gpu_time
dlctk696s0jbvitv,uf794,8,64,960,1000,100.0,Other,FAILED,2023-05-17 11:00:58+00:00,2023-05-17 11:01:08+00:00,2023-05-17 11:01:16+00:00,2023-05-17 11:01:16+00:00,,18,10.0,1152.0
`
const pm100 = `job_id,submit_time,start_time,run_time,time_limit,num_nodes_alloc,num_gpus_alloc,num_cores_alloc,user_id,partition,qos
11,2020-05-01 10:00:00,2020-05-01 10:00:00,14400,1440,2,8,256,7,1,0
12,2020-05-01 10:00:00,2020-05-01 10:00:00,60,4294967295,1,4,128,7,1,0
`
const pai = `4f057009a5d481acec67b088,tensorflow,1.0,Terminated,1739162.0,1739200.0,600.0,29.296875,50.0,MISC
4f057009a5d481acec67b089,worker,4.0,Terminated,1739172.0,1740200.0,600.0,16,200.0,V100
4f057009a5d481acec67b08a,worker,4.0,Waiting,,,600.0,16,200.0,V100
`
const openb = `name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time
openb-pod-0017,88000,327680,8,1000,,Burstable,Succeeded,9437497,10769854,9437497
openb-pod-0035,16000,32768,1,1000,V100M16|V100M32,LS,Running,9967058,9968575,9967063
`
const philly = 'timestamp,duration,num_gpus,gpu_time,cluster\n2017-10-09 07:01:55,66.0,12,792.0,11cb48\n'

describe('the table of a public trace', () => {
  it.each([
    ['Helios', helios, {}, [1, 36_848, 0, 1, 1], [2, 249, 0, 8, 16]],
    ['Acme', acme, {}, [8, 18, 0, 8, 120], null],
    [
      'PM100, whose limits are minutes or INFINITE',
      pm100,
      {},
      [2, 14_400, 86_400, 4, 128],
      [1, 60, 0, 4, 128],
    ],
    ['Alibaba 2023', openb, {}, [1, 1_332_357, 0, 8, 88], [1, 1512, 0, 1, 16]],
    ['Alibaba 2020', pai, { mapping: 'alibaba-2020' }, [1, 38, 0, 1, 6], [4, 1028, 0, 2, 6]],
    ['Philly', philly, { gpusPerNode: 8 }, [2, 66, 0, 6, 0], null],
  ])('of %s is read without a word about its columns', (_, file, fields, first, second) => {
    const read = imported(file, importOf(fields))
    const { perNode } = read.jobs
    const told = jobsOf(read).map(({ nodes, actualS, requestedS }, job) => [
      nodes,
      actualS,
      requestedS,
      perNode?.gpus[job],
      perNode?.cores[job],
    ])
    expect(told).toEqual([first, ...(second === null ? [] : [second])])
  })

  it('tells recorded starts, leaves out what never ran, and says which trace it was taken for', () => {
    const read = imported(helios, importOf({}))
    // 18:41:37 less 18:41:27
    expect((read.recorded?.startS[1] ?? 0) - (read.jobs.submitS[1] ?? 0)).toBe(10)
    expect(reasons(read.report.dropped)).toEqual([['never started', 1, [4]]])
    expect(read.report.noticed[0]?.reason).toContain('read as Helios')
  })

  it('says what is missing where nodes are told by GPUs, where no header is, and where no trace has the name', () => {
    expect(refused(philly, importOf({}))).toEqual([expect.stringContaining('give gpusPerNode')])
    expect(refused(pai, importOf({}))).toEqual([expect.stringContaining('a table without a header')])
    expect(readReplay({ mapping: 'heliox' })).toMatchObject({
      problems: [{ field: 'mapping', message: expect.stringContaining('pm100, philly, helios') }],
    })
  })

  it('goes from the API to a schedule, its own columns before those of the mapping', () => {
    const renamed = pm100.replace('run_time', 'ran')
    const fields = { nodes: 2, mapping: 'pm100', columns: { actual_s: 'ran:min' } }
    // Job 12 needs a node of the two that job 11 holds for 14,400 minutes, at most its 1,440.
    expect(starts(renamed, fields).starts).toEqual({ 11: 1_588_327_200, 12: 1_588_327_200 + 86_400 })
  })

  it('is named once, with columns of ours alone', () => {
    const names = traceMappings.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const { columns, name } of traceMappings)
      if (name !== 'frontier') expect(Object.keys(columns)).toContain('submit')
  })
})

describe('the job log of Philly', () => {
  const attempt = (start_time: string, end_time: string, gpus: readonly number[]) => ({
    start_time,
    end_time,
    detail: gpus.map((count, i) => ({ ip: `m${String(i)}`, gpus: Array.from({ length: count }, String) })),
  })
  const log = JSON.stringify([
    {
      jobid: 'application_1',
      vc: 'ee9e8c',
      user: 'ce2f4c',
      status: 'Pass',
      submitted_time: '2017-10-07 01:11:39',
      attempts: [
        attempt('2017-10-07 01:12:09', '2017-10-07 01:13:23', [1]),
        attempt('2017-10-07 01:13:30', '2017-10-09 06:53:12', [8, 2]),
      ],
    },
    { jobid: 'application_2', vc: 'e', user: 'c', submitted_time: '2017-10-07 01:11:39', attempts: [] },
  ])

  it('counts all attempts of a job, on the servers of the last', () => {
    const read = imported(log, importOf({}))
    // 74 s, and two days 5 h 39 min 42 s.
    expect(jobsOf(read)).toMatchObject([{ nodes: 2, actualS: 74 + 193_182, queue: 'ee9e8c' }])
    expect(read.jobs.perNode?.gpus[0]).toBe(5)
    expect(read.recorded?.startS[0]).toBe(30)
    expect(reasons(read.report.dropped)).toEqual([['never started', 1, [2]]])
  })
})

describe("Frontier's Standard Workload Format", () => {
  const job = (id: number, processors: number, name: string) =>
    `${String(id)} 0 10 3600 ${String(processors)} -1 -1 ${String(processors)} 7200 -1 1 5 2 -1 1 -1 -1 -1 -1 -1 ${name}`
  const head = '; MaxNodes: 9408\n; MaxProcs: 602112\n; UnixStartTime: 1704085200\n'

  it('takes the nodes that its last field names, whatever the allocated processors count', () => {
    const log = `${head}${job(1, 280_000, 'frontier:excl:2500x112')}\n${job(2, 128, 'frontier:excl:2x64')}\n`
    const read = imported(log, importOf({ mapping: 'frontier' }))
    expect(jobsOf(read).map(({ nodes }) => nodes)).toEqual([2500, 2])
    expect(read.nodes).toBe(9408)
    // A record has eighteen fields, and what follows is not looked at unless that is asked for.
    const plain = imported(log)
    expect(jobsOf(plain).map(({ nodes }) => nodes)).toEqual([280_000, 128])
    expect(plain.report.noticed).toMatchObject([
      { reason: expect.stringContaining('mapping frontier'), count: 2 },
    ])
  })

  it('leaves a log of eighteen fields, or of other fields behind them, as it was', () => {
    expect(imported(`${head}${job(1, 4, '17')}\n`)).toMatchObject({ nodes: 602_112, jobs: { count: 1 } })
  })
})

describe('Parquet', () => {
  // Four jobs of invented values with the columns of PM100, in groups of three rows; hyparquet-writer 0.17.0 wrote it.
  const bytes = readFileSync(new URL('pm100.parquet', import.meta.url))
  const piecesOf = (file: Uint8Array) => ({
    byteLength: file.length,
    slice: (start: number, end?: number) => Uint8Array.from(file.subarray(start, end)).buffer,
  })

  it('gives the jobs of the same table as CSV', async () => {
    const read = await readParquet(piecesOf(bytes), importOf({}), hyparquet)
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    expect(jobsOf(read.value)).toMatchObject([
      { id: '11', submitS: 1_588_327_200, nodes: 2, requestedS: 86_400, actualS: 14_400, user: '7' },
      { id: '12', nodes: 1, requestedS: 7200, actualS: 3600 },
      { id: '13', submitS: 1_588_327_260, nodes: 1, requestedS: 3600, actualS: 1800, user: '8' },
      { id: '14', nodes: 4, requestedS: 0, actualS: 60 },
    ])
    expect([...(read.value.jobs.perNode?.gpus ?? [])]).toEqual([4, 2, 1, 4])
    expect(read.value.recorded?.startS[1]).toBe(1_588_327_240)
  })

  it('that breaks off, or is given as text, is refused in words', async () => {
    const cut = await readParquet(piecesOf(bytes.subarray(0, 900)), importOf({}), hyparquet)
    expect(cut).toMatchObject({ ok: false, problems: [{ field: 'file' }] })
    expect(refused(new Uint8Array(bytes))).toEqual([expect.stringContaining('is Parquet')])
  })
})
