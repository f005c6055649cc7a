/**
 * `npm run calibrate-pilot`: what steps of one source have in common beside the constants of the step model, as the most
 * likely spreads of rows whose source was left out of the fit, and how well its two smallest rows then predict its
 * others. The spreads that judge a source are found without its vendor. Writes `sim/step/fitted/pilot-spreads.json`.
 * After `npm run calibrate`, whose fit it follows.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z90 } from '../../sim/uncertainty/normal.ts'
import {
  believeRows,
  cholesky,
  correctionAt,
  dot,
  leftOutErrors,
  type PilotBelief,
  type PilotRow,
  type PilotSpreads,
} from '../../sim/uncertainty/pilot.ts'
import type { Constants } from '../../sim/step/fitted/constants.ts'
import { errorOf } from '../../sim/step/fitted/error.ts'
import { placeOf } from '../../sim/questions/predict/pilot-place.ts'
import { errorRangeOf } from '../../sim/questions/predict/settled-step.ts'
import { errorBy, fit, names, type Fit } from './fit.ts'
import { weightedQuantile } from './intervals.ts'
import { judgedRows, residual, thinned, type Judged } from './rows.ts'

const target = fileURLToPath(new URL('../../sim/step/fitted/pilot-spreads.json', import.meta.url))
const print = (line: string) => process.stdout.write(`${line}\n`)

/** Sources that share people or machines: left out together. */
const vendors = [
  /NVIDIA|MLPerf|Megatron-Bridge/,
  /Megatron-(README|SC21|Seq|Deep)|MT-NLG/,
  /TPU|MaxText|JAX/,
  /Argonne|GH200|BigScience|Trainium/,
  /DLPerf|Intern|xtuner|llm|torchtitan|Kempner|fms/,
  /./,
]
const vendorOf = (source: string) => vendors.findIndex((words) => words.test(source))

type Placed = { readonly source: string; readonly gpus: number; readonly row: PilotRow }

const nudge = 1e-4
const iterations = 5

/** A row where it stands to whoever never saw its source. */
function placed(row: Judged, without: Fit, factor: readonly Float64Array[]): Placed {
  const { constants } = without
  const here = residual(row, constants)
  const by = (name: keyof Constants) =>
    (residual(row, { ...constants, [name]: constants[name] * Math.exp(nudge) }) - here) / nudge
  const slopes = names.map(by)
  const whitened = slopes.map((_, at) =>
    slopes.reduce((sum, one, i) => sum + one * (factor[i]?.[at] ?? 0), 0),
  )
  const place = placeOf(row.settled, errorRangeOf(row.settled), whitened)
  return { source: row.source, gpus: row.gpus, row: { ...place, logRatio: -errorBy(row, without) } }
}

function leftOutRows(): readonly Placed[] {
  const rows = judgedRows()
  const fitted = rows.filter(({ role }) => role === 'fit')
  const full = fit(fitted)
  return [...new Set(rows.map(({ source }) => source))].flatMap((source) => {
    const others = fitted.filter((row) => row.source !== source)
    const without = others.length === fitted.length ? full : fit(others, full, iterations)
    const factor = cholesky(without.covariance)
    print(`${source} left out`)
    return rows.filter((row) => row.source === source).map((row) => placed(row, without, factor))
  })
}

const bySource = (rows: readonly Placed[]) =>
  [...new Set(rows.map(({ source }) => source))].map((source) => rows.filter((one) => one.source === source))

/** Rows of a source that are read, and those that it counts for. */
const [readRows, countedRows] = [24, 5]

/** Spreads, and how much more sources differ by the constants than these are uncertain of all sources together. */
type Found = PilotSpreads & { readonly loose: number }

function loosened({ row }: Placed, { loose }: Found): PilotRow {
  return { ...row, slopes: row.slopes.map((slope) => slope * loose) }
}

/** Minus the logarithm of the likelihood, each source for a few rows at most. */
function misfit(rows: readonly Placed[], spreads: Found): number {
  return bySource(thinned(rows, readRows)).reduce((sum, own) => {
    const { factor, weights } = believeRows(
      own.map((one) => loosened(one, spreads)),
      spreads,
    )
    const logs = factor.reduce((total, line, i) => total + Math.log(line[i] ?? 1), 0)
    const squares = own.reduce((total, { row }, i) => total + row.logRatio * (weights[i] ?? 0), 0) / 2
    return sum + ((logs + squares) / own.length) * Math.min(countedRows, own.length)
  }, 0)
}

const free = ['shared', 'local', 'reach', 'own', 'otherChip', 'loose'] as const

/** The most likely spreads, one at a time by shrinking steps. */
function likeliest(rows: readonly Placed[], from: Found): Found {
  let best = from
  let least = misfit(rows, best)
  for (const step of [1.5, 1.3, 1.3, 1.3, 1.12, 1.12, 1.04]) {
    for (const name of free) {
      for (const by of [step, 1 / step]) {
        const tried = { ...best, [name]: best[name] * by }
        if (tried.otherChip > 1) continue
        const found = misfit(rows, tried)
        if (found < least) [best, least] = [tried, found]
      }
    }
  }
  return best
}

