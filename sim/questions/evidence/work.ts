import { sourceOf } from '../../catalogue/sources.ts'
import { fittedConstants } from '../../step/fitted/calibration.ts'
import { leftOutFigures } from '../../step/fitted/left-out.ts'
import { emptyStepTimes } from '../../step/step.ts'
import { errorRangeOf, stepOf, throughputOf } from '../predict/settled-step.ts'
import type { Answered } from '../../base/answered.ts'
import { accuracyOf } from './accuracy.ts'
import type { Ledger, LedgerPoint, LedgerSource, RowLedger } from './answer.ts'
import { totalsLedger } from './totals-ledger.ts'
import { evidenceRows, type EvidenceRow } from './rows.ts'
import { generalInputs, pooled, procurements } from '../../catalogue/uncertain.ts'

const times = emptyStepTimes()

function pointOf({ table, row, role, judged, question }: EvidenceRow): LedgerPoint | null {
  if (!('settled' in question)) return null
  const { settled, observed } = question
  stepOf(settled, fittedConstants, times)
  const predicted = throughputOf(settled, times.stepS)
  const { low, high } = errorRangeOf(settled)
  const { tp, pp, vpp, dp, cp, ep, microBatch, globalBatch, zero, recompute } = settled.layout
  const cut = Object.entries({ tp, pp, vpp, dp, cp, ep, mbs: microBatch, gbs: globalBatch, zero, recompute })
  return {
    id: row.id,
    source: table.name,
    role,
    model: row.model,
    accelerator: settled.wish.accelerator.id,
    acceleratorName: settled.wish.accelerator.name,
    gpus: settled.wish.gpus,
    kind: settled.wish.model.architecture.moe === null ? 'dense' : 'mixture',
    precision: settled.wish.precision,
    year: row.year,
    grade: row.grade,
    published: observed,
    predicted,
    low: predicted * low,
    high: predicted * high,
    error: predicted / observed - 1,
    layout: cut.map(([name, value]) => `${name}=${String(value)}`).join(','),
    judged,
    where: row.where,
  }
}

function sourceAccuracy(rows: readonly EvidenceRow[], points: readonly LedgerPoint[]): LedgerSource | null {
  const table = rows[0]?.table
  if (table === undefined) return null
  const { title, url } = sourceOf(table.sourceId)
  const reasons = new Map<string, string[]>()
  for (const { row, question } of rows) {
    if ('reason' in question) reasons.set(question.reason, [...(reasons.get(question.reason) ?? []), row.id])
  }
  return {
    name: table.name,
    title,
    url,
    role: table.role,
    convention: table.convention,
    rows: rows.length,
    ...accuracyOf(points),
    notPredicted: [...reasons].map(([reason, ids]) => ({ reason, ids })),
  }
}

const leftOutRows = Object.entries(leftOutFigures).map(
  ([group, { median: medianError, p90: p90Error, bias, coverage: coverage80, rows, sources }]) => {
    return { group, rows, sources, medianError, p90Error, bias, coverage80 }
  },
)

/** Predicts every row that can be predicted and says why the others cannot. */
export function ledger(): RowLedger {
  const rows = evidenceRows()
  const points = rows.map(pointOf).filter((point) => point !== null)
  const names = [...new Set(rows.map(({ table }) => table.name))]
  const perSource = names.map((name) =>
    sourceAccuracy(
      rows.filter(({ table }) => table.name === name),
      points.filter(({ source }) => source === name),
    ),
  )
  return {
    leftOut: leftOutRows,
    sources: perSource.filter((source) => source !== null),
    all: { rows: rows.length, ...accuracyOf(points) },
    points,
  }
}

let [rowsKnown, known]: [RowLedger | null, Ledger | null] = [null, null]

/** The ledger of rows, worked out once: it depends on nothing but the product's own data. */
export function answerRows(): Answered<RowLedger> {
  rowsKnown ??= ledger()
  return { status: 'answer', value: rowsKnown }
}

/** The same with whole runs, which take longer than all rows, and procurements. */
export function answerEvidence(): Answered<Ledger> {
  rowsKnown ??= ledger()
  known ??= { ...rowsKnown, ...totalsLedger(), procurement: procurementLedger() }
  return { status: 'answer', value: known }
}

/**
 * Published procurements beside the futures of `invest` as they would be without them: each is judged by the general
 * evidence and the procurements of other programmes.
 */
export function procurementLedger(): Ledger['procurement'] {
  const rows = procurements.map((row) => {
    const { id, name, what, stage, value, citation } = row
    const { p10, p50, p90 } = beliefWithout(row)
    const { title, url } = sourceOf(citation[0])
    const inside = row.value >= p10 && row.value <= p90
    return { id, name, what, stage, value, p10, p50, p90, inside, source: `${title}, ${citation[1]}`, url }
  })
  const insideOf = (some: typeof rows) => some.filter(({ inside }) => inside).length / some.length
  return {
    rows,
    inside: insideOf(rows),
    insideCosts: insideOf(rows.filter(({ what }) => what === 'capital')),
    insideDelays: insideOf(rows.filter(({ what }) => what === 'delayY')),
  }
}

function beliefWithout({ what, stage, programme, citation: [sourceId], id }: (typeof procurements)[number]) {
  const general = generalInputs.find((input) => input.id === what && input.stage === stage)
  if (general === undefined) throw new Error(`economics/futures.csv has no ${what} of ${stage}`)
  if (general.citations.some(([cited]) => cited === sourceId))
    throw new Error(`${id} is judged by general evidence that rests on it`)
  const others = procurements.filter(
    (other) => other.what === what && other.stage === stage && other.programme !== programme,
  )
  return pooled(
    general,
    others.map(({ value }) => value),
  )
}
