import { useSignal } from '@preact/signals'
import type { QueueRunPlan } from '../../sim/index.ts'
import { short } from '../format.ts'
import { unlessTyping } from '../parts/field.tsx'
import { lastAnswer } from '../state/state.ts'
import { lengthsOf, oddsBy } from './worker/length.ts'
import { instant } from './words/times.ts'
import { queueWords } from './words/words.ts'

const words = queueWords.run
const [hourS, dayS] = [3600, 86_400]

type ByWhenProps = { readonly plan: QueueRunPlan; readonly unixStartS: number | null }

/** How likely the run has started, and ended, by a date that is asked for: at first the middle of its ends. */
export function ByWhen({ plan, unixStartS }: ByWhenProps) {
  const asked = useSignal<number | null>(null)
  const answer = lastAnswer.value
  if (answer === null) return null
  const byS = asked.value ?? Math.ceil(plan.lastEndS.p50 / hourS) * hourS
  const { start, end } = oddsBy(plan, lengthsOf(answer), byS)
  const take = (s: number) => {
    if (Number.isFinite(s)) asked.value = s
  }
  return (
    <section class="by-when">
      <h2>{words.byWhen(instant(byS, unixStartS), short(100 * start), short(100 * end))}</h2>
      <div class="ask">
        <label for="run-by">{unixStartS === null ? words.byDay : words.byDate}</label>
        {unixStartS === null ? (
          <input
            id="run-by"
            class="quantity"
            inputMode="decimal"
            value={unlessTyping('run-by', String(Number((byS / dayS + 1).toFixed(4))))}
            onChange={(event) => take((Number.parseFloat(event.currentTarget.value) - 1) * dayS)}
          />
        ) : (
          <input
            id="run-by"
            type="datetime-local"
            value={unlessTyping('run-by', new Date((unixStartS + byS) * 1000).toISOString().slice(0, 16))}
            onChange={(event) => take(Date.parse(`${event.currentTarget.value}Z`) / 1000 - unixStartS)}
          />
        )}
      </div>
    </section>
  )
}
