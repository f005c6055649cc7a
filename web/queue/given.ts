import { textOf } from '../state/text-of.ts'
import { batch, signal } from '@preact/signals'
import { longestValue, mostOfFile } from '../state/address.ts'
import { beside, depth, undo, type Step } from '../state/past.ts'
import { change, fields } from '../state/state.ts'
import { columnsOf, type Mapping } from './controls/mapping.ts'
import { fieldsOfOptions, isOptions } from './own.ts'
import type { Asked, MachineFile } from './worker/asked.ts'

/** The log that is read; null: the invented month. No address can hold it. */
export const file = signal<File | null>(null)
/** What the file calls the columns of a job, where it has names of its own. */
export const columns = signal<Asked['columns']>({})
/** A slurm.conf that was given beside the log. */
export const machine = signal<MachineFile | null>(null)

export function takeMachine(given: MachineFile | null): void {
  machine.value = given
  change({ ...fields.value }, 'replace')
}

/** Takes a log, or the invented month; its name stays in the address, which cannot hold the log itself. */
export function takeFile(log: File | null, names: Asked['columns'] = {}): void {
  putFile(log, names, 'push')
  takenAt = depth.peek()
}

/** The step at which a log was taken last. */
let takenAt = 0

/** Puts back what stood there before a log that is refused: what changes nothing is no step. */
export function putBack(log: File | null, names: Asked['columns']): void {
  putFile(log, names, 'replace')
  if (takenAt === depth.peek()) undo()
  takenAt = 0
}

export function putFile(log: File | null, names: Asked['columns'], step: Step): void {
  batch(() => {
    file.value = log
    columns.value = names
    change({ ...fields.value, log: log?.name ?? '' }, step)
  })
}

const ofMachine =
  /^\s*(ClusterName|ControlMachine|SlurmctldHost|NodeName|PartitionName)\s*=|^\s*\{[^[]*"slurm"/im

/** Takes a file for what it holds: the machine of the log, settings, or anything else a log. */
export async function takeGiven(given: File): Promise<void> {
  const text = await textOf(given.slice(0, mostOfFile))
  if (ofMachine.test(text.slice(0, longestValue))) takeMachine({ name: given.name, text })
  else if (isOptions(text)) takeOptions(text)
  else takeFile(given)
}

export function takeOptions(text: string): void {
  change({ ...fields.value, ...fieldsOfOptions(text) }, 'push')
}

/** Takes a log whose columns have the names given. */
export function takeMapped(log: File, mapping: Mapping): void {
  takeFile(log, columnsOf(mapping))
}

const nothing = { file: null, columns: {}, machine: null }
const givenAt: { file: File | null; columns: Asked['columns']; machine: MachineFile | null }[] = []

beside.keep = (step) => {
  givenAt[step] = { file: file.peek(), columns: columns.peek(), machine: machine.peek() }
}
beside.isOther = (step) => file.peek() !== (givenAt[step] ?? nothing).file
beside.bring = (step) => {
  const was = givenAt[step] ?? nothing
  batch(() => {
    file.value = was.file
    columns.value = was.columns
    machine.value = was.machine
  })
}
