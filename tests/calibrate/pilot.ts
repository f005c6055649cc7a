/**
 * `npm run calibrate-pilot`: what steps of one source have in common beside the constants of the step model, as the
 * spreads by which two small rows are least surprised by the others of their source, which was left out of the fit; and
 * how well its two smallest rows then predict its others. The spreads that judge a source are found without its vendor
 * and software. Writes `sim/step/fitted/pilot-spreads.json`. After `npm run calibrate`, whose fit it follows.
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
import type { Constants } from '../../sim/step/fitted/calibration.ts'
import { errorOf } from '../../sim/step/fitted/error.ts'
import { placeOf } from '../../sim/questions/pilot/learn.ts'
import { errorRangeOf } from '../../sim/questions/predict/settled-step.ts'
import { errorBy, fit, names, type Fit } from './fit.ts'
import { weightedQuantile } from './intervals.ts'
import { median } from '../../sim/base/math.ts'
import { evenly, judgedRows, residual, thinned, type Judged } from './rows.ts'

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

const given = 2
const turns = 8
/** Rows of a source that are asked of its smallest while spreads are chosen, and of all its others. */
const [choosingRows, askedRows] = [40, 60]
/** Below this share of its deviation an error counts by its square, beyond by its size. */
const rounding = 0.1

type Asked = {
  readonly source: string
  readonly row: PilotRow
  readonly weight: number
  readonly error: number
  readonly low: number
  readonly high: number
  readonly spreadLeft: number
}

/**
 * Every row but the two smallest of its source, asked of these two. Of rows on the same number of accelerators the first
 * in the table are given, or others by turns.
 */
function askedOfTwo(
  rows: readonly Placed[],
  spreads: PilotSpreads,
  { turn, most }: { readonly turn: number; readonly most: number },
): readonly Asked[] {
  return bySource(rows).flatMap((own) => {
    const turned = [...own.slice((turn * own.length) / turns), ...own.slice(0, (turn * own.length) / turns)]
    const ordered = turned.sort((a, b) => a.gpus - b.gpus).map(({ row }) => row)
    const belief = believeRows(ordered.slice(0, given), spreads)
    const rest = evenly(ordered.slice(given), most)
    const moved = rest[0]?.slopes.map((_, i) => movedBy(belief, i)) ?? []
    return rest.map((row) => {
      const { factor, low, high, spreadLeft } = correctionAt(belief, row)
      const shift = dot(row.slopes, moved)
      const error = row.logRatio - shift - Math.log(factor)
      const range = { low: shift + Math.log(low), high: shift + Math.log(high) }
      return { source: own[0]?.source ?? '', row, weight: 1 / rest.length, error, ...range, spreadLeft }
    })
  })
}

function movedBy({ rows, weights }: PilotBelief, direction: number): number {
  return dot(
    rows.map(({ slopes }) => slopes[direction] ?? 0),
    weights,
  )
}

/**
 * How surprised a pilot is by the rows that it did not see, every source and turn the same: minus the logarithm of the
 * density that it gave them, Laplace's for its tails, of the deviation that it promised.
 * Source: Gneiting and Raftery 2007, Strictly proper scoring rules, prediction and estimation: the logarithmic score.
 */
function surprise(rows: readonly Placed[], spreads: PilotSpreads): number {
  return Array.from({ length: turns }, (_, turn) =>
    askedOfTwo(rows, spreads, { turn, most: choosingRows }).reduce(
      (sum, { row, weight, error, spreadLeft }) => {
        const deviation = ((row.high - row.low) / (2 * z90)) * spreadLeft
        return sum + weight * (Math.log(deviation) + Math.hypot(error / (0.8 * deviation), rounding))
      },
      0,
    ),
  ).reduce((sum, one) => sum + one, 0)
}

const free = ['local', 'reach', 'own'] as const
/** An e-fold away from where the search starts costs so much of each source and turn: few sources tell of three spreads. */
const pull = 0.004

/** The spreads that leave least surprise, one at a time by shrinking steps. */
function choose(rows: readonly Placed[], from: PilotSpreads, steps: readonly number[]): PilotSpreads {
  const sources = bySource(rows).length
  const cost = (tried: PilotSpreads) =>
    surprise(rows, tried) / sources / turns +
    free.reduce((sum, name) => sum + pull * Math.log(tried[name] / from[name]) ** 2, 0)
  let best = from
  let least = cost(best)
  for (const step of steps) {
    for (const name of free) {
      for (const by of [step, 1 / step]) {
        const tried = { ...best, [name]: best[name] * by }
        const found = cost(tried)
        if (found < least) [best, least] = [tried, found]
      }
    }
  }
  return best
}

