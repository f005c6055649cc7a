import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Column } from '../../../../sim/queue/import/column.ts'
import { instantS } from '../../../../sim/queue/import/clock.ts'
import { usualImport, workloadReader } from '../../../../sim/queue/import/read.ts'
import { imported, jobsOf, refused } from './reading.ts'

const swf = `; a log\n${Array.from({ length: 40 }, (_, i) => `${String(i)} ${String((i * 7) % 50)} -1 10 2 -1 -1 2 20 -1 1 1 1 1 1 1 -1 -1`).join('\r\n')}\n`
const csv = `id,submit,nodes,requested_s,actual_s,project\n${Array.from({ length: 40 }, (_, i) => `j${String(i)},${String(i)},1,5,5,"Zürich\n${String(i)}"`).join('\n')}\n`
const sacct = `JobID|Submit|NNodes|Elapsed|Timelimit|State\n${Array.from({ length: 40 }, (_, i) => `${String(i)}|2026-01-0${String(1 + (i % 9))}T00:00:00|2|00:10:00|01:00:00|COMPLETED`).join('\n')}`
const json = JSON.stringify({ jobs: [{ id: 'ü', submit: 0, nodes: 1, requested_s: 1, actual_s: 1 }] })

describe('reading in pieces', () => {
  it.each([
    ['SWF', swf],
    ['CSV', csv],
    ['sacct', sacct],
    ['JSON', json],
  ])('gives the same jobs of %s wherever the pieces are cut', (_, text) => {
    const bytes = new TextEncoder().encode(text)
    const whole = imported(bytes)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1 }), (sizes) => {
        const reader = workloadReader(usualImport)
        for (let at = 0, i = 0; at < bytes.length; i += 1) {
          const size = (sizes[i % sizes.length] ?? 0) + 1
          reader.push(bytes.subarray(at, at + size))
          at += size
        }
        const read = reader.end()
        expect(read.ok && jobsOf(read.value)).toEqual(jobsOf(whole))
        expect(read.ok && read.value.report).toEqual(whole.report)
      }),
      { numRuns: 60 },
    )
  })

  it('gives the same when the pieces begin after the first 64 KiB', () => {
    const line = '1 0 -1 10 2 -1 -1 2 20 -1 1 1 1 1 1 1 -1 -1\n'
    const bytes = new TextEncoder().encode(line.repeat(5000))
    for (const size of [7, 4099, 65_536, 65_537, 1e6]) {
      const reader = workloadReader(usualImport)
      for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size))
      const read = reader.end()
      expect(read.ok && read.value.report).toMatchObject({ jobs: 5000, lines: 5000, dropped: [] })
    }
  })
})

const day = '2026-03-02'

describe('a log that another shell or editor saved', () => {
  const lines = [
    'JobID|Submit|Start|End|NNodes|Timelimit|State|User',
    `1|${day}T08:00:00|${day}T08:00:00|${day}T09:00:00|2|02:00:00|COMPLETED|zoë`,
  ]
  const plain = lines.join('\n')
  const wide = Buffer.from(`\ufeff${plain}`, 'utf16le')
  it.each([
    ['UTF-8 with its mark', new TextEncoder().encode(`\ufeff${plain}`)],
    ['line ends of Windows', new TextEncoder().encode(lines.join('\r\n'))],
    ['line ends of an old Mac', new TextEncoder().encode(lines.join('\r'))],
    ['UTF-16, as PowerShell writes', wide],
    ['UTF-16 of the other order', Buffer.from(wide).swap16()],
    ['quoted cells', plain.replaceAll(/[^|\n]+/g, '"$&"')],
  ])('is the same log in %s', (_, bytes) => {
    expect(jobsOf(imported(bytes))).toEqual(jobsOf(imported(plain)))
  })

  it('is read in UTF-16 in pieces that cut its letters', () => {
    const long = Buffer.from(`\ufeff${lines[0] ?? ''}\n${`${lines[1] ?? ''}\n`.repeat(2000)}`, 'utf16le')
    const reader = workloadReader(usualImport)
    for (let at = 0; at < long.length; at += 4099) reader.push(long.subarray(at, at + 4099))
    const read = reader.end()
    expect(read.ok && read.value.report.lines).toBe(2001)
  })
})

describe('a file that is no workload', () => {
  const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * 193 + (i >> 3) * 71) & 255)
  it.each([
    ['empty', '', 'is empty'],
    ['blank', ' \n\t\r\n', 'is empty'],
    ['binary', noise, 'is binary'],
    ['text with a NUL in it', 'id,submit\0,nodes', 'is binary'],
    ['still compressed', gzipSync(swf), 'gzip'],
    ['a zip archive', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]), 'zip archive'],
    ['UTF-16 without its mark', Uint8Array.from([0x69, 0, 0x64, 0]), 'is binary'],
    ['a web page', '<!doctype html>\n<html><body>404</body></html>', 'web page'],
    ['prose', 'Dear colleague\nplease find attached', "begins with 'Dear colleague'"],
    ['one long line', 'x'.repeat(3e6), 'none of the formats'],
  ])('%s is refused with the reason', (_, file, reason) => {
    expect(refused(file)[0]).toContain(reason)
  })

  it('of any bytes at all is read or refused, never a crash', () => {
    const start = fc.constantFrom(
      '',
      '; x\n',
      '1 2 ',
      'id,submit,nodes,requested_s,actual_s\n',
      '{"jobs":[',
      'JobID|State\n',
    )
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 300 }), fc.string(), (head, bytes, tail) => {
        const reader = workloadReader(usualImport)
        reader.push(head)
        reader.push(bytes)
        reader.push(tail)
        const read = reader.end()
        expect(read.ok ? read.value.jobs.count : read.problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })

  it('broken off says after which line', () => {
    const reader = workloadReader(usualImport)
    reader.push(swf.repeat(100))
    expect(reader.breakOff('ends in the middle of its gzip stream')).toMatchObject({
      ok: false,
      problems: [{ field: 'file', message: expect.stringMatching(/gzip stream, after line \d{4}$/) }],
    })
  })
})

