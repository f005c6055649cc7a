import type { Knob } from '../../../sim/index.ts'
import { HOURS_PER_DAY } from '../../../sim/base/units.ts'
import { Choice, Written } from '../../parts/field.tsx'
import { lastAnswer } from '../../state/state.ts'
import { words } from '../../words.ts'
import { LogSlider } from './sliders.tsx'

type Props = { readonly knob: (id: string) => Knob }

const limits = ['6h', '12h', '24h', '48h', '7d', 'none'] as const

/** What interrupts a run and how long a job may last; empty leaves it to published fleets and the system's queue. */
export function ReliabilityControls({ knob }: Props) {
  return (
    <>
      <LogSlider knob={knob('failureRate')} usual={rateInSight()} hint={words.doubt.asDefault} />
      <LogSlider
        knob={knob('checkpointTime')}
        usual={lastAnswer.value?.goodput.checkpointStallS ?? null}
        hint={words.doubt.asDefault}
      />
      <Choice
        id="queueLimit"
        label={knob('queueLimit').label}
        usual=""
        options={[
          ['', words.doubt.asQueue],
          ...limits.map((limit) => [limit, limit === 'none' ? words.doubt.noLimit : limit] as const),
        ]}
      />
      <Written {...wordsOf(knob('checkpointInterval'))} hint={words.doubt.optimum} />
      <Written {...wordsOf(knob('restartTime'))} hint={words.doubt.asDefault} />
    </>
  )
}

/** Interruptions per 1,000 accelerator-days that the answer in sight rests on. */
function rateInSight(): number | null {
  const answer = lastAnswer.value
  const hours = answer?.goodput.meanTimeBetweenInterruptionsH ?? null
  return answer === null || hours === null ? null : (1000 * HOURS_PER_DAY) / (answer.system.gpus * hours)
}

const wordsOf = ({ id, label, help }: Knob) => ({ id, label, help })
