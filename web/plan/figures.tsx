import { useSignal } from '@preact/signals'
import type { EstimateFigures } from '../../sim/index.ts'
import { short } from '../format.ts'
import { Figure, type FigureProps } from './figure.tsx'
import { late } from '../late.ts'
import { say } from '../language.ts'
import { later } from '../parts/later.tsx'
import { words } from '../words.ts'

export type WithWhy = FigureProps & { readonly formulas: readonly string[] }

const Why = later(async () => (await import('./why.tsx')).Why)

/** The four figures that people come for, each with its range and its reasons. */
export function Figures({ answer }: { readonly answer: EstimateFigures }) {
  return (
    <section class="figures" aria-label={words.totals}>
      {figuresOf(answer).map((figure) => (
        <FigureWithWhy key={figure.kind} {...figure} />
      ))}
    </section>
  )
}

/** Of any run; the cost with its basis and its date. */
export function figuresOf({ totals }: EstimateFigures): readonly WithWhy[] {
  const hours = words.notes.money(short(totals.gpuHours.p50), short(totals.netGpuHours.p50))
  const money = `${say(totals.cost.basis)}${totals.cost.date === '' ? '' : `, ${totals.cost.date.replaceAll('-', '\u2011')}`}`
  const { time, hours: cost, energy, carbon } = words.figures
  return [
    {
      kind: 'time',
      title: time,
      range: totals.wallClockDays,
      unit: words.days,
      note: words.notes.time(short(totals.calendarDays.p10), short(totals.calendarDays.p90)),
      formulas: ['trainingFlops', 'netGpuHours', 'gpuHours', 'wallClockDays', 'calendarDays'],
    },
    {
      kind: 'money',
      title: cost,
      range: totals.cost,
      before: totals.cost.currency,
      note: `${hours} · ${money}`,
      formulas: ['gpuHours', 'cost'],
    },
    {
      kind: 'energy',
      title: energy,
      range: totals.energyMwh,
      unit: 'MWh',
      note: words.notes.energy,
      formulas: ['energyMwh'],
    },
    {
      kind: 'carbon',
      title: carbon,
      range: totals.carbonT,
      unit: 't CO₂e',
      note: words.notes.carbon,
      formulas: ['operationalT', 'embodiedT', 'carbonT'],
    },
  ]
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
