import { describe, expect, it } from 'vitest'
import { cellsOf } from '../../../sim/base/csv.ts'
import { citationsOf, readTable } from '../../../sim/catalogue/loader/table.ts'
import { sources } from '../../../sim/catalogue/sources.ts'
import { measuredBytesPerS, measuredLinks, smallRuns } from '../../evidence/alps-network.ts'
import { nanotronLayouts } from '../../evidence/nanotron-layouts.ts'
import { reportedRuns } from '../../evidence/reported-runs.ts'
import { evidenceModels, throughputRows, throughputTables } from '../../../sim/evidence/throughput.ts'

const part = (text: string) =>
  readTable({ name: 'parts.csv', text, key: ['id'] }, (row) => ({
    id: row.text('id'),
    memoryBytes: row.number('memory'),
    citations: citationsOf(row, { memoryBytes: 'memory' }),
  }))

describe('comma separated values', () => {
  it('are read as RFC 4180 writes them', () => {
    expect(cellsOf('a,b\r\n"x, ""y""\nz",2\n')).toEqual([
      ['a', 'b'],
      ['x, "y"\nz', '2'],
    ])
    expect(cellsOf('a,b\n1,\n')).toEqual([
      ['a', 'b'],
      ['1', ''],
    ])
    expect(cellsOf('a,"b"\n"1",\n')).toEqual([
      ['a', 'b'],
      ['1', ''],
    ])
  })

  it('are refused with a quote that is not closed', () => {
    expect(() => cellsOf('a\n"x\n')).toThrow(/quote/)
  })
})

describe('the loader of data files', () => {
  it('reads a figure in the unit of its heading, with where it was read', () => {
    expect(part('id,memory [GB],sources\nx,96,memory = torchtitan: Hardware\n')).toEqual([
      { id: 'x', memoryBytes: 96e9, citations: { memoryBytes: ['torchtitan', 'Hardware'] } },
    ])
  })

  it.each([
    ['a figure without its source', 'id,memory [GB],sources\nx,96,power = a: b\n', /memory has no source/],
    ['a source that is no citation', 'id,memory [GB],sources\nx,96,a book\n', /'a book' is not/],
    ['an unknown unit', 'id,memory [stone],sources\nx,96,* = a: b\n', /memory \[stone\]: an unknown unit/],
    ['a row twice', 'id,memory [GB],sources\nx,96,* = a: b\nx,97,* = a: b\n', /line 3: x stands here twice/],
    ['a word for a number', 'id,memory [GB],sources\nx,much,* = a: b\n', /'much' is no number/],
    [
      'a column that nobody reads',
      'id,memory [GB],sources,colour\nx,96,* = a: b,red\n',
      /nobody reads colour/,
    ],
    ['a column that is not there', 'id,sources\nx,* = a: b\n', /no column memory/],
    ['a line of another length', 'id,memory [GB],sources\nx,96\n', /2 cells under 3 headings/],
    ['an empty id', 'id,memory [GB],sources\n,96,* = a: b\n', /id is empty/],
  ])('refuses %s', (_, text, message) => {
    expect(() => part(text)).toThrow(message)
  })

  it('names every mistake at once', () => {
    expect(() => part('id,memory [stone],sources\nx,96,\nx,97,\n')).toThrow(
      /unknown unit[\s\S]*line 2: memory has no source[\s\S]*line 3: x stands here twice/,
    )
  })
})

describe('the tables of the evidence', () => {
  const rows = throughputRows()

  it('hold every row that was read, each in a table with a known source', () => {
    const names = new Set(throughputTables().map(({ name }) => name))
    expect(rows).toHaveLength(2871)
    expect(rows.filter(({ table }) => !names.has(table))).toEqual([])
    for (const { sourceId } of throughputTables()) expect(sources).toHaveProperty([sourceId])
  })

  it('know the shapes of every model that is not marked as unpublished', () => {
    const modelOf = evidenceModels()
    const unknown = rows.filter(({ model }) => !model.startsWith('-') && modelOf(model) === undefined)
    expect(unknown.map(({ model }) => model)).toEqual([])
  })

  it('agree with themselves: tokens per second are those of the step', () => {
    const away = rows.flatMap(({ id, gpus, seqLen, globalBatch, stepTimeS, tokensPerSPerGpu }) => {
      if (gpus === null || seqLen === null || globalBatch === null) return []
      if (stepTimeS === null || tokensPerSPerGpu === null) return []
      const fromStep = (globalBatch * seqLen) / stepTimeS / gpus
      return Math.abs(fromStep / tokensPerSPerGpu - 1) > 0.05 ? [id] : []
    })
    expect(away).toEqual([])
  })

  it('hold the layouts of nanotron, 1,026 measured and 605 failed', () => {
    const layouts = nanotronLayouts()
    const measured = layouts.filter(({ status }) => status === 'measured')
    expect([measured.length, layouts.length - measured.length]).toEqual([1026, 605])
    for (const { id, dp, pp, tp, nodes } of layouts) expect(dp * pp * tp, id).toBe(nodes * 8)
    for (const { id, peakMemoryBytes, tokensPerSPerGpu } of measured) {
      expect(peakMemoryBytes, id).toBeLessThan(86e9)
      expect(tokensPerSPerGpu, id).toBeGreaterThan(0)
    }
  })

  it('hold reported runs, each with an address', () => {
    const runs = reportedRuns()
    expect(runs).toHaveLength(166)
    expect(runs.filter(({ source }) => !source.includes('://'))).toEqual([])
  })

  it('give the bandwidths that Sailor measured on Alps: 11.7, 20.3, 22.5 GB/s at 1, 16 and 64 MB', () => {
    const [one] = measuredLinks()
    if (one === undefined) throw new Error('no link')
    const at = (mb: number) => measuredBytesPerS(one, mb * 1e6) / 1e9
    expect(at(1)).toBeCloseTo(11.7, 1)
    expect(at(16)).toBeCloseTo(20.3, 1)
    expect(at(64)).toBeCloseTo(22.5, 1)
    expect(at(1e6)).toBe(at(256))
    expect(smallRuns()).toHaveLength(15)
  })
})
