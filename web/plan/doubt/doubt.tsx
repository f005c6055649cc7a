import type { EstimateFigures } from '../../../sim/index.ts'
import { Fold } from '../../parts/fold.tsx'
import { later } from '../../parts/later.tsx'
import { words } from '../../words.ts'
import { Dots } from './dots.tsx'
import { Waterfall } from './waterfall.tsx'

const Tornado = later(async () => (await import('./tornado.tsx')).Tornado)

/** From net to gross and to the calendar, how the outcomes spread, and what would narrow them. */
export function Doubt({ answer }: { readonly answer: EstimateFigures }) {
  return (
    <div class="doubt">
      <Waterfall answer={answer} />
      <Dots days={answer.outcomes} late={answer.totals.calendarDays.p90} />
      <Fold title={words.doubt.narrow}>{() => <Tornado />}</Fold>
    </div>
  )
}
