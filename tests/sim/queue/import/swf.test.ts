import { describe, expect, it } from 'vitest'
import { idOf } from '../../../../sim/queue/engine/job.ts'
import { linesReader } from '../../../../sim/queue/import/format-reader.ts'
import { readWorkload, usualImport, type ImportOptions } from '../../../../sim/queue/import/read.ts'
import { newNotes } from '../../../../sim/queue/import/report.ts'
import { swfReader } from '../../../../sim/queue/import/swf.ts'
import { imported, jobsOf, reasons } from './reading.ts'

/** job submit wait run allocated cpu memory processors limit memory status user group program queue partition … */
function record(fields: Readonly<Record<number, number | string>>): string {
  const usual = [1, 0, -1, 100, 4, -1, -1, 4, 200, -1, 1, 3, 2, -1, 1, -1, -1, -1]
  return usual.map((value, i) => fields[i + 1] ?? value).join(' ')
}

function log(...records: readonly string[]): string {
  return `; Version: 2.2\n; MaxNodes: 8\n; MaxProcs: 32\n; UnixStartTime: 1000\n${records.join('\n')}\n`
}

function only(line: string, options: Partial<ImportOptions> = {}) {
  return jobsOf(imported(log(line), { ...usualImport, ...options }))[0]
}

describe('a record of the Standard Workload Format', () => {
  it.each([
    ['takes the requested processors', { 5: 8, 8: 4 }, {}, { nodes: 4 }],
    ['takes the allocated processors where none are requested', { 5: 8, 8: -1 }, {}, { nodes: 8 }],
    ['takes the allocated processors where zero are requested', { 5: 8, 8: 0 }, {}, { nodes: 8 }],
    ['rounds processors up to whole nodes', { 8: 9 }, { coresPerNode: 4 }, { nodes: 3 }],
    ['fills a node exactly', { 8: 8 }, { coresPerNode: 4 }, { nodes: 2 }],
    ['takes the run time for a missing limit', { 4: 77, 9: -1 }, {}, { requestedS: 77, actualS: 77 }],
    ['takes the run time for a limit of less than a second', { 4: 77, 9: 0.9 }, {}, { requestedS: 77 }],
    ['cuts run times and limits to whole seconds', { 4: 77.9, 9: 88.9 }, {}, { requestedS: 88, actualS: 77 }],
    ['leaves a run past its limit alone', { 4: 300, 9: 200 }, {}, { requestedS: 200, actualS: 300 }],
    ['makes a generous limit exact when asked', { 4: 50, 9: 200 }, { exactLimits: true }, { requestedS: 50 }],
    [
      'keeps a limit below the run time when asked for exact ones',
      { 4: 300 },
      { exactLimits: true },
      { requestedS: 200, actualS: 300 },
    ],
    ['reads decimals and exponents', { 4: '1e2', 8: '4.0', 9: '2.5e2' }, {}, { requestedS: 250, nodes: 4 }],
    ['ignores what it has no use for', { 3: 'x', 6: 'y', 16: 'z' }, {}, { nodes: 4 }],
  ])('%s', (_, fields, options, expected) => {
    expect(only(record(fields), options)).toMatchObject(expected)
  })

  it('may have more fields than eighteen, whatever is in them', () => {
    expect(only(`${record({})} 7 8 frontier:excl:2500x112`)).toMatchObject({ nodes: 4 })
  })

  it.each([
    ['no run time', record({ 4: -1 }), 'no positive run time'],
    ['a run time under a second', record({ 4: 0.7 }), 'no positive run time'],
    ['no processors', record({ 5: -1, 8: -1 }), 'no positive number of processors'],
    ['too few fields', '1 0 -1 100 4', 'fewer than 18 fields'],
    ['words for numbers', record({ 2: 'yesterday' }), 'a field that is not a number'],
  ])('with %s is left out and counted', (_, bad, reason) => {
    const { report } = imported(log(bad, record({ 1: 2 }), bad))
    expect(reasons(report.dropped)).toEqual([[reason, 2, [5, 7]]])
    expect(report.jobs).toBe(1)
  })

  it('names user, group and queue by their numbers, and nobody by -1', () => {
    const { jobs } = imported(log(record({}), record({ 1: 2, 12: -1, 13: -1, 15: -1 })))
    expect(Array.from(jobs.projectOf, (of) => jobs.projects[of])).toEqual(['2', ''])
    expect(Array.from(jobs.users?.of ?? [], (of) => jobs.users?.names[of])).toEqual(['3', ''])
    expect(Array.from(jobs.queues?.of ?? [], (of) => jobs.queues?.names[of])).toEqual(['1', ''])
  })
})

