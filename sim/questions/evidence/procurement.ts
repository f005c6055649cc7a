import { generalInputs, pooled, procurements } from '../../catalogue/uncertain.ts'
import { sourceOf } from '../../catalogue/sources.ts'
import type { Ledger } from './answer.ts'

type Procurement = (typeof procurements)[number]

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

function beliefWithout({ what, stage, programme, citation: [sourceId], id }: Procurement) {
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
