import { accuracyOf, byNovelty, type Accuracy, type Held } from './intervals.ts'
import type { LeftOut } from './leave-out.ts'

/** The value below which a share of a non-empty list lies, interpolated. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? low
  return low + (high - low) * (at - Math.floor(at))
}

type Checked = LeftOut & Held

const percent = (value: number) => `${(100 * value).toFixed(1).padStart(6)} %`

function lineOf(name: string, { rows, sources, median, p90, bias, coverage, coverageNow }: Accuracy): string {
  return `  ${name.padEnd(40)} ${String(rows).padStart(5)} rows of ${String(sources).padStart(2)} sources  median ${percent(median)}  p90 ${percent(p90)}  bias ${percent(bias)}  in 80 % ${percent(coverage)}, as read now ${percent(coverageNow)}`
}

/** One line a source, one a class of novelty and one for all; every source counts once. */
export function summary(left: readonly Checked[]): readonly string[] {
  const sources = [...new Set(left.map(({ row }) => row.source))]
  return [
    ...sources.map((source) => lineOf(source, accuracyOf(left.filter(({ row }) => row.source === source)))),
    ...byNovelty(left)
      .filter(([, own]) => own.length > 0)
      .map(([novelty, own]) => lineOf(`class: ${novelty}`, accuracyOf(own))),
    lineOf('all', accuracyOf(left)),
  ]
}
