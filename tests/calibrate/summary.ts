import type { Judged } from './rows.ts'

/** The value below which a share of a non-empty list lies, interpolated. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? low
  return low + (high - low) * (at - Math.floor(at))
}

type Error = { readonly row: Judged; readonly error: number }

/** One line a source and one for all: rows, median and 90th centile of the absolute error, bias (median). */
export function summary(errors: readonly Error[]): readonly string[] {
  const sources = [...new Set(errors.map(({ row }) => row.source))]
  const line = (name: string, some: readonly Error[]) => {
    const sizes = some.map(({ error }) => Math.abs(Math.expm1(error)))
    const percent = (value: number) => (100 * value).toFixed(1).padStart(6)
    const bias = Math.expm1(
      quantile(
        some.map(({ error }) => error),
        0.5,
      ),
    )
    return `  ${name.padEnd(44)} n ${String(some.length).padStart(4)}  median ${percent(quantile(sizes, 0.5))} %  p90 ${percent(quantile(sizes, 0.9))} %  bias ${percent(bias)} %`
  }
  return [
    ...sources.map((source) => {
      const some = errors.filter(({ row }) => row.source === source)
      return line(`${some[0]?.row.role ?? ''} ${source}`, some)
    }),
    line('all', errors),
  ]
}
