import { useSignal } from '@preact/signals'
import type { EstimateFigures } from '../../sim/index.ts'
import { short } from '../format.ts'
import { Figure, type FigureProps } from './figure.tsx'
import { late } from '../late.ts'
import { say } from '../language.ts'
import { later } from '../parts/later.tsx'
import { words } from '../words.ts'

type WithWhy = FigureProps & { readonly formulas: readonly string[] }

const Why = later(async () => (await import('./why.tsx')).Why)

/** The four figures that people come for, each with its range and its reasons. */
export function Figures({ answer }: { readonly answer: EstimateFigures }) {
  const { totals } = answer
  const hours = words.notes.money(short(totals.gpuHours.p50), short(totals.netGpuHours.p50))
  const money = `${say(totals.cost.basis)}${totals.cost.date === '' ? '' : `, ${totals.cost.date}`}`
  return (
    <section class="figures" aria-label={words.totals}>
      <FigureWithWhy
        kind="time"
        title={words.figures.time}
        range={totals.wallClockDays}
        unit={words.days}
        note={words.notes.time(short(totals.calendarDays.p10), short(totals.calendarDays.p90))}
        formulas={['trainingFlops', 'netGpuHours', 'gpuHours', 'wallClockDays', 'calendarDays']}
      />
      <FigureWithWhy
        kind="money"
        title={words.figures.hours}
        range={totals.cost}
        before={totals.cost.currency}
        note={`${hours} · ${money}`}
        formulas={['gpuHours', 'cost']}
      />
      <FigureWithWhy
        kind="energy"
        title={words.figures.energy}
        range={totals.energyMwh}
        unit="MWh"
        note={words.notes.energy}
        formulas={['energyMwh']}
      />
      <FigureWithWhy
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

function FigureWithWhy({ formulas, ...figure }: WithWhy) {
  const asked = useSignal(false)
  const title = words.whyOf(figure.title)
  const { Beside, shownAs } = late.value ?? {}
  return (
    <Figure {...(shownAs?.(figure) ?? figure)}>
      <div class="beside">{Beside !== undefined && <Beside kind={figure.kind} formulas={formulas} />}</div>
      <button type="button" class="why" aria-label={title} onClick={() => (asked.value = true)}>
        {words.why}
      </button>
      {asked.value && <Why title={title} formulas={formulas} onClose={() => (asked.value = false)} />}
    </Figure>
  )
}
