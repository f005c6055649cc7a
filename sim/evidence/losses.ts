import fleetsText from '../data/runs/fleets.csv?raw'
import overheadsText from '../data/runs/overheads.csv?raw'
import { citationOf, readTable, type Row } from '../catalogue/loader/table.ts'

/** How often jobs on one fleet were interrupted against their will. */
export type Fleet = (typeof fleets)[number]

/** Rates as published, put per 1,000 accelerator-days: their nodes have eight accelerators. */
export const fleets = readTable({ name: 'runs/fleets.csv', text: fleetsText, key: ['id'] }, (row) => ({
  ...row.texts('id name'),
  interruptionsPer1000GpuDays: row.count('interruptionsPer1000GpuDays'),
  /** Counts or shares by cause as the source groups them; empty where it gives none. */
  causes: causesOf(row),
  citation: citationOf(row),
}))

/** `cause = count; cause = count` in one cell. */
function causesOf(row: Row): { readonly [cause: string]: number } {
  const parts = row.words('causes').split('; ').filter(Boolean)
  const counted = parts.map((part) => {
    const [, cause = part, count = ''] = /^(.+) = (\d+)$/.exec(part) ?? []
    if (count === '') row.refuse(`causes: '${part}' is not 'cause = count'`)
    return [cause, Number(count)] as const
  })
  return Object.fromEntries(counted)
}

/**
 * Real hours ÷ hours at the throughput published; all is in them: interruptions, checkpoints, restarts, slow phases,
 * stops decided by people. Reports that call their goodput 'above 90 %' stand with 1/0.9. Apertus is left out, so that
 * its own overhead can be judged by the others'.
 */
export const overheads = readTable(
  { name: 'runs/overheads.csv', text: overheadsText, key: ['id'] },
  (row) => ({
    ...row.texts('id name'),
    ratio: row.count('ratio'),
    because: row.text('because'),
    citation: citationOf(row),
  }),
)
