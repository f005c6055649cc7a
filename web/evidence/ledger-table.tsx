import type { RowLedger, LedgerSource } from '../../sim/index.ts'
import { Fold } from '../parts/fold.tsx'
import { count, signedPercent } from '../format.ts'
import { say } from '../language.ts'
import { Table, type Cell } from '../parts/table.tsx'
import { evidenceWords, shareSaid } from './words.ts'

/** The ledger: how good the predictions of each source are, and which rows have none. */
export function LedgerTable({ ledger }: { readonly ledger: RowLedger }) {
  const sources = [...ledger.sources].sort((a, b) => b.judged - a.judged || b.rows - a.rows)
  const missing = sources.flatMap(({ notPredicted }) => notPredicted.flatMap(({ ids }) => ids)).length
  return (
    <section>
      <Fold title={evidenceWords.ledger}>
        {() => (
          <>
            <Table label={evidenceWords.ledger} columns={evidenceWords.columns} rows={sources.map(rowOf)} />
            <p class="quiet small">{evidenceWords.ledgerNote}</p>
          </>
        )}
      </Fold>
      <Fold title={evidenceWords.notPredicted(count(missing))}>
        {() => sources.filter(({ notPredicted }) => notPredicted.length > 0).map(Reasons)}
      </Fold>
    </section>
  )
}

function rowOf(source: LedgerSource): readonly Cell[] {
  const { name, title, url, role, rows, judged, medianError, p90Error, bias, coverage80 } = source
  return [
    <a href={url} title={title} rel="noreferrer" target="_blank">
      {name}
    </a>,
    evidenceWords.roleNames[role],
    count(rows),
    count(judged),
    shareSaid(medianError),
    shareSaid(p90Error),
    bias === null ? '–' : signedPercent(bias),
    shareSaid(coverage80),
  ]
}

function Reasons({ name, notPredicted }: LedgerSource) {
  return (
    <section key={name}>
      <h3>{name}</h3>
      <ul class="views">
        {notPredicted.map(({ reason, ids }) => (
          <li key={reason}>
            {evidenceWords.reason(count(ids.length), say(reason))}
            <details>
              <summary class="quiet">{evidenceWords.rowNames}</summary>
              <p class="quiet small">{ids.join(', ')}</p>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}
