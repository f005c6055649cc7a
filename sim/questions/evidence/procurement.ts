import { futureInputs, procurements } from '../../catalogue/uncertain.ts'
import { sourceOf } from '../../catalogue/sources.ts'
import type { Ledger } from './answer.ts'

/** Published procurements beside the futures of `invest`, which rest on none of them. */
export function procurementLedger(): Ledger['procurement'] {
  const rows = procurements.map(({ what, stage, citation: [sourceId, where], ...one }) => {
    const belief = futureInputs.find((input) => input.id === what && input.stage === stage)
    if (belief === undefined) throw new Error(`economics/futures.csv has no ${what} of ${stage}`)
    const { p10, p50, p90, citations } = belief
    if (citations.some(([id]) => id === sourceId))
      throw new Error(`${one.id} is judged by a range that rests on it`)
    const { title, url } = sourceOf(sourceId)
    return {
      ...one,
      what,
      stage,
      p10,
      p50,
      p90,
      inside: one.value >= p10 && one.value <= p90,
      source: `${title}, ${where}`,
      url,
    }
  })
  return { rows, inside: rows.filter(({ inside }) => inside).length / rows.length }
}
