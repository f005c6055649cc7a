import type { Ledger, LedgerSource } from '../../sim/index.ts'
import { Fold } from '../fold.tsx'
import { count, percent, signedPercent } from '../format.ts'
import { evidenceWords } from './words.ts'

/** The ledger: how good the predictions of each source are, and which rows have none. */
export function LedgerTable({ ledger }: { readonly ledger: Ledger }) {
  const sources = [...ledger.sources].sort((a, b) => b.judged - a.judged || b.rows - a.rows)
  const missing = sources.flatMap(({ notPredicted }) => notPredicted.flatMap(({ ids }) => ids)).length
  return (
    <section>
      <h2 class="part-title">{evidenceWords.ledger}</h2>
      <div class="wide" tabIndex={0} role="region" aria-label={evidenceWords.ledger}>
        <table>
          <thead>
            <tr>
              {evidenceWords.columns.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <Row key={source.name} source={source} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet small">{evidenceWords.ledgerNote}</p>
      <Fold title={evidenceWords.notPredicted(count(missing))}>
        {() => sources.filter(({ notPredicted }) => notPredicted.length > 0).map(Reasons)}
      </Fold>
    </section>
  )
}

function Row({ source }: { readonly source: LedgerSource }) {
  const { name, title, url, role, rows, judged, medianError, p90Error, bias, coverage80 } = source
  return (
    <tr>
      <th scope="row">
        <a href={url} title={title} rel="noreferrer" target="_blank">
          {name}
        </a>
      </th>
      <td>{evidenceWords.roleNames[role]}</td>
      <td>{count(rows)}</td>
      <td>{count(judged)}</td>
      <td>{said(medianError)}</td>
      <td>{said(p90Error)}</td>
      <td>{bias === null ? '–' : signedPercent(bias)}</td>
      <td>{said(coverage80)}</td>
    </tr>
  )
}

function said(share: number | null): string {
  return share === null ? '–' : percent(share)
}

function Reasons({ name, notPredicted }: LedgerSource) {
  return (
    <section key={name}>
      <h3>{name}</h3>
      <ul class="views">
        {notPredicted.map(({ reason, ids }) => (
          <li key={reason}>
            {evidenceWords.reason(count(ids.length), reason)}
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
