import { effect, signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { Answered, EstimateFigures, PairedDifference } from '../../sim/index.ts'
import { reasonsOf, Wrong } from '../hand/wrong.tsx'
import { lose } from '../parts/later.tsx'
import type { FigureProps } from '../plan/figure.tsx'
import { useReasons } from '../plan/use-reasons.ts'
import { inputsOf } from '../plan/field-of.ts'
import { fromFragment, toFragment, type Fields } from '../state/address.ts'
import { fields, fieldValue, inputOf, lastAnswer, set, view } from '../state/state.ts'
import { simulation } from '../worker/simulation.ts'
import { words as all } from '../words.ts'
import { marksOf, signed } from './difference.ts'
import { shownAs } from './units.tsx'
import { moreWords as words } from './words.ts'

type Kind = FigureProps['kind']
const totals = [
  ['time', 'wallClockDays', ''],
  ['money', 'cost', ''],
  ['energy', 'energyMwh', 'MWh'],
  ['carbon', 'carbonT', 't CO₂e'],
] as const

/** By how much the run at hand differs from the pinned one, future by future; null while that is not known. */
const apart = signal<readonly PairedDifference[] | null>(null)
/** The pinned run by itself; what is wrong with it where it cannot be answered. */
export const pinnedRun = signal<Answered<EstimateFigures> | null>(null)
/** As long as an answer stands before it is compared: a slider that moves on asks for nothing. */
const settledMs = 250

/** Compares every run that stands with the one that is pinned. */
export function followBaseline(): void {
  let asked = 0
  effect(() => {
    const pinned = fields.value['baseline'] ?? ''
    const run = lastAnswer.value === null ? null : fields.value
    const generation = (asked += 1)
    if (pinned === '') {
      apart.value = null
      pinnedRun.value = null
    }
    if (pinned === '' || run === null) return
    const compare = async () => {
      const answered = await simulation.difference(inputOf(fromFragment(pinned)), inputOf(run))
      const alone = await simulation.check(inputOf(fromFragment(pinned)))
      if (generation !== asked) return
      pinnedRun.value = alone
      apart.value = answered.status === 'answer' ? answered.value : null
    }
    setTimeout(() => {
      if (generation === asked) compare().catch(lose)
    }, settledMs)
  })
}

/** A difference in the units that were chosen, in words; empty where it is not known. */
function saidOf(kind: Kind): string {
  const [, wanted, own] = totals.find(([one]) => one === kind) ?? totals[0]
  const range = apart.value?.find(({ total }) => total === wanted)?.difference
  if (range === undefined) return ''
  if (range.p10 === 0 && range.p90 === 0) return words.same
  const unit = kind === 'time' ? all.days : own
  const currency = kind === 'money' ? (lastAnswer.value?.totals.cost.currency ?? '') : ''
  const shown = shownAs({ kind, title: '', range, unit, before: currency })
  const said = [shown.before, signed(shown.range.p50), shown.unit].join(' ').trim()
  return words.apart(said, signed(shown.range.p10), signed(shown.range.p90))
}

/** Under a figure: the difference to the baseline, and what its inputs are. */
export function Beside({ kind, formulas }: { readonly kind: Kind; readonly formulas: readonly string[] }) {
  const answer = useReasons()
  const difference = saidOf(kind)
  const inputs = useMemo(() => (answer === null ? [] : inputsOf(answer, formulas)), [answer])
  return (
    <>
      {difference !== '' && <p class="apart">{difference}</p>}
      {answer !== null && <p class="quiet">{words.inputs(marksOf(inputs))}</p>}
    </>
  )
}

const ofThePage = 'pins baseline lang shownIn form lesson set class log fromDay untilDay'.split(' ')

/** What a baseline holds: the run, and all that the views ask of it. */
function pinnable(all: Fields): Fields {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !ofThePage.includes(name)))
}

/** The pinned run and the way to pin one; in other views than Plan, what the run differs by. */
export function Baseline() {
  const pinned = fieldValue('baseline') ?? ''
  const pin = (run: () => string) => () => {
    set('baseline', run(), 'push')
  }
  if (pinned === '')
    return (
      <button type="button" class="link" onClick={pin(() => toFragment(pinnable(fields.value)))}>
        {words.pin}
      </button>
    )
  const { model = '', system = '', gpus = '' } = fromFragment(pinned)
  const run = pinnedRun.value
  const found = run?.status === 'answer' ? [run.value.model.name, run.value.system.name] : [model, system]
  return (
    <>
      <a href={`#${pinned}&baseline=${encodeURIComponent(pinned)}`}>
        {words.pinned([...found, gpus].map((one) => one.slice(0, 24)).join(' · '))}
      </a>
      <button type="button" class="link" onClick={pin(() => '')}>
        {words.unpin}
      </button>
      {run !== null && <Wrong said={reasonsOf(run)} />}
      {view.value !== 'plan' && totals.map(([kind]) => <span key={kind}>{saidOf(kind)}</span>)}
    </>
  )
}
