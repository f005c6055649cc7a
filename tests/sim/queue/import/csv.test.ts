import { describe, expect, it } from 'vitest'
import { usualImport } from '../../../../sim/queue/import/read.ts'
import { imported, jobsOf, reasons, refused } from './reading.ts'

const header = 'id,submit,nodes,requested_s,actual_s'

describe('a CSV', () => {
  it.each([
    ['a submission in milliseconds since 1970', '1741000000000,1,0,60', /^submitted at 1741000000000 s /, 3],
    ['a submission that is missing', '0,1,0,60', /^submitted at 0 s /, 3],
    ['a run time in milliseconds', '1741000090,1,0,3600000', /^runs 3600000 s /, 3],
    ['a run of three days beside short ones', '1741000090,1,0,259200', null, 0],
    ['a submission two days after the others', '1741172800,1,0,60', null, 0],
  ])('tells %s', (_, odd, reason, line) => {
    const usual = [0, 60, 120, 3600].map((s) => `x,${String(1741000000 + s)},1,0,3600`)
    const text = [header, usual[0], `x,${odd}`, ...usual.slice(1)].join('\n')
    const told = reasons(imported(text).report.noticed)
    if (reason === null) expect(told).toEqual([])
    else expect(told).toEqual([[expect.stringMatching(reason), 1, [line]]])
  })

  it('tells that all its submissions are in milliseconds, and has them in seconds by a unit', () => {
    const text = `${header}\na,1772611200000,1,60,60\nb,1772611260000,1,60,60\n`
    expect(reasons(imported(text).report.noticed)).toEqual([[expect.stringContaining(':ms'), 1, [2]]])
    const read = imported(text, { ...usualImport, columnNames: { submit: 'submit:ms' } })
    expect(jobsOf(read).map(({ submitS }) => submitS)).toEqual([1772611200, 1772611260])
    expect(read.report.noticed).toEqual([])
  })

  it('has the columns of the interface, the optional ones where they are', () => {
    const text = `${header},priority,project,power_w_per_node\na,0,4,100,50,2,climate,1900.5\nb,7,1,60,60,0,,\n`
    const read = imported(text)
    expect(jobsOf(read)).toMatchObject([
      {
        id: 'a',
        submitS: 0,
        nodes: 4,
        requestedS: 100,
        actualS: 50,
        priority: 2,
        project: 'climate',
        powerWPerNode: 1900.5,
      },
      { id: 'b', submitS: 7, priority: 0, project: '', powerWPerNode: Number.NaN },
    ])
    expect(reasons(read.report.repaired)).toEqual([['no power: that of the machine is taken', 1, [3]]])
    expect(imported(`${header}\na,0,4,100,50\n`).jobs).toMatchObject({ priority: null, powerWPerNode: null })
  })

  it('keeps its order and its clock, and leaves what no machine can run to the policy', () => {
    const read = imported(`${header}\nz,50,0,10,0\na,20,9999,10,5\n`)
    expect(jobsOf(read).map(({ id, submitS, nodes }) => [id, submitS, nodes])).toEqual([
      ['z', 50, 0],
      ['a', 20, 9999],
    ])
    expect(read.report.dropped).toEqual([])
  })

  it('may quote, with delimiters, quotes and line ends inside', () => {
    const text = `${header},project\n"a,1","0",4,100,50,"the ""big""\none"\r\nb,1,1,1,1,plain\n`
    expect(jobsOf(imported(text)).map(({ id, project }) => [id, project])).toEqual([
      ['a,1', 'the "big"\none'],
      ['b', 'plain'],
    ])
  })

  it('counts lines as an editor does, line ends inside quotes included', () => {
    const text = `${header},project\na,0,1,1,1,"x\ny\nz"\nb,0,1,1,oops,p\n`
    expect(reasons(imported(text).report.dropped)).toEqual([['actual_s is not a number', 1, [5]]])
  })

  it.each([';', '\t', '|'])('may be delimited by %j', (delimiter) => {
    expect(jobsOf(imported(`${header}\na,0,4,100,50\n`.replaceAll(',', delimiter)))).toHaveLength(1)
  })

  it('is mapped from other columns, dates and clock times', () => {
    const columnNames = { submit: 'timestamp', actual_s: 'duration', nodes: 'num_gpus', project: 'cluster' }
    const text =
      'timestamp,duration,num_gpus,gpu_time,cluster\n2017-10-09 07:01:55,66.0,1,66.0,11cb48\n2017-10-09 07:02:55,00:10:00,8,1,x\n'
    const read = imported(text, { ...usualImport, columnNames })
    // date -u -d '2017-10-09 07:01:55' +%s
    expect(jobsOf(read)).toMatchObject([
      { id: '1', submitS: 1_507_532_515, actualS: 66, requestedS: 0, nodes: 1, project: '11cb48' },
      { id: '2', submitS: 1_507_532_575, actualS: 600, nodes: 8, project: 'x' },
    ])
  })

  it('is repaired where a number is not whole, and says so', () => {
    const read = imported(`${header}\na,0.5,1.5,10.9,9.9\nb,0,1,0,9\n`)
    expect(jobsOf(read)).toMatchObject([
      { submitS: 0, nodes: 2, requestedS: 10, actualS: 9 },
      { requestedS: 0 },
    ])
    expect(reasons(read.report.repaired)).toEqual([
      ['a fraction of a second is cut off', 1, [2]],
      ['a fraction of a node is rounded up', 1, [2]],
      ['no time limit: the run time is taken', 1, [3]],
    ])
  })

  it.each([
    ['b,0,1,1', 'too few columns'],
    ['b,0,1,1,1,1', 'too many columns'],
    ['b,,1,1,1', 'submit is missing'],
    ['b,soon,1,1,1', 'submit is neither a number nor a date as 2026-03-04T08:00:00'],
    ['b,0,many,1,1', 'nodes is not a number'],
    ['b,0,1,1,-5', 'actual_s is below 0'],
    ['b,0,1,1e300,1', 'requested_s is too large'],
    ['b,0,1,Infinity,1', 'requested_s is not a number'],
    ['b,0x10,1,1,1', 'submit is neither a number nor a date as 2026-03-04T08:00:00'],
    ['b,0,1,1,"1', 'a quote that is not closed'],
  ])('leaves out %j: %s', (line, reason) => {
    const read = imported(`${header}\na,0,1,1,1\n${line}\n`)
    expect(reasons(read.report.dropped)).toEqual([[reason, 1, [3]]])
    expect(read.report.jobs).toBe(1)
  })

  it('is refused with every column that it lacks', () => {
    expect(refused('id,submit,size\na,0,4\n')).toEqual([
      "columns.nodes: there is no column 'nodes'; the file has 'id', 'submit', 'size'",
      "columns.requested_s: there is no column 'requested_s'; the file has 'id', 'submit', 'size'",
      "columns.actual_s: there is no column 'actual_s'; the file has 'id', 'submit', 'size'",
    ])
  })

  it('is refused when a column is mapped that it has not', () => {
    const options = { ...usualImport, columnNames: { project: 'team' } }
    expect(refused(`${header}\na,0,1,1,1\n`, options)[0]).toContain("no column 'team'")
  })

  it('with a header alone is refused', () => {
    expect(refused(`${header}\n`)).toEqual(['file: holds no usable job: there is nothing behind its header'])
  })
})

