import { describe, expect, it } from 'vitest'
import { answerAnnex } from '../../../sim/questions/annex/answer.ts'
import { callsFor } from '../../../sim/questions/annex/calls.ts'
import { annexMarkdown } from '../../../sim/questions/annex/markdown.ts'
import { wholeShares } from '../../../sim/questions/annex/hours.ts'
import { findSystem } from '../../../sim/catalogue/find.ts'
import { answerFigures, type AnnexAnswer } from '../../../sim/index.ts'

const run = {
  model: 'llama-3.1-8b',
  tokens: '2T',
  system: 'alps',
  gpus: 256,
  failureRate: 5,
  checkpointTime: '60s',
  checkpointInterval: '2h',
}

function annex(input: object): AnnexAnswer {
  const answered = answerAnnex({ ...run, start: '2027-01-31', ...input })
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

function figuresOf(input: object) {
  const answered = answerFigures(input)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

const eurohpc = annex({ form: 'eurohpc-ai-factory' })
const archer2 = annex({ form: 'archer2' })
const field = ({ fields }: AnnexAnswer, name: string) => fields.find((one) => one.field.startsWith(name))

/** Meta counts 8,030,261,248 parameters of Llama 3.1 8B, with a vocabulary of 128,256. */
const parameters = 8_030_261_248

describe('what Llama 3.1 8B on 2 T tokens keeps on disks', () => {
  const { storage } = eurohpc

  it('is 14 bytes a parameter for each of three checkpoints, and 2 for each of twenty sets of weights', () => {
    expect(storage.checkpointTb).toBeCloseTo((14 * parameters) / 1e12, 9)
    expect(storage.scratchTb).toBeCloseTo((3 * 14 * parameters) / 1e12, 9)
    expect(storage.archiveTb).toBeCloseTo(((14 + 20 * 2) * parameters) / 1e12, 9)
  })

  it('holds four bytes a token, since its vocabulary needs more than two', () => {
    expect(storage.workTb).toBeCloseTo(8 + (20 * 2 * parameters) / 1e12, 9)
    expect(storage.transferTb).toBeCloseTo(8 + (2 * parameters) / 1e12, 9)
  })

  it('holds two bytes a token where the vocabulary is below 65,500: SmolLM3 has 128,256, Mixtral 32,000', () => {
    const of = (model: string) => annex({ form: 'nairr', model, gpus: 64, tokens: '1T' }).storage
    expect(of('smollm3-3b').transferTb).toBeGreaterThan(4)
    expect(of('mixtral-8x7b').transferTb).toBeLessThan(2.2)
  })

  it('is in files: 80 shards with an index each, 4 files of weights twenty times, two a rank and checkpoint', () => {
    expect(storage.workFilesK).toBeCloseTo((80 * 2 + 4 * 20) / 1000, 9)
    expect(storage.scratchFilesK).toBeCloseTo((3 * 2 * 256) / 1000, 9)
    expect(storage.archiveFilesK).toBeCloseTo((2 * 256 + 4 * 20) / 1000, 9)
  })

  it('is written each 2 h of stepping and a stall of 1 min, and read as fast as it is trained', () => {
    const perHour = 60 / 121
    expect(storage.filesPerHour).toBeCloseTo(2 * 256 * perHour, 6)
    expect(storage.writtenTbPerHour).toBeCloseTo(((14 * parameters) / 1e12) * perHour, 6)
    const { tokensPerS } = eurohpc.scaling.at(-1) ?? { tokensPerS: 0 }
    expect(storage.readTbPerHour).toBeCloseTo((tokensPerS * 3600 * 4) / 1e12, 9)
  })

  it('is written once a day at least, also where nobody takes a checkpoint', () => {
    const rare = annex({ form: 'nairr', failureRate: 0, checkpointInterval: '90h', queueLimit: 'none' })
    expect(rare.storage.filesPerHour).toBeCloseTo((2 * 256) / (24 + 1 / 60), 6)
  })
})

describe('the sizes of the scaling table', () => {
  it('are the run and its halves down to a sixteenth, at one batch', () => {
    expect(eurohpc.scaling.map(({ gpus, nodes }) => [gpus, nodes])).toEqual([
      [16, 4],
      [32, 8],
      [64, 16],
      [128, 32],
      [256, 64],
    ])
    for (const { stepTimeS, tokensPerS, tflopsPerGpu, gpus } of eurohpc.scaling) {
      const batch = stepTimeS * tokensPerS
      expect(
        batch / ((eurohpc.scaling[0]?.stepTimeS ?? 0) * (eurohpc.scaling[0]?.tokensPerS ?? 0)),
      ).toBeCloseTo(1, 9)
      // FLOPs of a token: 6 for each parameter but the table, and attention over half of 4,096 tokens or more.
      const flopsPerToken = (tflopsPerGpu * 1e12 * gpus) / tokensPerS
      expect(flopsPerToken).toBeGreaterThan(6 * (parameters - 128_256 * 4096))
      expect(flopsPerToken).toBeLessThan(1.15 * 6 * parameters)
    }
  })

  it('end with what the estimate says of the run', () => {
    const { step } = figuresOf(run)
    const last = eurohpc.scaling.at(-1)
    expect(last?.tokensPerS).toBeCloseTo(step.tokensPerS, 3)
    expect(last?.stepTimeS).toBeCloseTo(step.stepTimeS, 9)
    expect(last?.tflopsPerGpu).toBeCloseTo(step.modelTflopsPerGpu, 6)
  })

  it('are whole nodes, or parts of one: of 24 accelerators 12, and of 12 no half but 6', () => {
    const sizes = (gpus: number) =>
      annex({ form: 'cscs', model: 'smollm3-3b', gpus }).scaling.map((row) => [row.gpus, row.nodes])
    expect(sizes(24)).toEqual([
      [3, 1],
      [12, 3],
      [24, 6],
    ])
    expect(sizes(2)).toEqual([
      [1, 1],
      [2, 1],
    ])
  })
})

describe('what is asked for', () => {
  it('has an hour at each size of the pilot: 4 + 8 + 16 + 32 + 64 node hours', () => {
    expect(eurohpc.milestones[0]).toMatchObject({ nodeHours: 124, gpuHours: 496, by: '2027-01-31' })
  })

  it('reaches a tenth, half and all of the tokens, and holds the rest for what takes longer', () => {
    const [, tenth, half, all, held] = eurohpc.milestones.map(({ nodeHours }) => nodeHours)
    const middle = (tenth ?? 0) + (half ?? 0) + (all ?? 0)
    expect(Math.abs((tenth ?? 0) - 0.1 * middle)).toBeLessThanOrEqual(1)
    expect(Math.abs((half ?? 0) - 0.4 * middle)).toBeLessThanOrEqual(1)
    expect(Math.abs(middle - figuresOf(run).totals.gpuHours.p50 / 4)).toBeLessThanOrEqual(1)
    expect(held).toBe(eurohpc.request.nodeHours - 124 - middle)
    const days = eurohpc.milestones.map(({ by }) => by ?? '')
    expect(days).toEqual([...days].sort())
  })

  it('holds no reserve where even odds are enough', () => {
    const even = annex({ form: 'cscs', confidence: 0.5 })
    expect(even.milestones).toHaveLength(4)
  })

  it('is reported three months after the end, and left open where nobody says when it starts', () => {
    // The day of the month on which it ends, in the third month after; the last one of a shorter month.
    const end = new Date(Date.UTC(2027, 0, 31 + Math.ceil(eurohpc.request.calendarDays)))
    const at = (months: number, day: number) => new Date(Date.UTC(2027, end.getUTCMonth() + months, day))
    const day = Math.min(end.getUTCDate(), at(4, 0).getUTCDate())
    expect(field(eurohpc, 'Final report')?.value).toBe(at(3, day).toISOString().slice(0, 10))
    const undated = annex({ form: 'eurohpc-ai-factory', start: undefined })
    expect(field(undated, 'Final report')).toMatchObject({ status: 'open', value: null })
    expect(undated.notes.join()).toContain('No start was given')
    expect(undated.milestones.every(({ by }) => by === null)).toBe(true)
  })

  it('counts the periods of the form: a month, a half-year, named by what they hold', () => {
    const slow = annex({ form: 'archer2', gpus: 16 })
    expect(slow.monthly.slice(0, 2).map(({ name }) => name)).toEqual(['Month 1', 'Month 2'])
    expect(slow.periods.slice(0, 2).map(({ name }) => name)).toEqual(['Months 1 to 6', 'Months 7 to 12'])
    const half = slow.monthly.slice(0, 6).reduce((sum, { nodeHours }) => sum + nodeHours, 0)
    expect(Math.abs(half - (slow.periods[0]?.nodeHours ?? 0))).toBeLessThanOrEqual(6)
  })
})

describe('the fields of a form', () => {
  it('hold memory of a node as four times that of an accelerator, and never of more than the run has', () => {
    const perGpu = field(annex({ form: 'nairr' }), 'Peak GPU memory')?.figure ?? 0
    expect(perGpu).toBeCloseTo(figuresOf(run).memory.peakBytes / 1e9, 9)
    expect(field(archer2, 'Memory per node')?.figure).toBeCloseTo(4 * perGpu, 6)
    const two = { model: 'smollm3-3b', gpus: 2 }
    const alone = field(annex({ form: 'nairr', ...two }), 'Peak GPU memory')?.figure ?? 0
    expect(field(annex({ form: 'archer2', ...two }), 'Memory per node')?.figure).toBeCloseTo(2 * alone, 6)
  })

  it('hold the share of the machine: 256 of 10,752', () => {
    expect(field(annex({ form: 'incite' }), 'Share of the machine')).toMatchObject({
      value: '2.38 %',
      figure: 256 / 10_752,
    })
  })

  it('hold what comes on top of net hours, whole and in its parts', () => {
    const said = field(annex({ form: 'nairr' }), 'Overhead')?.value ?? ''
    const [whole = 0, ...parts] = [...said.matchAll(/([\d.]+) %/g)].map(([, digits]) => Number(digits))
    expect(parts).toHaveLength(5)
    // Each is told to three digits.
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(whole, 0)
    const { gpuHoursBreakdown } = figuresOf(run)
    const { checkpoints = 0, training = 1 } = gpuHoursBreakdown
    expect(parts[0]).toBeCloseTo((100 * checkpoints) / training, 1)
  })

  it('hold the largest losses of a step, largest first, in percent of it', () => {
    const said = field(eurohpc, 'Bottlenecks')?.value ?? ''
    const shares = [...said.matchAll(/([\d.]+) % of a step/g)].map(([, digits]) => Number(digits))
    expect(shares).toHaveLength(3)
    expect([...shares].sort((a, b) => b - a)).toEqual(shares)
    const { step } = figuresOf(run)
    const { memory = 0 } = step.breakdownS
    expect(shares[0]).toBeCloseTo((100 * memory) / step.stepTimeS, 1)
  })
})

describe('the annex as text', () => {
  const text = annexMarkdown(archer2)

  it('has a plan by period of its own where the form counts no months', () => {
    expect(text).toContain('## Plan by period')
    expect(annexMarkdown(eurohpc)).not.toContain('## Plan by period')
  })

  it('tells efficiency in percent and whether it is enough, as the table has it', () => {
    const cells = (gpus: number) =>
      (text.split('\n').find((line) => line.startsWith(`| ${String(gpus)} | ${String(gpus / 4)} |`)) ?? '')
        .split('|')
        .map((cell) => cell.trim())
    const last = archer2.scaling.at(-1)
    expect(cells(16).slice(-5, -1)).toEqual(['1', '1', '100', 'yes'])
    expect(Number(cells(256).at(-3))).toBeCloseTo(100 * (last?.efficiency ?? 0), 1)
    expect(Number(cells(256).at(-4))).toBe(16)
  })

  it('has the sums of its tables', () => {
    const totals = text.split('\n').filter((line) => line.startsWith('| Total'))
    expect(totals).toHaveLength(3)
    const [nodes, gpus] = [archer2.request.nodeHours, archer2.request.gpuHours].map((n) =>
      n.toLocaleString('en'),
    )
    for (const line of totals) expect(line).toContain(`| ${nodes ?? ''} | ${gpus ?? ''} |`)
  })
})

describe('the rules of calls and shares', () => {
  it('a call takes what is just as large, as small and as long as it says', () => {
    const system = findSystem('isambard-ai')
    if (system === null) throw new Error('no Isambard-AI')
    const verdict = (gpuHours: number, months: number) =>
      callsFor({ gpuHours, nodeHours: gpuHours / 4, months, system }).find(
        ({ id }) => id === 'airr-innovator',
      )?.verdict
    // gov.uk: 50,000 to 150,000 GPU-hours within 6 months.
    expect([verdict(50_000, 6), verdict(150_000, 6)]).toEqual(['fits', 'fits'])
    expect([verdict(49_999, 6), verdict(150_001, 6), verdict(1e5, 6.1)]).toEqual([
      'too small',
      'too large',
      'too long',
    ])
  })

  it('the largest remainders get the hours that are left, the first of equal ones first', () => {
    expect(wholeShares(3, [1, 1])).toEqual([2, 1])
    // 3.3 + 3.3 + 0.4: the one left over goes to the largest remainder, not to the largest part.
    expect(wholeShares(7, [33, 33, 4])).toEqual([3, 3, 1])
  })
})
