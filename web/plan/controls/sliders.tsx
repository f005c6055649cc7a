import { useSignal } from '@preact/signals'
import type { Knob } from '../../../sim/index.ts'
import { Field } from '../../parts/field.tsx'
import { count, short, typed } from '../../format.ts'
import { heldOf, inWriting, numberOf } from '../../state/number.ts'
import { fieldValue, set } from '../../state/state.ts'

type LogSliderProps = {
  readonly knob: Knob
  /** What the answer uses while the field is empty. */
  readonly usual?: number | null
  /** What an empty field stands for. */
  readonly hint?: string
}

/** A slider on a log scale beside a text field, for quantities such as tokens. */
export function LogSlider({ knob, usual, hint }: LogSliderProps) {
  const { id, label, unit, least, most, steps } = knob
  const value = numberOf(fieldValue(id) ?? '') ?? usual ?? null
  const last = Math.round(Math.log2(most / least) * steps)
  const position = value === null ? 0 : Math.round(Math.log2(value / least) * steps)
  const valueAt = (step: number) => Number((least * 2 ** (step / steps)).toPrecision(3))
  return (
    <Field id={id} label={label} help={hint === undefined ? '' : `${unit}; ${hint}`}>
      <Pair
        id={id}
        label={label}
        hint={usual === undefined || usual === null ? '' : short(usual)}
        said={value === null ? '' : `${short(value)} ${unit}`}
        text={fieldValue(id) ?? ''}
        last={last}
        position={position}
        onStep={(step) => set(id, typed(valueAt(step)))}
      />
    </Field>
  )
}

type ListProps = { readonly knob: Knob; readonly values: readonly number[] }

/** A slider over a list of sensible values, for accelerators. */
export function ListSlider({ knob: { id, label, unit }, values }: ListProps) {
  const value = numberOf(fieldValue(id) ?? '')
  const position = nearest(values, value ?? 0)
  return (
    <Field id={id} label={label} help="">
      <Pair
        id={id}
        label={label}
        hint=""
        said={value === null ? '' : `${count(value)} ${unit}`}
        text={fieldValue(id) ?? ''}
        last={values.length - 1}
        position={position}
        onStep={(step) => set(id, String(values[step] ?? ''))}
      />
    </Field>
  )
}

type PairProps = {
  readonly id: string
  readonly label: string
  readonly hint: string
  /** Where the slider is, for those who do not see it. */
  readonly said: string
  /** What is written in the field, and whether it is no amount. */
  readonly text: string
  readonly isWrong?: boolean
  readonly last: number
  readonly position: number
  readonly onStep: (step: number) => void
  /** What an empty field stands for. */
  readonly empty?: string
  /** What the address holds of what is written. */
  readonly held?: (written: string) => string
}

/** A slider beside a text field. */
export function Pair(props: PairProps) {
  const { id, label, hint, said, text, isWrong, last, position, onStep, empty = '', held } = props
  // An answer that arrives amid typing takes nothing of what is typed.
  const typing = useSignal<string | null>(null)
  return (
    <div class="pair">
      <input
        type="range"
        aria-label={label}
        aria-valuetext={said}
        min={0}
        max={last}
        step={1}
        value={position}
        onInput={(event) => onStep(Number(event.currentTarget.value))}
      />
      <input
        id={id}
        class="quantity"
        inputMode="decimal"
        placeholder={hint}
        value={typing.value ?? inWriting(text)}
        aria-invalid={isWrong}
        onInput={(event) => (typing.value = event.currentTarget.value)}
        onBlur={() => (typing.value = null)}
        onChange={(event) => {
          typing.value = null
          const written = heldOf(event.currentTarget.value.trim())
          set(id, written === '' ? empty : (held?.(written) ?? written), 'push')
        }}
      />
    </div>
  )
}

function nearest(values: readonly number[], wanted: number): number {
  const away = (value: number) => Math.abs(Math.log(value / Math.max(1, wanted)))
  return values.reduce((best, value, index) => (away(value) < away(values[best] ?? 1) ? index : best), 0)
}
