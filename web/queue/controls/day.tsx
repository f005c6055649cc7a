import type { TargetedEvent } from 'preact'
import { Field, unlessTyping } from '../../parts/field.tsx'
import { inWriting } from '../../state/number.ts'
import { fieldValue, set } from '../../state/state.ts'
import { wrongDay } from '../run-state.ts'
import { instant } from '../words/times.ts'
import { queueWords } from '../words/words.ts'
import type { Overview } from '../worker/replaying.ts'

const words = queueWords.run
const dayS = 86_400
/** Of the slider: six hours. */
const step = 0.25

/** When the run joins: a day on the slider, exactly in the field, which is a date where the log has a calendar. */
export function Day({ shown: { fromS, untilS, unixStartS } }: { readonly shown: Overview }) {
  const said = fieldValue('runDay') ?? '1'
  const isWrong = wrongDay.value !== ''
  const day = isWrong ? 1 : Number(said.replace(',', '.'))
  const change = (next: number, how: 'slide' | 'push') => set('runDay', String(Number(next.toFixed(4))), how)
  const label = unixStartS === null ? words.day : words.date
  const atS = (day - 1) * dayS
  const when = instant(atS, unixStartS)
  const field = (
    <When
      id="runDay"
      atS={atS}
      unixStartS={unixStartS}
      wrong={isWrong ? said : ''}
      onTake={(s) => change(s / dayS + 1, 'push')}
      onWrong={(text) => set('runDay', text, 'push')}
    />
  )
  return (
    <Field
      id="runDay"
      label={label}
      help={words.dayHelp(when)}
      wrong={isWrong ? { field: 'runDay', message: wrongDay.value } : null}
    >
      <div class="pair">
        <input
          type="range"
          aria-label={label}
          aria-valuetext={when}
          min={Math.floor(fromS / dayS) + 1}
          max={Math.ceil(untilS / dayS) + 1}
          step={step}
          value={day}
          onInput={(event) => change(Number(event.currentTarget.value), 'slide')}
        />
        {unixStartS === null && field}
      </div>
      {unixStartS !== null && field}
    </Field>
  )
}

type WhenProps = {
  readonly id: string
  readonly atS: number
  readonly unixStartS: number | null
  readonly onTake: (s: number) => void
  /** What was typed before and is no day, and what to do with that; absent: it is not taken. */
  readonly wrong?: string
  readonly onWrong?: (text: string) => void
}

/** An instant to be typed: a day, or a date where the log has a calendar. */
export function When({ id, atS, unixStartS, onTake, wrong = '', onWrong }: WhenProps) {
  const said =
    unixStartS === null
      ? String(Number((atS / dayS + 1).toFixed(4)))
      : new Date((unixStartS + atS) * 1000).toISOString().slice(0, 16)
  const read = (text: string) =>
    unixStartS === null
      ? (Number(text.replace(',', '.') || 'none') - 1) * dayS
      : Date.parse(`${text}Z`) / 1000 - unixStartS
  const all = {
    id,
    value: unlessTyping(id, wrong || inWriting(said)),
    onChange: ({ currentTarget }: TargetedEvent<HTMLInputElement>) => {
      const s = read(currentTarget.value)
      if (Number.isFinite(s)) onTake(s)
      else if (onWrong === undefined || currentTarget.value === '') currentTarget.value = said
      else onWrong(currentTarget.value.trim())
    },
  }
  return unixStartS === null ? (
    <input {...all} class="quantity" inputMode="decimal" />
  ) : (
    <input {...all} type="datetime-local" />
  )
}
