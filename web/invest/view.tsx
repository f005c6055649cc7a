import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import './style.css'
import type { InvestAnswer, Range } from '../../sim/index.ts'
import { short } from '../format.ts'
import { Loading } from '../parts/lost.tsx'
import { RangeBar } from '../plan/range-bar.tsx'
import { fields } from '../state/state.ts'
import { words as all } from '../words.ts'
import { investWords as words } from '../words/invest.ts'
import { InvestControls } from './controls.tsx'
import { CurveFigure } from './curve-figure.tsx'
import { InvestDetails } from './details.tsx'
import { busy, invest, problems, recompute } from './state.ts'

const own = ['case', 'utilisation', 'discount', 'horizon', 'rent', 'nation', 'spend'] as const

/** The Invest view: the programme on the left; the cost of an hour, when owning pays, and what is behind it. */
export function InvestView() {
  const open = useSignal(false)
  const programme = own.map((name) => fields.value[name] ?? '').join('|')
  useEffect(() => {
    const frame = requestAnimationFrame(() => void recompute())
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [programme])
  return (
    <div class="columns">
      <aside class={open.value ? 'sheet open' : 'sheet'} aria-label={words.controls}>
        <button
          type="button"
          class="handle"
          aria-expanded={open.value}
          onClick={() => (open.value = !open.value)}
        >
          {open.value ? words.close : words.open}
        </button>
        <div class="sheet-body">
          <InvestControls />
        </div>
      </aside>
      <main>
        {problems.value.length > 0 && (
          <section class="trouble" role="alert">
            <h2>{all.refused}</h2>
            <ul>
              {problems.value.map(({ field, message }) => (
                <li key={field}>{`${field}: ${message}`}</li>
              ))}
            </ul>
          </section>
        )}
        {invest.value !== null && <Answer answer={invest.value} />}
        {invest.value === null && problems.value.length === 0 && <Loading />}
      </main>
    </div>
  )
}

function Answer({ answer }: { readonly answer: InvestAnswer }) {
  const { hourCost, currency, site, horizonY } = answer
  const hour = hourCost.perAllocatedHour
  const use = Number(answer.assumptions.find(({ id }) => id === 'utilisation')?.value ?? 0) * 100
  const goodput = hour.p50 / hourCost.perUsefulHour.p50
  const present = answer.presentCost
  return (
    <div class={busy.value ? 'answer stale' : 'answer'}>
      <div>
        <h1>{answer.sentence}</h1>
        <p class="quiet">{answer.prices}</p>
      </div>
      <section class="figures" aria-label={all.totals}>
        <Figure
          kind="money"
          title={words.figures.hour}
          range={hour}
          before={currency}
          unit=""
          note={words.notes.hour(short(use))}
        />
        <Figure
          kind="money"
          title={words.figures.useful}
          range={hourCost.perUsefulHour}
          before={currency}
          unit=""
          note={words.notes.useful(short(goodput))}
        />
        <Figure
          kind="money"
          title={words.figures.present}
          range={present}
          before={currency}
          unit=""
          note={words.notes.present(horizonY)}
        />
        <Figure
          kind="energy"
          title={words.figures.power}
          range={{ p10: site.meanMw, p50: site.meanMw, p90: site.meanMw }}
          before=""
          unit="MW"
          note={words.notes.power(short(site.energyMwhPerY))}
        />
      </section>
      <CurveFigure answer={answer} />
      <InvestDetails answer={answer} />
    </div>
  )
}

type FigureProps = {
  readonly kind: 'money' | 'energy'
  readonly title: string
  readonly range: Range
  readonly before: string
  readonly unit: string
  readonly note: string
}

function Figure({ kind, title, range, before, unit, note }: FigureProps) {
  const hasRange = range.p10 !== range.p90
  return (
    <article class={`figure ${kind}`}>
      <h2>{title}</h2>
      <p class="value">
        {before !== '' && <span class="unit">{before} </span>}
        {short(range.p50)}
        {unit !== '' && <span class="unit"> {unit}</span>}
      </p>
      <RangeBar range={range} />
      <p class="range">
        {hasRange ? `${all.rangeOf(short(range.p10), short(range.p90), unit)} (${all.range})` : '\u00a0'}
      </p>
      <p class="note">{note}</p>
    </article>
  )
}
