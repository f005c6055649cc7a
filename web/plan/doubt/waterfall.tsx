import type { EstimateFigures } from '../../../sim/index.ts'
import { count, short } from '../../format.ts'
import { amid } from '../../language.ts'
import { Files } from '../../parts/files.tsx'
import { belowWords as words, partWords } from '../../words/below.ts'

type Step = { readonly name: string; readonly from: number; readonly to: number; readonly kind: string }

/** From net to gross GPU-hours, each loss where the one before it ended. */
export function Waterfall({ answer }: { readonly answer: EstimateFigures }) {
  const { gpuHoursBreakdown: parts, totals } = answer
  const gross = totals.gpuHours.p50
  const steps = stepsOf(parts, gross)
  return (
    <section class="money" aria-label={words.details.hours}>
      <h2>{finding(parts, gross)}</h2>
      <ol class="bars">
        {steps.map(({ name, from, to, kind }) => (
          <li key={name} class={kind}>
            <span class="name">{name}</span>
            <Span from={from / gross} to={to / gross} />
            <span class="amount">
              {short(to - from)} <span class="quiet">{`${short(((to - from) / gross) * 100)} %`}</span>
            </span>
          </li>
        ))}
      </ol>
      <p>{calendar(answer)}</p>
      <Files
        name="petaplan-hours"
        title={finding(parts, gross)}
        csv={() => [['part', 'gpu_hours'], ...steps.map(({ name, from, to }) => [name, to - from])]}
      />
    </section>
  )
}

/** A bar between two shares of the whole width. */
export function Span({ from, to }: { readonly from: number; readonly to: number }) {
  return (
    <svg class="span" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect x={from * 100} y="0" width={Math.max(0.3, (to - from) * 100)} height="10" />
    </svg>
  )
}

function stepsOf(parts: EstimateFigures['gpuHoursBreakdown'], gross: number): readonly Step[] {
  let at = 0
  const losses = Object.entries(parts).flatMap(([part, value]): readonly Step[] => {
    const from = at
    at += value
    if (value <= 0) return []
    const name = part === 'training' ? words.doubt.net : partWords(part)
    return [{ name, from, to: at, kind: part === 'training' ? 'whole' : 'loss' }]
  })
  return [...losses, { name: words.doubt.grossTotal, from: 0, to: gross, kind: 'whole' }]
}

function finding(parts: EstimateFigures['gpuHoursBreakdown'], gross: number): string {
  const losses = Object.entries(parts).filter(([part, value]) => part !== 'training' && value > 0)
  const [largest] = losses.sort((a, b) => b[1] - a[1])
  if (largest === undefined) return words.doubt.undisturbed
  const share = ((parts['training'] ?? 0) / gross) * 100
  return words.doubt.waterfall(short(share), amid(partWords(largest[0])))
}

function calendar({ totals, goodput }: EstimateFigures): string {
  const say = goodput.links > 1 ? words.doubt.calendar : words.doubt.calendarWhole
  return say({
    held: short(totals.wallClockDays.p50),
    links: count(goodput.links),
    from: short(totals.calendarDays.p10),
    to: short(totals.calendarDays.p90),
  })
}
