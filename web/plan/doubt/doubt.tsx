import type { EstimateFigures } from '../../../sim/index.ts'
import { Fold } from '../../parts/fold.tsx'
import { later, lose } from '../../parts/later.tsx'
import { saveText } from '../../parts/save.ts'
import { fields, inputOf } from '../../state/state.ts'
import { simulation } from '../../worker/simulation.ts'
import { belowWords as words } from '../../words/below.ts'
import { Dots } from './dots.tsx'
import { Waterfall } from './tornado.tsx'

const Tornado = later(async () => (await import('./tornado.tsx')).Tornado)

/** From net to gross and to the calendar, how the outcomes spread, and what would narrow them. */
export function Doubt({ answer }: { readonly answer: EstimateFigures }) {
  return (
    <div class="doubt">
      <Waterfall answer={answer} />
      <Dots days={answer.outcomes} late={answer.totals.calendarDays.p90} />
      <p>
        <button type="button" class="link" onClick={() => void takeSamples(answer).catch(lose)}>
          {words.samples}
        </button>
      </p>
      <Fold title={words.doubt.narrow}>{() => <Tornado />}</Fold>
    </div>
  )
}

/** Every sample of the run, a row each: who doubts a range can work it out anew. */
async function takeSamples({ totals }: EstimateFigures): Promise<void> {
  const { csvOf, restsOfRun } = await import('../../chart/taken.ts')
  const answered = await simulation.samples(inputOf(fields.value))
  if (answered.status !== 'answer') return
  const { columns, rows } = answered.value
  const head = columns.map((name) => (name === 'cost' ? `cost_${totals.cost.currency}` : name))
  const taken = { title: words.samples, rows: [head, ...rows], rests: await restsOfRun() }
  saveText('petaplan-samples.csv', csvOf(taken), 'text/csv')
}