describe('a log', () => {
  it('is put in order by submission, then job number, and begins at 0', () => {
    const { jobs, report } = imported(
      log(record({ 1: 3, 2: 50 }), record({ 1: 9, 2: 70 }), record({ 1: 2, 2: 50 }), record({ 1: 4, 2: 60 })),
    )
    expect(Array.from({ length: 4 }, (_, i) => idOf(jobs, i))).toEqual(['2', '3', '4', '9'])
    expect([...jobs.submitS]).toEqual([0, 0, 10, 20])
    expect(reasons(report.repaired)).toEqual([['submitted before the record above: put in order', 1, [7]]])
  })

  it('counts the jobs that name a preceding one, and keeps their recorded submissions', () => {
    // The second comes 5 s after the first has ended at 100, and is submitted then whatever becomes of the first.
    const read = imported(log(record({}), record({ 1: 2, 2: 105, 17: 1, 18: 5 })))
    expect(reasons(read.report.noticed)).toEqual([[expect.stringContaining('fields 17 and 18'), 1, [6]]])
    expect([...read.jobs.submitS]).toEqual([0, 105])
    expect(read.jobs.conditions).toBeNull()
  })

  it('keeps the first jobs after ordering', () => {
    const text = log(record({ 1: 1, 2: 90 }), record({ 1: 2, 2: 10 }), record({ 1: 3, 2: 20 }))
    expect(jobsOf(imported(text, { ...usualImport, first: 2 })).map(({ id }) => id)).toEqual(['2', '3'])
  })

  it('keeps records of one number and one second in the order of the file', () => {
    const text = log(record({ 1: 7, 8: 1 }), record({ 1: 7, 8: 2 }), record({ 1: 6, 8: 3 }))
    expect(jobsOf(imported(text)).map(({ nodes }) => nodes)).toEqual([3, 1, 2])
  })

  it('tells the machine and the calendar from its comments', () => {
    const text = log(record({ 2: 500 }))
    // 32 processors: 32 nodes of one, or 8 of four as the log has them.
    expect(imported(text)).toMatchObject({ nodes: 32, unixStartS: 1500 })
    expect(imported(text, { ...usualImport, coresPerNode: 4 }).nodes).toBe(8)
    expect(imported(text.replace('; MaxProcs: 32\n', '')).nodes).toBe(8)
  })

  it('may be cut off in the middle of a record', () => {
    const { report } = imported(log(record({}), record({ 1: 2 })).slice(0, -30))
    expect(report.jobs).toBe(1)
    expect(reasons(report.dropped)).toEqual([['fewer than 18 fields', 1, [6]]])
  })

  it('may have Windows line ends, empty lines, tabs and no end of its last line', () => {
    const text = `;\r\n\r\n${record({}).replaceAll(' ', '\t')}\r\n  ${record({ 1: 2 })}`
    expect(jobsOf(imported(text))).toHaveLength(2)
  })

  it('of comments alone is refused', () => {
    expect(readWorkload('; Version: 2.2\n; Note: nothing\n')).toMatchObject({
      ok: false,
      problems: [{ field: 'file', message: 'holds no usable job: there is nothing behind its header' }],
    })
  })

  it('without a usable record is refused with the reasons', () => {
    expect(readWorkload(log(record({ 4: 0 }), '1 2 3'))).toMatchObject({
      ok: false,
      problems: [
        {
          message:
            'holds no usable job: no positive run time (1, first line 5), fewer than 18 fields (1, first line 6)',
        },
      ],
    })
  })
})

describe('a job that was swapped out', () => {
  /** The format: 'only the single-line summary of the job should be used, as identified by a code of 0 or 1'. */
  it('is its first line, not the bursts that stand behind it', () => {
    const whole = { 1: 7, 2: 0, 3: 10, 4: 900 }
    const bursts = [
      { 1: 7, 2: -1, 3: 10, 4: 400, 11: 2 },
      { 1: 7, 2: -1, 3: 60, 4: 500, 11: 3 },
    ]
    const other = { 1: 8, 2: 5, 4: 300, 11: 2 }
    const read = imported(log(...[whole, ...bursts, other].map(record)))
    expect(jobsOf(read)).toMatchObject([
      { id: '7', submitS: 0, actualS: 900 },
      { id: '8', submitS: 5, actualS: 300 },
    ])
    expect(reasons(read.report.dropped)).toEqual([
      ['a part of the job above, which is told as a whole', 2, [6, 7]],
    ])
  })
})

describe('a long log', () => {
  it('takes no more than 70 bytes a job once it is read', () => {
    const count = 2 ** 17
    const lines = Array.from({ length: count }, (_, i) => record({ 1: i, 2: 3 * i, 3: 5, 12: i % 400 }))
    const { jobs, recorded } = imported(log(lines.join('\n')))
    const columnsOf = (values: readonly unknown[]) =>
      values.flatMap((one) => (ArrayBuffer.isView(one) ? [one] : []))
    const tables = [jobs, recorded ?? {}, jobs.users ?? {}, jobs.queues ?? {}]
    const bytes = tables.flatMap((table) =>
      columnsOf(Object.values(table)).map(({ byteLength }) => byteLength),
    )
    expect(jobs.count).toBe(count)
    expect(bytes.reduce((sum, one) => sum + one, 0) / count).toBeLessThanOrEqual(70)
  })

  it('of more jobs than are kept is refused, and no further read', () => {
    const notes = newNotes()
    const swf = swfReader({ coresPerNode: 1, namesNodes: false, notes })
    const reader = linesReader({ format: 'swf', notes, ...swf, isOnClock: () => false }, 3)
    const line = new TextEncoder().encode(`${record({})}\n`)
    for (let i = 0; i < 100; i += 1) reader.push(line)
    expect(swf.rows.submitS.length).toBe(4)
    expect(reader.end()).toMatchObject({
      problems: [{ field: 'file', message: 'holds more than 3 jobs; split it, by year for instance' }],
    })
  })
})
