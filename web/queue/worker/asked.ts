import { queue as simulation, type Read } from '../../../sim/index.ts'
import { readJson } from '../../state/own-file.ts'
import { isOwn, type Said } from '../../state/said.ts'
import { optionsOf, partsOf } from '../own.ts'

export type Asked = {
  /** Null: the invented month. */
  readonly file: File | null
  readonly policy: string
  readonly nodes: string
  readonly coresPerNode: string
  /** What the file calls the columns; empty where it uses our names. */
  readonly columns: Readonly<Record<string, string>>
  /** The text of a slurm.conf, given beside the log; null where nodes are counted. */
  readonly machine: MachineFile | null
  /** Whether budgets hold jobs back: 'shown' or 'enforced'. */
  readonly budgets: string
  /** The JSON of the other settings that a person gave. */
  readonly own: string
}

export type MachineFile = { readonly name: string; readonly text: string }

/** The fields of the command line and the API, with what the page knows of the month: its power and its budgets. */
export function fieldsOf(asked: Asked): Read<Said> {
  const { file, policy, nodes, coresPerNode, columns, machine, budgets: choice, own } = asked
  const system = machine === null ? null : systemOf(machine)
  if (system?.ok === false) return system
  const options = optionsOf(own)
  if (!options.ok) return options
  const month = simulation.monthFields(choice)
  if (!month.ok) return month
  const { budgets, ...said } = { ...(file === null ? month.value : {}), ...options.value }
  const fields = {
    ...(system === null ? {} : { system: system.value }),
    policy,
    ...(nodes === '' ? {} : { nodes }),
    ...(coresPerNode === '' ? {} : { coresPerNode }),
    ...(Object.keys(columns).length === 0 ? {} : { columns }),
    ...said,
    ...(budgets === undefined ? {} : { budgets: { ...Object(budgets), enforce: choice === 'enforced' } }),
  }
  return { ok: true, value: fields }
}

/** A system file as it is, or one made of a slurm.conf. */
function systemOf(machine: MachineFile): Read<object> {
  if (!isOwn(machine.text)) return simulation.systemFromSlurm([machine])
  const read = readJson('system', machine.text)
  return read.ok ? { ok: true, value: partsOf(read.value) } : read
}