/** How far each row is off when all others of its source are given: what no pilot of this model gets below. */
function ofAllOthers(rows: readonly Placed[], spreads: PilotSpreads) {
  return bySource(thinned(rows, askedRows)).flatMap((own) =>
    own.length <= given
      ? []
      : leftOutErrors(
          believeRows(
            own.map(({ row }) => row),
            spreads,
          ),
        ).map((error) => ({ error, weight: 1 / own.length })),
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
const start = { local: 0.08, reach: 0.65, own: 0.065, usual }

const rows = leftOutRows()
const spreads = choose(rows, start, [1.3, 1.2, 1.2, 1.1, 1.05])
print(`spreads ${JSON.stringify(spreads)}`)

/** Who judges a source has chosen without its vendor and without its software. */
const judgedTogether = new Map<string, string[]>()
for (const own of bySource(rows)) {
  const [one] = own
  if (one === undefined) continue
  const stacks = [...new Set(own.map(({ row }) => row.stack))].sort()
  const key = JSON.stringify([vendorOf(one.source), stacks])
  judgedTogether.set(key, [...(judgedTogether.get(key) ?? []), one.source])
}
const nested = [...judgedTogether.values()].map((sources) => {
  const own = rows.filter(({ source }) => sources.includes(source))
  const stacks = new Set(own.map(({ row }) => row.stack))
  const vendor = vendorOf(sources[0] ?? '')
  const others = rows.filter(({ source, row }) => vendorOf(source) !== vendor && !stacks.has(row.stack))
  return { own, without: choose(others, start, [1.2, 1.2, 1.1, 1.05]) }
})
const byTurns = Array.from({ length: turns }, (_, turn) =>
  nested.flatMap(({ own, without }) => askedOfTwo(own, without, { turn, most: Infinity })),
)
const all = byTurns[0] ?? []
type Off = { readonly error: number; readonly weight: number }
const sizesOf = (off: readonly Off[], share: number) =>
  weightedQuantile(
    off.map(({ error, weight }) => ({ value: Math.abs(Math.expm1(-error)), weight })),
    share,
  )
const alone = all.map(({ row, weight }) => ({ error: row.logRatio, weight }))
const percent = (share: number) => `${(100 * share).toFixed(1)} %`
const printOff = (what: string, off: readonly Off[]) => {
  print(`${what}: ${percent(sizesOf(off, 0.5))} in the middle, ${percent(sizesOf(off, 0.9))} for nine in ten`)
}
printOff('the model alone', alone)
printOff('the two smallest rows given', all)
printOff('any of the smallest rows given, by turns', byTurns.flat())
printOff(
  'all other rows of the source given',
  nested.flatMap(({ own, without }) => ofAllOthers(own, without)),
)
/** Of a source whose rows all had the same error, that error known: what no shift of a whole source gets below. */
printOff(
  'the middle of the rows to predict given',
  bySource(rows).flatMap((own) => {
    const asked = all.filter(({ source }) => source === own[0]?.source)
    if (asked.length === 0) return []
    const middle = median(asked.map(({ row }) => row.logRatio))
    return asked.map(({ row, weight }) => ({ error: row.logRatio - middle, weight }))
  }),
)
const insideOf = (asked: readonly Asked[]) =>
  asked.reduce(
    (sum, { row, low, high, weight }) => sum + (row.logRatio >= low && row.logRatio <= high ? weight : 0),
    0,
  )
/** What `pilot --suggest` promises before anything is measured: the same rows, none of them read. */
const unread = ({ row, ...rest }: Placed): Placed => ({ ...rest, row: { ...row, logRatio: 0 } })
const promised = nested
  .flatMap(({ own, without }) => askedOfTwo(own.map(unread), without, { turn: 0, most: Infinity }))
  .map(({ row, spreadLeft }, i) => {
    const { error = 0, row: asked = row, weight = 0 } = all[i] ?? {}
    return { weight, spreadLeft, isKept: error >= asked.low * spreadLeft && error <= asked.high * spreadLeft }
  })
const keptOf = (some: typeof promised) =>
  some.reduce((sum, { isKept, weight }) => sum + (isKept ? weight : 0), 0) /
  some.reduce((sum, { weight }) => sum + weight, 0)
/** Rows whose range two runs are to shrink by a quarter: there is what a promise is worth. */
const much = promised.filter(({ spreadLeft }) => spreadLeft <= 0.75)
print(
  `promised ranges hold ${percent(keptOf(promised))}; of ${String(much.length)} rows promised three quarters or less ${percent(keptOf(much))}`,
)
const sources = new Set(all.map(({ source }) => source))
const figures = {
  sources: sources.size,
  rows: all.length,
  medianBefore: sizesOf(alone, 0.5),
  p90Before: sizesOf(alone, 0.9),
  median: sizesOf(all, 0.5),
  p90: sizesOf(all, 0.9),
  medianByTurns: sizesOf(byTurns.flat(), 0.5),
  p90ByTurns: sizesOf(byTurns.flat(), 0.9),
  coverage: insideOf(all) / sources.size,
  promiseKept: keptOf(promised),
  largePromiseKept: keptOf(much),
}
for (const source of sources) {
  const own = all.filter((one) => one.source === source)
  const before = own.map(({ row }) => ({ error: row.logRatio, weight: 1 }))
  const [middle, most] = [0.5, 0.9].map(
    (share) => `${percent(sizesOf(before, share))} -> ${percent(sizesOf(own, share))}`,
  )
  print(`  ${source.padEnd(36)} ${middle ?? ''}, nine in ten ${most ?? ''}`)
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
