import type { Obstacle, Problem } from '../../base/outcome.ts'
import type { Range } from '../estimate/answer.ts'
import { rangeOf } from '../estimate/figures.ts'
import { layoutText } from '../estimate/reading/layout-text.ts'
import { readEstimate } from '../estimate/input.ts'
import type { Worked } from '../estimate/work.ts'
import { workRead } from '../estimate/work-read.ts'
import type { Labels, PosedPoint } from './plan.ts'

/** The figures of one estimate that a sweep is made for; each total is the estimate's own. */
export type SweepFigures = {
  readonly wallClockDays: Range
  readonly calendarDays: Range
  readonly gpuHours: Range
  readonly energyMwh: Range
  readonly carbonT: Range
  readonly waterM3: Range
  readonly cost: Range
  readonly currency: string
  readonly mfu: number
  /** As the command line writes it. */
  readonly layout: string
}

type Told = { readonly index: number; readonly axes: Labels }

/** One point: its figures; or what is wrong with its input; or why it cannot be. */
export type SweepRow =
  | (Told & { readonly ok: true } & SweepFigures)
  | (Told & { readonly ok: false; readonly problem: string; readonly problems: readonly Problem[] })
  | (Told & { readonly ok: false; readonly problem: string; readonly obstacles: readonly Obstacle[] })

/** The estimate of one point, in one row. */
export function rowOf({ index, axes, input }: PosedPoint): SweepRow {
  const answered = workRead(readEstimate(input))
  if (answered.status === 'answer') return { index, axes, ok: true, ...figuresOf(answered.value) }
  if (answered.status === 'infeasible') {
    const { obstacles } = answered
    return { index, axes, ok: false, problem: obstacles.map(({ reason }) => reason).join('; '), obstacles }
  }
  const at = pathOf(index, axes)
  const problems = answered.problems.map(({ field, message }) => ({ field: `${at}.${field}`, message }))
  return {
    index,
    axes,
    ok: false,
    problem: problems.map(({ field, message }) => `${field}: ${message}`).join('; '),
    problems,
  }
}

/** Where a point is, with what is varied there: `points.7[gpus=4096,precision=fp8]`. */
function pathOf(index: number, axes: Labels): string {
  const told = Object.entries(axes).map(([name, label]) => `${name}=${String(label)}`)
  return `points.${String(index)}${told.length === 0 ? '' : `[${told.join(',')}]`}`
}

function figuresOf(worked: Worked): SweepFigures {
  return {
    wallClockDays: rangeOf(worked, 'wallClockDays'),
    calendarDays: rangeOf(worked, 'calendarDays'),
    gpuHours: rangeOf(worked, 'gpuHours'),
    energyMwh: rangeOf(worked, 'energyMwh'),
    carbonT: rangeOf(worked, 'carbonT'),
    waterM3: rangeOf(worked, 'waterM3'),
    cost: rangeOf(worked, 'cost'),
    currency: worked.price.currency,
    mfu: worked.inputs.mfu,
    layout: layoutText(worked.chosen.layout),
  }
}
