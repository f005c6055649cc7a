import { describe, expect, it } from 'vitest'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'
import { imported, jobsOf, reasons, refused } from './reading.ts'
import { columns, ended, pending, sacct } from './slurm-dump.ts'

const at = (hours: number) => 1_772_611_200 + hours * 3600
const told = (file: string, fields: object) => {
  const answered = answerSchedule({ file, ...fields }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

describe('JSON as people cut it', () => {
  const job = (id: number) => ({
    job_id: id,
    allocation_nodes: 0,
    state: { current: ['COMPLETED'] },
    time: { submission: at(0), eligible: at(0), start: at(0), end: at(1), elapsed: 3600, limit: 120 },
    tres: { allocated: [{ type: 'node', name: '', count: { set: true, number: 3 } }], requested: [] },
  })
  const plain = { id: 'a', submit: 0, nodes: 3, requested_s: 7200, actual_s: 3600 }

  it.each([
    ['the list of jobs of sacct (jq .jobs)', [job(1), job(2)], ['1', '2']],
    [
      'several answers in one list (jq --slurp)',
      [{ jobs: [job(1)] }, { jobs: [job(2)], errors: [] }],
      ['1', '2'],
    ],
    ['a list of jobs of ours', [plain], ['a']],
  ])('is read: %s', (_, file, ids) => {
    const jobs = jobsOf(imported(JSON.stringify(file)))
    expect(jobs.map(({ id }) => id)).toEqual(ids)
    expect(jobs[0]).toMatchObject({ nodes: 3, actualS: 3600, requestedS: 7200 })
  })

  it.each([
    ['sshare', { shares: { shares: [] }, meta: {} }],
    ['sdiag', { statistics: {}, meta: {}, errors: [] }],
    ['scontrol show nodes', { nodes: [], partitions: [], meta: {} }],
  ])('of %s is told as that of another command', (_, file) => {
    expect(refused(JSON.stringify(file))).toEqual([
      'jobs: is missing: this is what another command of Slurm prints; give sacct --json or squeue --json',
    ])
  })

  it.each([
    ['a field', JSON.stringify({ jobs: [{ ...plain, walltime: 60, gpus: 4 }] }), "'walltime', 'gpus'"],
    ['a column', 'ID,submit,nodes,requested_s,actual_s,prio\na,0,1,60,60,5\n', "'prio'"],
  ])('says of %s that it is not read', (_, file, names) => {
    expect(reasons(imported(file).report.noticed)).toEqual([[`tells what is not read: ${names}`, 1, [1]]])
  })

  it('says nothing of columns that are named, or of those of a public trace', () => {
    const named = { columns: { submit: 'at', nodes: 'n', actual_s: 'ran' } }
    expect(told('at,n,ran,more\n0,1,60,x\n', { nodes: 1, ...named }).report.noticed).toEqual([])
  })
})

describe('what an accounting has that is not so', () => {
  it('16.00E joules, as ConsumedEnergy writes a counter that has no value, are none', () => {
    const energies = ['16.00E', '3.60M'].map((ConsumedEnergy, i) => ({
      ...ended,
      JobID: String(i),
      ConsumedEnergy,
    }))
    const read = imported(sacct(energies, `${columns}|ConsumedEnergy`))
    expect(reasons(read.report.repaired)).toEqual([
      [expect.stringContaining('no energy was measured'), 1, [2]],
    ])
    // 3.6 MJ over two hours on two nodes.
    expect(jobsOf(read).map(({ powerWPerNode }) => powerWPerNode)).toEqual([Number.NaN, 250])
  })

  it('a job that runs long after its limit is left over, and counted', () => {
    const running = { ...ended, State: 'RUNNING', End: 'Unknown', TimelimitRaw: '120' }
    const lines = ['7200', '10800', '10801', '9000000'].map((ElapsedRaw, i) => ({
      ...running,
      JobID: String(i),
      ElapsedRaw,
    }))
    expect(reasons(imported(sacct(lines)).report.noticed)).toEqual([
      [expect.stringContaining('still runs an hour after its limit'), 2, [4, 5]],
    ])
  })

  it('a job that waits for a limit of its QOS or account says so, as the limit may not be told', () => {
    const reasonsOf = ['Priority', 'QOSMaxJobsPerUserLimit', 'AssocGrpGRES', 'Resources']
    const waits = reasonsOf.map((Reason, i) => ({ ...pending, JobID: String(i), Reason, ReqTRES: '' }))
    const over = { ...ended, JobID: '9', Reason: 'QOSMaxJobsPerUserLimit' }
    expect(reasons(imported(sacct([...waits, over], `${columns}|Reason`)).report.noticed)).toEqual([
      [expect.stringContaining('waits for a limit of its QOS or account'), 2, [3, 4]],
    ])
  })

  it('a job of PBS that is run again waits from the end of its first run', () => {
    const record = (kind: string, start: number, end: number) =>
      `05/06/2026 11:00:00;${kind};8801.srv;user=u1 queue=q ctime=${String(at(0))} etime=${String(at(0))} start=${String(at(start))} exec_host=n1/0 Resource_List.nodect=1 Resource_List.walltime=05:00:00 end=${String(at(end))} resources_used.walltime=0${String(end - start)}:00:00`
    const file = [record('R', 1, 3), record('R', 4, 5), record('E', 6, 9)].join('\n')
    expect(jobsOf(imported(file))).toMatchObject([
      { submitS: 0, actualS: 7200 },
      { submitS: 3 * 3600, actualS: 3600 },
      { submitS: 5 * 3600, actualS: 10_800 },
    ])
    expect(imported(file).report.noticed).toEqual([])
  })

  const swf = (id: number, processors: number) =>
    `${String(id)} 0 0 60 ${String(processors)} -1 -1 ${String(processors)} 60 -1 1 1 1 -1 1 1 -1 -1`
  it('processors of a log are taken for nodes where nobody says how many a node has, which is said', () => {
    const file = [swf(1, 4), swf(2, 64), swf(3, 128)].join('\n')
    const noticed = [
      { reason: expect.stringContaining('more processors than the machine has nodes'), count: 2 },
    ]
    expect(told(file, { nodes: 8 }).report.noticed).toMatchObject(noticed)
    expect(told(file, { nodes: 8, coresPerNode: 32 }).report.noticed).toEqual([])
    expect(told(sacct([{ ...pending, NNodes: '9', ReqTRES: '' }]), { nodes: 8 }).report.noticed).toEqual([])
  })
})
