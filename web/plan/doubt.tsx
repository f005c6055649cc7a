import type { EstimateAnswer } from '../../sim/index.ts'
import { count, short } from '../format.ts'
import { words } from '../words.ts'
import { Dots } from './dots.tsx'
import { Tornado } from './tornado.tsx'
import { Waterfall } from './waterfall.tsx'

/** From net to gross and to the calendar, how the outcomes spread, and what would narrow them. */
export function Doubt({ answer }: { readonly answer: EstimateAnswer }) {
  const { samples, standardErrorOfP50 } = answer.uncertainty
  const error = ((standardErrorOfP50['gpuHours'] ?? 0) / answer.totals.gpuHours.p50) * 100
  return (
    <div class="doubt">
      <Waterfall answer={answer} />
      <Dots answer={answer} />
      <Tornado answer={answer} />
      <p class="quiet">{words.doubt.sampled(count(samples), short(error))}</p>
    </div>
  )
}
