import { useSignal } from '@preact/signals'
import type { QueueRunPlan } from '../../sim/index.ts'
import { short } from '../format.ts'
import { When } from './controls/day.tsx'
import { lastAnswer } from '../state/state.ts'
import { lengthsOf, oddsBy } from './worker/length.ts'
import { instant } from './words/times.ts'
import { queueWords } from './words/words.ts'

const words = queueWords.run
const hourS = 3600

type ByWhenProps = { readonly plan: QueueRunPlan; readonly unixStartS: number | null }

/** How likely the run has started, and ended, by a date that is asked for: at first the middle of its ends. */
export function ByWhen({ plan, unixStartS }: ByWhenProps) {
  const asked = useSignal<number | null>(null)
  const answer = lastAnswer.value
  if (answer === null) return null
  const byS = asked.value ?? Math.ceil(plan.lastEndS.p50 / hourS) * hourS
  const { start, end } = oddsBy(plan, lengthsOf(answer), byS)
  return (
    <section class="by-when">
      <h2>{words.byWhen(instant(byS, unixStartS), short(100 * start), short(100 * end))}</h2>
      <div class="ask">
        <label for="run-by">{unixStartS === null ? words.byDay : words.byDate}</label>
        <When id="run-by" atS={byS} unixStartS={unixStartS} onTake={(s) => (asked.value = s)} />
      </div>
    </section>
  )
}
