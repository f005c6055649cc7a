import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutRepeats } from '../../../../sim/queue/import/accounting/repeats.ts'
import { newNotes } from '../../../../sim/queue/import/report.ts'
import { ended as hasEnded, newRows, waiting } from '../../../../sim/queue/import/rows.ts'
import { imported, jobsOf, reasons, refused } from './reading.ts'
import { columns, ended, pending, sacct } from './slurm-dump.ts'

const other = { ...ended, JobID: '2', NodeList: 'n[003-004]' }
const running = { ...ended, State: 'RUNNING', End: 'Unknown', ElapsedRaw: '60' }
const idsOf = (file: string) => jobsOf(imported(file)).map(({ id }) => id)

describe('dumps put together by scripts', () => {
  it.each([
    ['a dump after a dump', `${sacct([ended])}\n${sacct([other])}`],
    ['a title and an empty line before the header', `# alps, March\n\n${sacct([ended, other])}`],
    [
      'cells in quotes, commas between them',
      sacct([ended, other]).replaceAll(/^|$/gm, '"').replaceAll('|', '","'),
    ],
  ])('are read: %s', (_, file) => {
    expect(idsOf(file)).toEqual(['1', '2'])
  })

  it.each([
    ['the same record', [ended, other, ended]],
    ['one that ran and has ended since', [running, other, ended]],
    ['one that waited and has ended since', [{ ...pending, JobID: '1' }, other, ended]],
    ['the newer dump first', [ended, other, running]],
    ['tasks of an array', [ended, other, ended].map((row) => ({ ...row, JobID: `7_${row.JobID ?? ''}` }))],
  ])('tell a job once: %s', (_, rows) => {
    const read = imported(sacct(rows))
    expect(jobsOf(read)).toHaveLength(2)
    expect(jobsOf(read).every(({ actualS }) => actualS === 7200)).toBe(true)
    expect(reasons(read.report.dropped)).toMatchObject([
      [expect.stringContaining('told again'), 1, expect.anything()],
    ])
    expect(read.report.noticed).toEqual([])
  })

  it('tell each attempt of a job that was put back, and each size of one that was resized', () => {
    const later = { ...ended, Start: '2026-03-04T09:00:00', ElapsedRaw: '3600' }
    expect(idsOf(sacct([{ ...ended, End: '2026-03-04T08:30:00', ElapsedRaw: '1800' }, later]))).toEqual([
      '1',
      '1',
    ])
    expect(reasons(imported(sacct([ended, later])).report.noticed)).toMatchObject([
      [expect.stringContaining('as after a requeue'), 1, [3]],
    ])
    const resized = { ...ended, State: 'RESIZING', End: '2026-03-04T08:10:00', ElapsedRaw: '600' }
    expect(jobsOf(imported(sacct([resized, later]))).map(({ actualS }) => actualS)).toEqual([600, 3600])
  })

  // The ids of a list are labels (rule 7): both are jobs.
  it.each([
    ['CSV', 'id,submit,nodes,requested_s,actual_s\na,5,1,60,60\nb,5,1,60,60\na,5,1,60,30\na,6,1,60,60'],
    [
      'JSON',
      JSON.stringify({
        jobs: ['a 5', 'b 5', 'a 5', 'a 6'].map((one) => {
          const [id, submit] = one.split(' ')
          return { id, submit: Number(submit), nodes: 1, requested_s: 60, actual_s: 60 }
        }),
      }),
    ],
  ])('of %s tell an id and submission twice: two jobs, counted', (format, file) => {
    const read = imported(file)
    expect(jobsOf(read).map(({ id }) => id)).toEqual(['a', 'b', 'a', 'a'])
    expect(reasons(read.report.noticed)).toEqual([
      [expect.stringContaining('has the id and submission of one above'), 1, [format === 'CSV' ? 4 : 3]],
    ])
  })

  it('keep just those rows that a plain search keeps', () => {
    const row = fc.record({
      id: fc.nat(4),
      submitS: fc.nat(2),
      startS: fc.nat(2),
      phase: fc.constantFrom(0, 2),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (list) => {
        const rows = newRows()
        for (const { id, submitS, startS, phase } of list) {
          rows.ids.pushText(`j${String(id)}`)
          for (const [column, value] of [
            [rows.submitS, submitS],
            [rows.startS, startS],
            [rows.phase, phase],
            [rows.lines, 1],
          ] as const)
            column.push(value)
        }
        const kept = withoutRepeats(rows, newNotes())
        const told = Array.from(kept ?? list.keys(), (at) => list[at])
        // A job that waits stands only where no record of it has ended, and once.
        for (const one of told) {
          const like = told.filter((two) => two?.id === one?.id && two?.submitS === one?.submitS)
          if (one?.phase === waiting) expect(like).toHaveLength(1)
        }
        const key = (one: (typeof list)[number] | undefined) => `${String(one?.id)} ${String(one?.submitS)}`
        expect(new Set(told.map(key))).toEqual(new Set(list.map(key)))
        for (const one of list.filter(({ phase }) => phase === hasEnded))
          expect(told.some((two) => key(two) === key(one) && two?.phase === hasEnded)).toBe(true)
      }),
    )
  })
})

describe('what Slurm writes of a job', () => {
  it('in several partitions names the first, with a notice', () => {
    const read = imported(sacct([{ ...pending, JobID: '3', Partition: 'gpu,debug' }]))
    expect(jobsOf(read)[0]?.queue).toBe('gpu')
    expect(read.report.noticed).toMatchObject([{ reason: expect.stringContaining('several partitions') }])
  })

  it('is repaired only where it is kept', () => {
    const read = imported(sacct([ended, { ...pending, JobID: '20_[5-3]' }]))
    expect(read.report).toMatchObject({ dropped: [{ count: 1 }], repaired: [] })
  })

  it.each([
    [`Wed Mar 04 08:00:00 2026\n   JOBID PARTITION     NAME     USER\n`, 'squeue output in columns'],
    ['03/04/2026 09:00:00;0100;PBS_Server;Job;88.srv;enqueuing into workq\\n', 'is a log of a daemon of PBS'],
    ['Job id            Name             User\n----------------  ------- -----\n', 'is what qstat prints'],
    ['JOBID   USER    STAT  QUEUE\n12 u RUN normal\n', 'is what bjobs prints'],
    [`${'='.repeat(60)}\nqname        gpu.q\n`, 'is what qacct prints'],
    ['JobID State Submit\n1 COMPLETED 2026-03-04T08:00:00\n', 'columns of fixed width'],
    ['000 (8801.000.000) 2026-03-04 08:00:00 Job submitted\n', 'an event log of HTCondor'],
    ['2026-03-04 08:00:00,123 INFO step 1\n', 'is the log of a program'],
    [`${columns}\n`.replace(columns, '1,2026-03-04,4\n'), 'a table without a header'],
  ])('is no job log: %j', (file, what) => {
    expect(refused(file)[0]).toContain(what)
  })
})
