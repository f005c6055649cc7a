import { unlessTyping } from '../../parts/field.tsx'
import { useSignal } from '@preact/signals'
import type { Problem } from '../../../sim/index.ts'
import { translated } from '../../language.ts'
import { words } from '../../words.ts'
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
      <Refused title={words.own.system.refused} problems={problems.value} />
      <button
        type="button"
        onClick={() => {
          const made = machineOf(said.value)
          if (made.ok) void takeOwn('system', made.value).then((wrong) => (problems.value = wrong))
          else problems.value = made.problems
        }}
      >
        {machineWords.use}
      </button>
    </Own>
  )
}
