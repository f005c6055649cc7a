import { useSignal } from '@preact/signals'
import type { EstimateAnswer, Swing, EstimateFigures } from '../../../sim/index.ts'
import { count, short, span, withUnit } from '../../format.ts'
import { amid, spokenAnswer } from '../../language.ts'
import { Files } from '../../parts/files.tsx'
import { Loading } from '../../parts/later.tsx'
import { words as all } from '../../words.ts'
import { reasonWords } from '../../words/reasons.ts'
import { Lead } from '../lead.tsx'
import { useReasons } from '../use-reasons.ts'
import { belowWords as words, partWords } from '../../words/below.ts'

type Total = keyof typeof reasonWords.totals

const totals: readonly Total[] = ['gpuHours', 'calendarDays', 'cost', 'energyMwh', 'carbonT']
const kinds: Readonly<Record<Total, readonly [kind: string, unit: string]>> = {
  gpuHours: ['money', 'GPU-h'],
  calendarDays: ['time', ''],
  cost: ['money', ''],
  energyMwh: ['energy', 'MWh'],
  carbonT: ['carbon', 't CO₂e'],
}

const barsShown = 7

/** Which input the range comes from: one bar each, the widest first. */
export function Tornado() {
  const answer = useReasons()
  return answer === null ? <Loading /> : <Swings answer={answer} />
}

function Swings({ answer }: { readonly answer: EstimateAnswer }) {
  const chosen = useSignal<Total>('gpuHours')
  const total = chosen.value
  const bars = (spokenAnswer(answer.uncertainty.tornado)[total] ?? []).slice(0, barsShown)
  const first = bars[0]
  const [kind, own] = kinds[total]
  const { currency } = answer.totals.cost
  const [unit, column] = total === 'cost' ? [currency, `cost_${currency}`] : [own || all.days, total]
  return (
    <section class={kind} aria-label={reasonWords.of}>
      <h3>{first === undefined ? reasonWords.certain : reasonWords.tornado(amid(first.name))}</h3>
      <fieldset class="segments">
        <legend>{reasonWords.of}</legend>
        {totals.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="tornado"
              checked={one === total}
              onChange={() => (chosen.value = one)}
            />
            <span>{reasonWords.totals[one]}</span>
          </label>
        ))}
      </fieldset>
      <Bars bars={bars} unit={unit} />
      <p class="quiet">
        {reasonWords.tornadoNote} {reasonWords.leads} {sampled(answer)}
      </p>
      <Files
        name="petaplan-tornado"
        title={`${reasonWords.totals[total]}, ${unit}`}
        csv={() => [
          ['input', 'unit', 'input_low', 'input_high', `${column}_at_low`, `${column}_at_high`],
          ...bars.map((bar) => [bar.name, bar.unit, bar.inputLow, bar.inputHigh, bar.atLow, bar.atHigh]),
        ]}
      />
    </section>
  )
}

function sampled({ uncertainty, totals: { gpuHours } }: EstimateAnswer): string {
  const error = ((uncertainty.standardErrorOfP50['gpuHours'] ?? 0) / gpuHours.p50) * 100
  return reasonWords.sampled(count(uncertainty.samples), short(error))
}

function Bars({ bars, unit: of }: { readonly bars: readonly Swing[]; readonly unit: string }) {
  const ends = bars.flatMap(({ atLow, atHigh }) => [atLow, atHigh])
  const [least, most] = [Math.min(...ends), Math.max(...ends)]
  const place = (value: number) => (most > least ? (value - least) / (most - least) : 0)
  return (
    <ol class="bars">
      {bars.map(({ id, name, unit, inputLow, inputHigh, atLow, atHigh }) => {
        const [low, high] = atLow < atHigh ? [atLow, atHigh] : [atHigh, atLow]
        return (
          <li key={id} class="swing">
            <span class="name">
              <Lead figure={{ id, low: inputLow, high: inputHigh }}>{name}</Lead>{' '}
              <span class="quiet">
                {withUnit(span(short(inputLow), short(inputHigh)), unit.replace(/^1\/.*/, ''))}
              </span>
            </span>
            <Span from={place(low)} to={place(high)} />
            <span class="amount">{withUnit(span(short(low), short(high)), of)}</span>
          </li>
        )
      })}
    </ol>
  )
}

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