describe('a JSON workload', () => {
  const job = { id: 'a', submit: 0, nodes: 4, requested_s: 100, actual_s: 50 }
  const file = (fields: object) =>
    JSON.stringify({ cluster: { nodes: 8 }, windows: [], jobs: [job], ...fields })

  it('brings its machine and windows', () => {
    const windows = [
      { start: 10, end: 20, nodes: null },
      { start: -5, end: 5, nodes: 2 },
    ]
    const read = imported(file({ windows, jobs: [job, { ...job, id: 7, priority: 3, project: 'p' }] }))
    expect(read).toMatchObject({
      nodes: 8,
      windows: [
        { startS: 10, endS: 20, nodes: null },
        { startS: -5, endS: 5, nodes: 2 },
      ],
    })
    expect(jobsOf(read)).toMatchObject([
      { id: 'a', priority: 0, requestedS: 100, project: '' },
      { id: '7', priority: 3, project: 'p' },
    ])
  })

  it.each([
    ['2026-03-04T08:00:00Z', 'UTC'],
    ['2026-03-04T09:00:00+01:00', 'UTC'],
    ['2026-03-04T08:00:00', null],
  ])('has the date of a submission %s on a clock of the zone %s', (submit, zone) => {
    const read = imported(JSON.stringify({ jobs: [{ ...job, submit }] }))
    expect(jobsOf(read)).toMatchObject([{ submitS: 1_772_611_200 }])
    expect([read.unixStartS, read.zone?.name ?? null]).toEqual([0, zone])
    expect(imported(JSON.stringify({ jobs: [job] })).unixStartS).toBeNull()
  })

  it('needs no cluster and no windows', () => {
    expect(imported(JSON.stringify({ jobs: [job] }))).toMatchObject({ nodes: null, windows: [] })
  })

  it('leaves out jobs that cannot be read, by their place in the list', () => {
    const read = imported(file({ jobs: [{ ...job, nodes: 'x' }, job, 7, { id: 'b' }] }))
    expect(reasons(read.report.dropped)).toEqual([
      ['nodes is not a number', 1, [1]],
      ['not an object', 1, [3]],
      ['submit is missing', 1, [4]],
    ])
  })

  it('is refused with every fault of its machine and windows', () => {
    expect(
      refused(file({ cluster: { nodes: 2.5 }, windows: [{ start: 5, end: 1 }, { start: 'x', end: 2 }, 3] })),
    ).toEqual([
      'cluster.nodes: 2.5 is not a whole number of nodes',
      'windows.0.end: 1 is before the start 5',
      'windows.1.start: is not a whole second',
      'windows.2: is not { start, end, nodes }',
    ])
  })

  it.each([
    ['cut off', file({}).slice(0, -5), 'file: is not JSON, or breaks off'],
    ['a list of no jobs', '[1]', 'file: holds no usable job: not an object'],
    ['without jobs', '{"cluster":{"nodes":4}}', 'jobs: is missing'],
    ['with no jobs', file({ jobs: [] }), 'file: holds no usable job: its list is empty'],
  ])('%s is refused', (_, text, message) => {
    expect(refused(text)[0]).toContain(message)
  })
})
