import { useSignal } from '@preact/signals'
import { short } from '../format.ts'
import { Choice, Field, unlessTyping, Written } from '../parts/field.tsx'
import { Pair } from '../plan/controls/sliders.tsx'
import { set } from '../state/state.ts'
import { tradeoffWords as words } from '../words/tradeoffs.ts'
import {
  confidences,
  limitFields,
  limitNames,
  limitOf,
  limitText,
  noLimit,
  objective,
  problems,
  questionProblems,
  spans,
  tradeoffs,
  wrongLimit,
  type LimitName,
} from './state.ts'
import { Select } from '../parts/select.tsx'

const measures = ['cost', 'energy', 'carbon'] as const

/** What to make small, and what may not be exceeded. */
export function LimitControls() {
  return (
    <form class="controls" onSubmit={(event) => event.preventDefault()}>
      <Objective />
      {limitNames.map((name) => (
        <LimitSlider key={name} name={name} />
      ))}
      <Written
        id="finish"
        label={words.finish}
        help={words.finishHelp}
        hint="2027-06-30"
        wrong={questionProblems.value.find(({ field }) => field === 'finish') ?? null}
      />
      <Choice
        id="confidence"
        label={words.confidence}
        help={words.confidenceHelp}
        usual={confidences[0]}
        options={confidences.map((one) => [one, words.inCases(String(Number(one) * 10))] as const)}
      />
    </form>
  )
}

function Objective() {
  const chosen = measures.find((one) => one === objective.value) ?? 'formula'
  const isOwn = useSignal(chosen === 'formula')
  const wrong = problems.value.find(({ field }) => field === 'formula') ?? null
  return (
    <>
      <Field id="objective" label={words.make} help="">
        <Select
          id="objective"
          value={isOwn.value ? 'formula' : chosen}
          options={[...measures, 'formula' as const].map((one) => [one, words.measures[one]])}
          onChoose={(next) => {
            isOwn.value = next === 'formula'
            set('objective', next === 'formula' ? 'carbon * 100 + cost' : next, 'push')
          }}
        />
      </Field>
      {isOwn.value && (
        <Field id="formula" label={words.formula} help={words.formulaHelp} wrong={wrong}>
          <input
            id="formula"
            value={unlessTyping('formula', objective.value)}
            aria-invalid={wrong !== null}
            onChange={(event) => set('objective', event.currentTarget.value.trim(), 'push')}
          />
        </Field>
      )}
    </>
  )
}

const steps = 200

/** A limit on a log scale from the least to the most of all points; at its end there is none, and the address says so. */
function LimitSlider({ name }: { readonly name: LimitName }) {
  const [least, most] = spans.value[name]
  const field = limitFields[name]
  const said = limitText(name)
  const value = limitOf(name) ?? most
  const wrong = wrongLimit(name)
  const position = Math.round((steps * Math.log(value / least)) / Math.log(most / least || 2))
  const unit = name === 'cost' ? (tradeoffs.value?.currency ?? '') : words.units[name]
  const label = `${words.limits[name]} (${unit})`
  return (
    <Field id={field} label={label} help="" wrong={wrong}>
      <Pair
        id={field}
        label={label}
        hint={words.noLimit}
        said={said === '' ? words.noLimit : `${short(value)} ${unit}`}
        text={said}
        isWrong={wrong !== null}
        last={steps}
        position={Math.min(steps, Math.max(0, position))}
        onStep={(step) => {
          const next = least * (most / least) ** (step / steps)
          set(field, step === steps ? noLimit : String(Number(next.toPrecision(4))))
        }}
        empty={noLimit}
      />
    </Field>
  )
}