describe('a text', () => {
  it('may begin with the mark of UTF-8', () => {
    expect(jobsOf(imported(`\uFEFF${csv}`))).toHaveLength(40)
  })

  it('may hold a line of megabytes, which is left out', () => {
    const line = '1 0 -1 10 2 -1 -1 2 20 -1 1 1 1 1 1 1 -1 -1\n'
    const reader = workloadReader(usualImport)
    reader.push(line)
    for (let i = 0; i < 50; i += 1) reader.push('9'.repeat(1e5))
    reader.push(`\n${line}`)
    const read = reader.end()
    expect(read.ok && read.value.report).toMatchObject({
      jobs: 2,
      dropped: [{ reason: 'longer than a mebibyte', count: 1, firstLines: [2] }],
    })
  })

  it('with a stray quote loses the line it stands in and no other', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `j${String(i)},0,1,1,1\n`)
    rows[100] = '"j100,0,1,1,1\n'
    const { report } = imported(`id,submit,nodes,requested_s,actual_s\n${rows.join('')}`)
    expect(report).toMatchObject({
      jobs: 19_999,
      dropped: [{ reason: 'a quote that is not closed', count: 1, firstLines: [102] }],
    })
  })
})

describe('a date', () => {
  it('counts seconds since 1970 as the calendar of the machine does', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }), (date) => {
        const text = date.toISOString().slice(0, 19)
        expect(instantS(text)).toBe(Math.floor(date.getTime() / 1000))
        expect(instantS(text.replace('T', ' '))).toBe(instantS(`${text}Z`))
      }),
    )
    expect(instantS('2026-03-01T12:00:00+01:00')).toBe(instantS('2026-03-01T11:00:00Z'))
  })

  it.each(['', 'Unknown', 'None', '2026-02-29', '2026-13-01', '2026-01-01T25:00:00', '1/2/2026'])(
    '%j is none',
    (text) => {
      expect(instantS(text)).toBeNaN()
    },
  )
})

describe('records of an SWF log out of order', () => {
  it('are put in the order of submission, job number and place', () => {
    const small = fc.integer({ min: 0, max: 5 })
    fc.assert(
      fc.property(fc.array(fc.record({ submit: small, id: small }), { minLength: 1 }), (records) => {
        const lines = records.map(({ submit, id }, i) => {
          const run = i + 1
          return `${String(id)} ${String(submit)} 0 ${String(run)} 1 -1 -1 1 99 -1 1 1 1 1 1 1 -1 -1`
        })
        const { jobs } = imported(`${lines.join('\n')}\n`)
        const expected = records
          .map((record, i) => ({ ...record, run: i + 1 }))
          .sort((a, b) => a.submit - b.submit || a.id - b.id || a.run - b.run)
        expect([...jobs.actualS]).toEqual(expected.map(({ run }) => run))
      }),
    )
  })
})

describe('a column', () => {
  const number = fc.oneof(
    fc.integer(),
    fc.constantFrom(0, -0, Number.NaN, Infinity, -(2 ** 31), 2 ** 31, 2 ** 31 - 1, 1.5, 1e15),
  )
  const columnOf = (values: readonly number[]) => {
    const column = new Column()
    for (const value of values) column.push(value)
    return column
  }

  it('gives back what it was given, however narrow it keeps it', () => {
    fc.assert(
      fc.property(fc.array(number, { maxLength: 40 }), fc.integer({ min: 0, max: 40 }), (list, equal) => {
        const values = [...Array.from({ length: equal }, () => list[0] ?? 0), ...list]
        const column = columnOf(values)
        expect(values.map((_, i) => column.at(i))).toEqual(values)
        expect([...column.take(null, values.length)]).toEqual(values)
        expect(column.length).toBe(0)
      }),
    )
  })

  it('keeps its order over blocks, or takes another', () => {
    const values = Array.from({ length: 140_000 }, (_, i) =>
      i < 70_000 ? 7 : i % 3 === 0 ? Number.NaN : i / 2,
    )
    const backwards = Uint32Array.from(values, (_, i) => values.length - 1 - i)
    expect(columnOf(values).take(null, 139_999)).toEqual(Float64Array.from(values.slice(0, -1)))
    expect(columnOf(values).take(backwards, 140_000)).toEqual(Float64Array.from(values).reverse())
  })
})
