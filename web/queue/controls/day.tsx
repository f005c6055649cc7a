import { unlessTyping } from '../../parts/field.tsx'
import { fieldValue, set } from '../../state/state.ts'
import { instant } from '../words/times.ts'
import { queueWords } from '../words/words.ts'
import type { Overview } from '../worker/replaying.ts'

const words = queueWords.run
const dayS = 86_400
/** Of the slider: six hours. */
const step = 0.25

/** When the run joins: a day on the slider, exactly in the field, which is a date where the log has a calendar. */
export function Day({ shown: { fromS, untilS, unixStartS } }: { readonly shown: Overview }) {
  const day = Number.parseFloat(fieldValue('runDay') ?? '1')
  const change = (next: number, how: 'slide' | 'push') => {
    if (Number.isFinite(next)) set('runDay', String(Number(next.toFixed(4))), how)
  }
  const label = unixStartS === null ? words.day : words.date
  const when = instant((day - 1) * dayS, unixStartS)
  return (
    <>
      <label for="runDay">{label}</label>
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
        {unixStartS === null && (
          <input
            id="runDay"
            class="quantity"
            inputMode="decimal"
            value={unlessTyping('runDay', String(day))}
            onChange={(event) => change(Number.parseFloat(event.currentTarget.value), 'push')}
          />
        )}
      </div>
      {unixStartS !== null && (
        <input
          id="runDay"
          type="datetime-local"
          value={unlessTyping(
            'runDay',
            new Date((unixStartS + (day - 1) * dayS) * 1000).toISOString().slice(0, 16),
          )}
          onChange={(event) => {
            const unixS = Date.parse(`${event.currentTarget.value}Z`) / 1000
            change((unixS - unixStartS) / dayS + 1, 'push')
          }}
        />
      )}
      <p class="help">{words.dayHelp(when)}</p>
    </>
  )
}
