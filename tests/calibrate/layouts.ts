import { median } from '../../sim/base/math.ts'
import { nanotronLayouts, type NanotronLayout } from '../evidence/nanotron-layouts.ts'
import { evidenceModels } from '../../sim/evidence/throughput.ts'
import { predictLine } from '../../sim/index.ts'

const modelOf = evidenceModels()

/** A layout that nanotron was tried in, and what `predict` says of it. */
export type TriedLayout = {
  readonly row: NanotronLayout
  readonly tokensPerSPerGpu: number
  readonly peakBytes: number
  readonly fits: boolean
}

/** The question as a user would put it: nothing that the run measured enters. */
function lineOf({ id, model, nodes, globalBatch, ...row }: NanotronLayout) {
  const { dp, pp, tp, zero, microBatch } = row
  return {
    id,
    model: modelOf(model) ?? {},
    seqLen: 4096,
    hardware: { accelerator: 'h100-sxm-80', gpusPerNode: 8, scaleOutGBsPerGpu: 50 },
    gpus: nodes * 8,
    layout: { tp, pp, vpp: 1, dp, cp: 1, ep: 1, microBatch, globalBatch, zero, sequenceParallel: tp > 1 },
    precision: 'bf16',
    recompute: 'none',
    framework: 'nanotron',
    year: 2025,
  }
}

/** Every tried layout that the rules of layouts allow; those with more stages than layers are refused. */
export function triedLayouts(): readonly TriedLayout[] {
  return nanotronLayouts().flatMap((row) => {
    const answer = predictLine(lineOf(row))
    return answer.ok ? [{ row, ...answer }] : []
  })
}

export function isMeasured({ row }: TriedLayout): boolean {
  return row.status === 'measured'
}

/**
 * Rows that count as figures to meet: at least 10 % MFU, and no ZeRO 0 with a pipeline, where that trainer reduces its
 * gradients at every micro-batch.
 */
export function isJudged({ row }: TriedLayout): boolean {
  return (row.mfu ?? 0) >= 0.0999 && !(row.zero === 0 && row.pp > 1)
}

export type MemoryError = { readonly rows: number; readonly median: number; readonly bias: number }

export function memoryError(tried: readonly TriedLayout[]): MemoryError {
  const errors = tried
    .filter(isJudged)
    .map(({ row, peakBytes }) => peakBytes / (row.peakMemoryBytes ?? NaN) - 1)
  return { rows: errors.length, median: median(errors.map(Math.abs)), bias: median(errors) }
}

/** Share of some layouts that is said not to fit. */
export function saidFull(tried: readonly TriedLayout[]): number {
  return tried.filter(({ fits }) => !fits).length / tried.length
}

export type Cell = {
  readonly name: string
  readonly nodes: number
  readonly rows: number
  /** Rank correlation of predicted and measured throughput. */
  readonly rank: number
  /** What of the best measured throughput is lost with our pick. */
  readonly regret: number
}

const measuredOf = ({ row }: TriedLayout) => row.tokensPerSPerGpu ?? 0

/** One model on the same accelerators, where five or more layouts count. */
export function cellsOf(tried: readonly TriedLayout[]): readonly Cell[] {
  const nameOf = ({ row }: TriedLayout) => `${row.model} on ${String(row.nodes)} nodes`
  const judged = tried.filter(isJudged)
  return [...new Set(judged.map(nameOf))].flatMap((name) => {
    const rows = judged.filter((one) => nameOf(one) === name)
    if (rows.length < 5) return []
    const best = Math.max(...rows.map(measuredOf))
    const fitting = rows.filter(({ fits }) => fits)
    const pick = fitting.reduce((a, b) => (b.tokensPerSPerGpu > a.tokensPerSPerGpu ? b : a))
    const rank = correlation(ranksOf(rows.map((one) => one.tokensPerSPerGpu)), ranksOf(rows.map(measuredOf)))
    const regret = 1 - measuredOf(pick) / best
    return [{ name, nodes: pick.row.nodes, rows: rows.length, rank, regret }]
  })
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Ranks, equals sharing the mean of theirs (Spearman). */
function ranksOf(values: readonly number[]): readonly number[] {
  const below = (value: number) => values.filter((other) => other < value).length
  const equal = (value: number) => values.filter((other) => other === value).length
  return values.map((value) => below(value) + (equal(value) + 1) / 2)
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)]
  const products = a.map((value, at) => (value - ma) * ((b[at] ?? mb) - mb))
  const squares = (values: readonly number[], m: number) => mean(values.map((value) => (value - m) ** 2))
  return mean(products) / Math.sqrt(squares(a, ma) * squares(b, mb))
}
