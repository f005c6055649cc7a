import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import {
  evidence,
  type Accuracy,
  type Assumption,
  type LedgerPoint,
  type RowLedger,
} from '../../sim/index.ts'
import { count, percent, short, span } from '../format.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ToldFigure } from '../plan/explained.tsx'
import { Reasoned } from '../plan/why.tsx'
import { words } from '../words.ts'
import { selectPoints, type Filters } from './select.ts'
import { fieldNames } from './state.ts'
import { evidenceWords, runOf, shareSaid } from './words.ts'

type Kind = keyof typeof evidenceWords.accuracy.titles
type Told = Pick<Accuracy, 'judged' | 'medianError' | 'p90Error' | 'coverage80'> & {
  readonly kind: Kind
  readonly points: readonly LedgerPoint[]
}

/** How far predictions are from what was published: of sources left out, of those chosen, of the fit and kept apart. */
export function AccuracyFigures(asked: { readonly ledger: RowLedger; readonly filters: Filters }) {
  const { ledger, filters } = asked
  const why = useSignal<Kind | null>(null)
  const all = useMemo(() => toldOf(asked), [ledger, ...Object.values(filters)])
  const most = Math.max(...all.map(({ p90Error }) => p90Error ?? 0))
  const of = all.find(({ kind }) => kind === why.value)
  const said = evidenceWords.accuracy
  return (
    <section class="figures" aria-label={said.title}>
      {all.map(({ kind, judged, medianError, p90Error, coverage80, points }) => (
        <ToldFigure
          key={kind}
          kind="error"
          title={said.titles[kind]}
          value={shareSaid(medianError)}
          range={p90Error === null ? null : { p10: 0, p50: medianError ?? 0, p90: p90Error }}
          most={most * 1.1}
          rangeText={said.range(shareSaid(p90Error))}
          note={said.note(count(judged), shareSaid(coverage80))}
          rests={sourcesOf(ledger, points)}
          isAskable={medianError !== null}
          whyLabel={words.whyOf(said.titles[kind])}
          onWhy={() => (why.value = kind)}
        />
      ))}
      {of !== undefined && (
        <Dialog title={words.whyOf(said.titles[of.kind])} onClose={() => (why.value = null)}>
          <Reasoned
            expression={said.formula}
            numbers={numbersOf(of)}
            assumptions={sourcesOf(ledger, of.points)}
            leads={() => fieldNames.source}
          />
          {of.kind === 'unseen' && <p class="quiet">{said.leftOut}</p>}
        </Dialog>
      )}
    </section>
  )
}

function toldOf({ ledger, filters }: Parameters<typeof AccuracyFigures>[0]): readonly Told[] {
  const unseen = ledger.leftOut.find(({ group }) => group === 'source')
  const ofPoints = (kind: Kind, points: readonly LedgerPoint[]) => ({
    kind,
    points,
    ...evidence.accuracyOf(points),
  })
  const ofRole = (role: 'fit' | 'check') =>
    ofPoints(role, selectPoints(ledger, { accelerator: '', kind: '', source: '', role }))
  const chosen = selectPoints(ledger, filters)
  return [
    ...(unseen === undefined
      ? []
      : [{ kind: 'unseen', points: ledger.points, judged: unseen.rows, ...unseen } as const]),
    ofPoints(chosen.length === ledger.points.length ? 'all' : 'chosen', chosen),
    ofRole('fit'),
    ofRole('check'),
  ]
}

/** The measurement in the middle, worked out; of errors that are not kept one by one, their number and middle. */
function numbersOf({ kind, judged, medianError, p90Error, points }: Told): string {
  const said = evidenceWords.accuracy
  const middle = medianError ?? 0
  const counted = points.filter((one) => one.judged)
  const [nearest] = counted.sort(
    (a, b) => Math.abs(Math.abs(a.error) - middle) - Math.abs(Math.abs(b.error) - middle),
  )
  if (kind === 'unseen' || nearest === undefined)
    return said.ofAll(count(judged), shareSaid(medianError), shareSaid(p90Error))
  return said.ofMiddle({
    run: runOf(nearest),
    predicted: short(nearest.predicted),
    published: short(nearest.published),
    error: percent(Math.abs(nearest.error)),
  })
}

/** The sources of some measurements, each with the years of its runs. */
function sourcesOf(ledger: RowLedger, points: readonly LedgerPoint[]): readonly Assumption[] {
  return ledger.sources.flatMap(({ name, title, url }) => {
    const own = points.filter(({ source, judged }) => source === name && judged)
    if (own.length === 0) return []
    const years = own.flatMap(({ year }) => year ?? []).sort()
    const [first, last] = [years[0], years.at(-1)].map(String)
    const when = years.length === 0 ? '' : `, ${first === last ? first : span(first ?? '', last ?? '')}`
    const value = evidenceWords.accuracy.counted(count(own.length))
    const source = `${title}${when}`
    return [{ id: name, name, value, low: null, high: null, unit: '', basis: 'sourced', source, url }]
  })
}
