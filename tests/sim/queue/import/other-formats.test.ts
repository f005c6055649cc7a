import { describe, expect, it } from 'vitest'
import { readReplay } from '../../../../sim/questions/queue/input.ts'
import { imported, jobsOf, refused } from './reading.ts'
import { ended, pending, sacct } from './slurm-dump.ts'

describe('delimiters, units and formats of others', () => {
  it.each(['^', '~', '☃', '::', '\t', ';'])('reads sacct with %j between its columns', (delimiter) => {
    const file = sacct([ended, { ...pending, JobID: '2' }]).replaceAll('|', delimiter)
    expect(imported(file).report).toMatchObject({ format: 'sacct', jobs: 2 })
  })

  it('says that a comma is in AllocTRES as well', () => {
    expect(refused(sacct([ended]).replaceAll('|', ','))[0]).toContain(
      'run sacct --parsable2 without --delimiter',
    )
  })

  it.each([
    ['time_limit:min', 'run_time', [86_400, 14_400]],
    ['time_limit:h', 'run_time:min', [5_184_000, 864_000]],
    ['time_limit', 'run_time', [1440, 14_400]],
  ])('reads times in the units %s and %s', (limit, run, expected) => {
    const file = 'job,at,nodes,time_limit,run_time\n1,0,1,1440,14400\n'
    const columnNames = { submit: 'at', requested_s: limit, actual_s: run }
    const read = readReplay({ columns: columnNames })
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    const [job] = jobsOf(imported(file, read.value.import))
    expect([job?.requestedS, job?.actualS]).toEqual(expected)
  })

  it('notices that most jobs outlive their limits, and refuses a unit that is none', () => {
    const file = 'id,submit,nodes,requested_s,actual_s\n1,0,1,60,3600\n2,0,1,60,3600\n3,0,1,60,30\n'
    expect(imported(file).report.noticed).toMatchObject([{ count: 2 }])
    const read = readReplay({ columns: { requested_s: 'requested_s:fortnights' } })
    if (!read.ok) throw new Error('refused too early')
    expect(refused(file, read.value.import)[0]).toContain("'fortnights' is no unit")
  })

  it.each([
    [
      'pbs',
      '05/06/2026 11:00:00;E;8801[3].srv;user=u1 project="p q" queue=workq ctime=1778058000 etime=1778058000 start=1778061600 exec_host=n1/0*64+n2/0*64 Resource_List.nodect=2 Resource_List.walltime=02:00:00 Resource_List.select=2:ncpus=64:ngpus=4 end=1778065200 resources_used.walltime=01:00:00',
      { id: '8801_3', nodes: 2, requestedS: 7200, actualS: 3600, project: 'p q' },
      8 / 2,
    ],
    [
      'sge',
      `gpu.q:n1:g:u1:train:77:acct:0:1778058000:1778061600:1778065200:0:0:3600${':0'.repeat(17)}:proj:d:mpi:128:0:1:1:1:-l h_rt=7200,gpu=1:0:NONE:0:0:0`,
      { id: '77', nodes: 128, requestedS: 7200, actualS: 3600, project: 'proj' },
      1,
    ],
    [
      'lsf',
      `"JOB_FINISH" "10.1" 1778065200 88 500 33554434 128 1778058000 0 0 1778061600 "u1" "gpu" "" "" "" "login" "d" "" "o" "" "f" 0 2 "64*n1" "64*n2" 64 60.0 "train" "cmd" ${'0 '.repeat(19)}"" "proj" 0 128 "" "" 3 0 0`,
      { id: '88_3', nodes: 2, requestedS: 0, actualS: 3600, project: 'proj', user: 'u1' },
      0,
    ],
  ])('reads the accounting of %s', (format, file, job, gpus) => {
    const read = imported(file)
    expect(read.report.format).toBe(format)
    expect(jobsOf(read)).toMatchObject([job])
    expect(read.jobs.perNode?.gpus[0] ?? 0).toBe(gpus)
    expect(read.recorded?.startS[0]).toBe(3600)
  })

  it.each([
    ['{"model_type":"llama","hidden_size":4096}', 'config.json of a model'],
    ['{"windows":[]}', 'options of a replay'],
    ['{"scenario":1,"run":{}}', 'a scenario file of the page'],
    ['ClusterName=alps\nNodeName=n[1-4] CPUs=64\n', 'slurm.conf'],
    ['[2026-03-04T08:00:00.123] sched: Allocate JobId=7\n', 'log file of slurmctld'],
    ['#!/bin/bash\n#SBATCH -N 4\n', 'is a script'],
    [
      '             JOBID PARTITION     NAME     USER ST       TIME  NODES NODELIST(REASON)\n',
      "squeue -o '%i|",
    ],
    ['PARTITION AVAIL  TIMELIMIT  NODES  STATE NODELIST\ngpu up 1-00:00:00 4 idle n[1-4]\n', 'sinfo'],
  ])('says what a file of another kind is: %s', (file, what) => {
    expect(refused(file)[0]).toContain(what)
  })
})
