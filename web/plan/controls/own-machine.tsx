import { ownWords } from '../../words/pilot.ts'
import { unlessTyping } from '../../parts/field.tsx'
import { useSignal } from '@preact/signals'
import type { Problem } from '../../../sim/index.ts'
import { translated } from '../../language.ts'
import plain from '../../words/plain/machine.json'
import { withRange } from '../../state/said.ts'
import { fields } from '../../state/state.ts'
import { machineOf } from './machine.ts'
import { Own, Refused, takeOwn } from './own.tsx'

const machineWords = translated(plain)
const labels = () => new Map(Object.entries(machineWords))

const first = {
  name: '',
  accelerator: 'h100-sxm-80',
  perNode: '8',
  nodes: '64',
  network: '50',
  country: 'CHE',
  pue: '',
  power: '',
  price: '',
}

/** What the file of a machine calls a field of the form, where it has another name. */
const inFile = new Map([
  ['acceleratorId', 'accelerator'],
  ['acceleratorsPerNode', 'perNode'],
  ['scaleOutBytesPerS', 'network'],
  ['pueRatio', 'pue'],
  ['ranges.computingW', 'power'],
  ['gpuHourPrice', 'price'],
])

/** What the form says of a machine that is a field of the run: its power at work and its price. */
function besideIt({ power, price }: typeof first): Readonly<Record<string, string>> {
  const ranges = withRange(fields.value['ranges'] ?? '', 'computingW', power)
  return { ...(power === '' ? {} : { ranges }), ...(price === '' ? {} : { gpuHourPrice: price }) }
}

/** Problems by the labels of the form. */
function labelled(problems: readonly Problem[]): readonly Problem[] {
  return problems.map(({ field, message }) => {
    const id = field.replace(/^system\./, '')
    return { field: labels().get(inFile.get(id) ?? id) ?? field, message }
  })
}

/** A machine described by nine figures; the file of it can be changed below, field by field. */
export function OwnMachine() {
  const said = useSignal(first)
  const problems = useSignal<readonly Problem[]>([])
  return (
    <Own id="system">
      {Object.entries(said.value).map(([name, text]) => (
        <div key={name} class="field">
          <label for={`machine-${name}`}>{labels().get(name)}</label>
          <input
            id={`machine-${name}`}
            value={unlessTyping(`machine-${name}`, text)}
            onChange={(event) => (said.value = { ...said.value, [name]: event.currentTarget.value })}
          />
        </div>
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