const given = 2
const turns = 8
/** Rows of a source that are asked of all its others: more would take long and say the same. */
const askedRows = 60

/** How far each row is off when all others of its source are given: what no pilot of this model gets below. */
function ofAllOthers(rows: readonly Placed[], spreads: Found) {
  return bySource(thinned(rows, askedRows)).flatMap((own) =>
    own.length <= given
      ? []
      : leftOutErrors(
          believeRows(
            own.map((one) => loosened(one, spreads)),
            spreads,
          ),
        ).map((error) => ({ error, weight: 1 / own.length })),
  )
}

/**
 * What each row but the two smallest of its source is off, and whether its interval holds it. Of rows on the same number of
 * accelerators the first in the table are given, or others by turns.
 */
function judged(rows: readonly Placed[], spreads: Found, turn = 0) {
  return bySource(rows).flatMap((own) => {
    const turned = [...own.slice((turn * own.length) / turns), ...own.slice(0, (turn * own.length) / turns)]
    const ordered = turned.sort((a, b) => a.gpus - b.gpus)
    const rest = ordered.slice(given)
    const belief = believeRows(
      ordered.slice(0, given).map((one) => loosened(one, spreads)),
      spreads,
    )
    return rest.map((one) => {
      const { source } = one
      const row = loosened(one, spreads)
      const { factor, low, high } = correctionAt(belief, row)
      const moved = row.slopes.reduce((sum, slope, i) => sum + slope * movedBy(belief, i), 0)
      const error = row.logRatio - moved - Math.log(factor)
      const inside = row.logRatio >= moved + Math.log(low) && row.logRatio <= moved + Math.log(high)
      return { source, weight: 1 / rest.length, before: row.logRatio, error, inside: inside ? 1 : 0 }
    })
  })
}

function movedBy({ rows, weights }: PilotBelief, direction: number): number {
  return dot(
    rows.map(({ slopes }) => slopes[direction] ?? 0),
    weights,
  )
}

const known = errorOf({
  acceleratorId: 'h100-sxm-80',
  software: 'megatron',
  mixture: false,
  unmeasuredBlocks: false,
  gpus: 8,
  openLayout: false,
  openSpread: 0,
})
const usual = Math.log(known.high / known.low) / (2 * z90)
const start = { shared: 0.1, local: 0.15, reach: 0.7, own: 0.08, otherChip: 0.7, loose: 1.5, usual }

const rows = leftOutRows()
const spreads = likeliest(rows, start)
print(`spreads ${JSON.stringify(spreads)}`)
const nested = vendors.map((_, vendor) => ({
  own: rows.filter(({ source }) => vendorOf(source) === vendor),
  without: likeliest(
    rows.filter(({ source }) => vendorOf(source) !== vendor),
    spreads,
  ),
}))
const all = nested.flatMap(({ own, without }) => judged(own, without))
type Off = { readonly error: number; readonly weight: number }
const printOff = (what: string, off: readonly Off[]) => {
  const sizes = off.map(({ error, weight }) => ({ value: Math.abs(Math.expm1(-error)), weight }))
  const [middle = 0, most = 0] = [0.5, 0.9].map((share) => 100 * weightedQuantile(sizes, share))
  print(`${what}: ${middle.toFixed(1)} % in the middle, ${most.toFixed(1)} % for nine in ten`)
}
printOff(
  'any of the smallest rows given, by turns',
  nested.flatMap(({ own, without }) =>
    Array.from({ length: turns }, (_, turn) => judged(own, without, turn)).flat(),
  ),
)
printOff(
  'all other rows of the source given',
  nested.flatMap(({ own, without }) => ofAllOthers(own, without)),
)
const quantileOf = (which: 'before' | 'error', share: number) =>
  weightedQuantile(
    all.map((one) => ({ value: Math.abs(Math.expm1(-one[which])), weight: one.weight })),
    share,
  )
const sources = new Set(all.map(({ source }) => source))
const figures = {
  sources: sources.size,
  rows: all.length,
  medianBefore: quantileOf('before', 0.5),
  p90Before: quantileOf('before', 0.9),
  median: quantileOf('error', 0.5),
  p90: quantileOf('error', 0.9),
  coverage: all.reduce((sum, one) => sum + one.inside * one.weight, 0) / sources.size,
}
for (const source of sources) {
  const own = all
    .filter((one) => one.source === source)
    .map((one) => ({ value: Math.abs(Math.expm1(-one.error)), weight: 1 }))
  print(
    `  ${source.padEnd(36)} ${(100 * weightedQuantile(own, 0.5)).toFixed(1)} % ${(100 * weightedQuantile(own, 0.9)).toFixed(1)} %`,
  )
}
const rounded = (record: object) =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, Number(Number(value).toPrecision(4))]),
  )
writeFileSync(
  target,
  `${JSON.stringify({ spreads: rounded(spreads), figures: rounded(figures) }, null, 2)}\n`,
)
print(JSON.stringify(figures))
