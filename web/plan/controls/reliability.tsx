import type { Knob } from '../../../sim/index.ts'
import { HOURS_PER_DAY } from '../../../sim/base/units.ts'
import { Field } from '../../parts/field.tsx'
import { fields, lastAnswer, set } from '../../state/state.ts'
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
      <QueueLimit label={knob('queueLimit').label} />
      <Duration knob={knob('checkpointInterval')} hint={words.doubt.optimum} />
      <Duration knob={knob('restartTime')} hint={words.doubt.asDefault} />
    </>
  )
}

/** Interruptions per 1,000 accelerator-days that the answer in sight rests on. */
function rateInSight(): number | null {
  const answer = lastAnswer.value
  const hours = answer?.goodput.meanTimeBetweenInterruptionsH ?? null
  return answer === null || hours === null ? null : (1000 * HOURS_PER_DAY) / (answer.system.gpus * hours)
}

function QueueLimit({ label }: { readonly label: string }) {
  return (
    <Field id="queueLimit" label={label} help="">
      <select
        id="queueLimit"
        value={fields.value['queueLimit'] ?? ''}
        onChange={(event) => set('queueLimit', event.currentTarget.value, 'push')}
      >
        <option value="">{words.doubt.asQueue}</option>
        {limits.map((limit) => (
          <option key={limit} value={limit}>
            {limit === 'none' ? words.doubt.noLimit : limit}
          </option>
        ))}
      </select>
    </Field>
  )
}

function Duration({ knob: { id, label, help }, hint }: { readonly knob: Knob; readonly hint: string }) {
  return (
    <Field id={id} label={label} help={help}>
      <input
        id={id}
        value={fields.value[id] ?? ''}
        placeholder={hint}
        onChange={(event) => set(id, event.currentTarget.value.trim(), 'push')}
      />
    </Field>
  )
}
