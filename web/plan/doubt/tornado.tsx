import { useSignal } from '@preact/signals'
import type { EstimateAnswer, Swing } from '../../../sim/index.ts'
import { count, short, span, withUnit } from '../../format.ts'
import { amid, spokenAnswer } from '../../language.ts'
import { Files } from '../../parts/files.tsx'
import { Loading } from '../../parts/lost.tsx'
import { words as all } from '../../words.ts'
import { reasonWords } from '../../words/reasons.ts'
import { Lead } from '../lead.tsx'
import { useReasons } from '../use-reasons.ts'
import { Span } from './waterfall.tsx'

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
