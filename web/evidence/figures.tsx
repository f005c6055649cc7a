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
import { spoken } from '../language.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ToldFigure } from '../plan/explained.tsx'
import { Reasoned } from '../plan/why.tsx'
import { words } from '../words.ts'
import { selectPoints, type Chosen } from './select.ts'
import { fieldNames } from './state.ts'
import { evidenceWords, runOf, shareSaid } from './words.ts'

type Kind = keyof typeof evidenceWords.accuracy.titles
type Told = Pick<Accuracy, 'judged' | 'medianError' | 'p90Error' | 'coverage80'> & {
  readonly kind: Kind
  readonly points: readonly LedgerPoint[]
  readonly rests: readonly Assumption[]
}

/** How far predictions are from what was published: of sources left out, of those chosen, of the fit and kept apart. */
export function AccuracyFigures({ ledger, points }: Chosen) {
  const why = useSignal<Kind | null>(null)
  // What no choice changes is worked out once.
  const always = useMemo(() => alwaysTold(ledger), [ledger, spoken.value])
  const all = useMemo(() => {
    const kind = points.length === ledger.points.length ? 'all' : 'chosen'
    return [...always.slice(0, -2), ofPoints(kind, ledger, points), ...always.slice(-2)]
  }, [always, points])
  const most = Math.max(...all.map(({ p90Error }) => p90Error ?? 0))
  const of = all.find(({ kind }) => kind === why.value)
  const said = evidenceWords.accuracy
  return (
    <section class="figures" aria-label={said.title}>
      {all.map(({ kind, judged, medianError, p90Error, coverage80, rests }) => (
        <ToldFigure
          key={kind}
          kind="error"
          title={said.titles[kind]}
          value={shareSaid(medianError)}
          range={p90Error === null ? null : { p10: 0, p50: medianError ?? 0, p90: p90Error }}
          most={most * 1.1}
          rangeText={said.range(shareSaid(p90Error))}
          note={said.note(count(judged), shareSaid(coverage80))}
          rests={rests}
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
            assumptions={of.rests}
            leads={() => fieldNames.source}
          />
          {of.kind === 'unseen' && <p class="quiet">{said.leftOut}</p>}
        </Dialog>
      )}
    </section>
  )
}

function ofPoints(kind: Kind, ledger: RowLedger, points: readonly LedgerPoint[]): Told {
  return { kind, points, rests: sourcesOf(ledger, points), ...evidence.accuracyOf(points) }
}

function alwaysTold(ledger: RowLedger): readonly Told[] {
  const unseen = ledger.leftOut.filter(({ group }) => group === 'source')
  return [
    ...unseen.map((one) => ({ ...ofPoints('unseen', ledger, ledger.points), judged: one.rows, ...one })),
    ...(['fit', 'check'] as const).map((role) =>
      ofPoints(role, ledger, selectPoints(ledger, { accelerator: '', kind: '', source: '', role })),
    ),
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
  const bySource = new Map<string, LedgerPoint[]>(ledger.sources.map(({ name }) => [name, []]))
  for (const point of points) if (point.judged) bySource.get(point.source)?.push(point)
  return ledger.sources.flatMap(({ name, title, url }) => {
    const own = bySource.get(name) ?? []
    if (own.length === 0) return []
    const years = own.flatMap(({ year }) => year ?? []).sort()
    const [first, last] = [years[0], years.at(-1)].map(String)
    const when = years.length === 0 ? '' : `, ${first === last ? first : span(first ?? '', last ?? '')}`
    const value = evidenceWords.accuracy.counted(count(own.length))
    const source = `${title}${when}`
    return [{ id: name, name, value, low: null, high: null, unit: '', basis: 'sourced', source, url }]
  })
}
