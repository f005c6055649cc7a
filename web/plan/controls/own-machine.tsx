import { ownWords } from '../../words/pilot.ts'
import { unlessTyping } from '../../parts/field.tsx'
import { useSignal } from '@preact/signals'
import type { Problem } from '../../../sim/index.ts'
import { translated } from '../../language.ts'
import plain from '../../words/plain/machine.json'
import { machineOf, type MachineWords } from './machine.ts'
import { Own, Refused, takeOwn } from './own.tsx'

const machineWords = translated(plain)

const first: MachineWords = {
  name: '',
  accelerator: 'h100-sxm-80',
  perNode: '8',
  nodes: '64',
  network: '50',
  country: 'CHE',
  pue: '',
}
const names = ['name', 'accelerator', 'perNode', 'nodes', 'network', 'country', 'pue'] as const

/** What the file of a machine calls a field of the form, where it has another name. */
const inFile: Readonly<Record<string, string>> = {
  acceleratorId: 'accelerator',
  acceleratorsPerNode: 'perNode',
  scaleOutBytesPerS: 'network',
  pueRatio: 'pue',
}

/** Problems by the labels of the form. */
function labelled(problems: readonly Problem[]): readonly Problem[] {
  return problems.map(({ field, message }) => {
    const id = field.replace(/^system\./, '')
    const label = Object.entries(machineWords).find(([name]) => name === (inFile[id] ?? id))?.[1]
    return { field: label ?? field, message }
  })
}

/** A machine described by seven figures; the file of it can be changed below, field by field. */
export function OwnMachine() {
  const said = useSignal(first)
  const problems = useSignal<readonly Problem[]>([])
  return (
    <Own id="system">
      {names.map((name) => (
        <div key={name} class="field">
          <label for={`machine-${name}`}>{machineWords[name]}</label>
          <input
            id={`machine-${name}`}
            value={unlessTyping(`machine-${name}`, said.value[name])}
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
          if (made.ok) void takeOwn('system', made.value).then(show)
          else show(made.problems)
        }}
      >
        {machineWords.use}
      </button>
    </Own>
  )
}
