import { rangeOf } from '../estimate/figures.ts'
import { layoutText } from '../../workload/layout.ts'
import { readEstimate } from '../estimate/input.ts'
import { workRead, type Worked } from '../estimate/work.ts'
import type { AxisLabels, SweepFigures, SweepRow } from './answer.ts'
import type { PosedPoint } from './plan.ts'

/** The estimate of one point, in one row. */
export function sweepRowOf({ index, axes, input }: PosedPoint): SweepRow {
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
function pathOf(index: number, axes: AxisLabels): string {
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
