import { Source } from '../said.tsx'
import { useEffect, useMemo } from 'preact/hooks'
import { evidence, type Accuracy, type RowLedger, type LedgerPoint } from '../../sim/index.ts'
import { count, signedPercent } from '../format.ts'
import { Sheet } from '../parts/sheet.tsx'
import './evidence.css'
import { AccuracyFigures } from './figures.tsx'
import { FilterControls } from './filters.tsx'
import { LedgerTable } from './ledger-table.tsx'
import { ScatterFigure } from './scatter.tsx'
import { selectPoints, type Chosen } from './select.ts'
import { clearFilters, filtersOf, ledger, loadLedger } from './state.ts'
import { evidenceWords, shareSaid } from './words.ts'

/** The Evidence view: how far the model's throughput is from every figure that somebody published. */
export function EvidenceView() {
  useEffect(() => void loadLedger(), [])
  const known = ledger.value
  const table = useMemo(() => known !== null && <LedgerTable ledger={known} />, [known])
  const filters = filtersOf()
  const points = useMemo(
    () => (known === null ? [] : selectPoints(known, filters)),
    [known, ...Object.values(filters)],
  )
  if (known === null) {
    return (
      <main class="columns evidence">
        <p class="quiet">{evidenceWords.loading}</p>
      </main>
    )
  }
  const chosen = { ledger: known, filters, points }
  return (
    <div class="columns evidence">
      <Sheet label={evidenceWords.filters} change={evidenceWords.filters}>
        <FilterControls ledger={known} filters={filters} />
      </Sheet>
      <main class="answer">
        <Headline {...chosen} />
        <AccuracyFigures {...chosen} />
        {points.length > 0 ? (
          <ScatterFigure {...chosen} />
        ) : (
          <Uncounted ledger={known} source={filters.source} />
        )}
        {table}
      </main>
    </div>
  )
}

function Headline({ ledger: all, points: shown }: Chosen) {
  const accuracy = evidence.accuracyOf(shown)
  const isWhole = shown.length === all.points.length
  return (
    <header class="claim">
      <h1>{isWhole ? unseenOf(all) : claim(accuracy, shown)}</h1>
      {!isWhole && <p role="status">{evidenceWords.chosen(count(accuracy.judged), count(all.all.judged))}</p>}
      <p class="quiet">{evidenceWords.inSight}</p>
    </header>
  )
}

/** Why nothing of a choice is predicted, row by row, and the way back to all. */
function Uncounted({ ledger, source }: { readonly ledger: RowLedger; readonly source: string }) {
  const chosen = ledger.sources.filter(({ name }) => name === source)
  return (
    <section class="trouble" role="status">
      {chosen.map(({ name, title, url, rows, notPredicted }) => (
        <div key={name}>
          <p>
            {evidenceWords.uncounted(count(rows))} <Source url={url} text={title} />
          </p>
          <ul>
            {notPredicted.map(({ reason, ids }) => (
              <li key={reason}>{evidenceWords.reason(count(ids.length), `${reason} (${ids.join(', ')})`)}</li>
            ))}
          </ul>
        </div>
      ))}
      <p>
        <button type="button" onClick={clearFilters}>
          {evidenceWords.reset}
        </button>
      </p>
    </section>
  )
}

/** What to expect of a source that the fit has not seen: the figure to go by. */
function unseenOf({ leftOut }: RowLedger): string {
  const one = leftOut.find(({ group }) => group === 'source')
  return one === undefined
    ? evidenceWords.none
    : evidenceWords.unseen(shareSaid(one.medianError), shareSaid(one.p90Error), shareSaid(one.coverage80))
}

function claim(accuracy: Accuracy, shown: readonly LedgerPoint[]): string {
  if (accuracy.judged === 0) return evidenceWords.none
  const only = shown.filter(({ judged }) => judged)
  const error = only[0]?.error ?? 0
  if (accuracy.judged === 1) return evidenceWords.one(signedPercent(error))
  const { judged, medianError, p90Error } = accuracy
  return evidenceWords.headline({
    judged: count(judged),
    median: shareSaid(medianError),
    p90: shareSaid(p90Error),
  })
}
