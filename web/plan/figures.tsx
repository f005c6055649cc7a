import { useSignal } from '@preact/signals'
import type { EstimateFigures, Range } from '../../sim/index.ts'
import { short } from '../format.ts'
import { later } from '../parts/later.tsx'
import { words } from '../words.ts'
import { RangeBar } from './range-bar.tsx'

type FigureProps = {
  readonly kind: 'time' | 'money' | 'energy' | 'carbon'
  readonly title: string
  readonly range: Range
  readonly unit: string
  readonly before: string
  readonly note: string
  readonly formulas: readonly string[]
}

const Why = later(async () => (await import('./why.tsx')).Why)

/** The four figures that people come for, each with its range and its reasons. */
export function Figures({ answer }: { readonly answer: EstimateFigures }) {
  const { totals } = answer
  const hours = words.notes.money(short(totals.gpuHours.p50), short(totals.netGpuHours.p50))
  const money = `${totals.cost.basis}${totals.cost.date === '' ? '' : `, ${totals.cost.date}`}`
  return (
    <section class="figures" aria-label={words.totals}>
      <Figure
        before=""
        kind="time"
        title={words.figures.time}
        range={totals.wallClockDays}
        unit={words.days}
        note={words.notes.time(short(totals.calendarDays.p10), short(totals.calendarDays.p90))}
        formulas={['trainingFlops', 'netGpuHours', 'gpuHours', 'wallClockDays', 'calendarDays']}
      />
      <Figure
        kind="money"
        title={words.figures.hours}
        range={totals.cost}
        unit=""
        before={totals.cost.currency}
        note={`${hours} · ${money}`}
        formulas={['gpuHours', 'cost']}
      />
      <Figure
        before=""
        kind="energy"
        title={words.figures.energy}
        range={totals.energyMwh}
        unit="MWh"
        note={words.notes.energy}
        formulas={['energyMwh']}
      />
      <Figure
        before=""
        kind="carbon"
        title={words.figures.carbon}
        range={totals.carbonT}
        unit="t CO₂e"
        note={words.notes.carbon}
        formulas={['operationalT', 'embodiedT', 'carbonT']}
      />
    </section>
  )
}

function Figure(props: FigureProps) {
  const { kind, title, range, unit, before, note } = props
  const asked = useSignal(false)
  const rangeText =
    `${before === '' ? '' : `${before} `}${words.rangeOf(short(range.p10), short(range.p90), unit)}`.trim()
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
        {rangeText} <span class="quiet">({words.range})</span>
      </p>
      <p class="note">{note}</p>
      <button type="button" class="why" aria-label={words.whyOf(title)} onClick={() => (asked.value = true)}>
        {words.why}
      </button>
      {asked.value && (
        <Why title={words.whyOf(title)} formulas={props.formulas} onClose={() => (asked.value = false)} />
      )}
    </article>
  )
}
