import { ownWords } from '../../words/pilot.ts'
import { Field, unlessTyping } from '../../parts/field.tsx'
import { Select } from '../../parts/select.tsx'
import { useSignal } from '@preact/signals'
import type { Problem } from '../../../sim/index.ts'
import { spokenAnswer, translated } from '../../language.ts'
import plain from '../../words/plain/machine.json'
import { respelt } from '../../more/remedy.ts'
import { withRange } from '../../state/said.ts'
import { inWriting } from '../../state/number.ts'
import { fields, known } from '../../state/state.ts'
import { machineOf } from './machine.ts'
import table from './own-machine.json'
import { Own, Refused, takeOwn } from './own.tsx'

const machineWords = translated(plain)
const labels = () => new Map(Object.entries(machineWords))

/** What the form shows at first, and what the file of a machine calls a field of it that has another name there. */
const { first, inFile } = table
const inForm = new Map(Object.entries(inFile))

/** What the form says of a machine that is a field of the run: its power at work and its price. */
function besideIt({ power, price }: typeof first): Readonly<Record<string, string>> {
  const ranges = withRange(fields.value['ranges'] ?? '', 'computingW', power)
  return { ...(power === '' ? {} : { ranges }), ...(price === '' ? {} : { gpuHourPrice: price }) }
}

/** Problems by the labels of the form. */
function labelled(problems: readonly Problem[]): readonly Problem[] {
  return problems.map(({ field, message }) => {
    const id = field.replace(/^system\./, '')
    return { field: labels().get(inForm.get(id) ?? id) ?? field, message }
  })
}

/** A figure as the planner writes it, whichever of the four languages it was typed in. */
const written = (name: string, text: string): string =>
  name === 'name' ? text : respelt(text, name === 'nodes' ? 'whole' : 'count')

/** A machine described by nine figures; the file of it can be changed below, field by field. */
export function OwnMachine() {
  const said = useSignal(first)
  const problems = useSignal<readonly Problem[]>([])
  return (
    <Own id="system">
      {Object.entries(said.value).map(([name, text]) => (
        <Field key={name} id={`machine-${name}`} label={labels().get(name) ?? name} help="" wrong={null}>
          {name === 'country' ? (
            <Select
              id="machine-country"
              value={text}
              options={spokenAnswer(known.value?.choices.grids ?? []).map((grid) => [grid.id, grid.name])}
              onChoose={(country) => (said.value = { ...said.value, country })}
            />
          ) : (
            <input
              id={`machine-${name}`}
              value={unlessTyping(`machine-${name}`, inWriting(text))}
              onChange={({ currentTarget: { value } }) =>
                (said.value = { ...said.value, [name]: written(name, value) })
              }
            />
          )}
        </Field>
      ))}
      <Refused title={ownWords.system.refused} problems={problems.value} />
      <button
        type="button"
        onClick={() => {
          const made = machineOf(said.value)
          const show = (wrong: readonly Problem[]) => (problems.value = labelled(wrong))
          if (made.ok) void takeOwn('system', made.value, besideIt(said.value)).then(show)
          else show(made.problems)
        }}
      >
        {machineWords.use}
      </button>
    </Own>
  )
}
