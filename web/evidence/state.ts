import { signal } from '@preact/signals'
import type { RowLedger } from '../../sim/index.ts'
import { remote } from '../worker/remote.ts'
import { change, fields, fieldValue } from '../state/state.ts'
import type { Filters } from './select.ts'
import type { Evidence } from './worker.ts'

export const ledger = signal<RowLedger | null>(null)

/** Starts the worker that holds the measurements; its answer never changes, so it is asked once and let go. */
export async function loadLedger(): Promise<void> {
  if (ledger.value !== null) return
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'evidence' })
  const answer = await remote<Evidence>(() => worker).ledger()
  if (answer.status === 'answer') ledger.value = answer.value
  worker.terminate()
}

export const fieldNames = {
  accelerator: 'rowAccelerator',
  kind: 'rowKind',
  role: 'rowRole',
  source: 'rowSource',
} as const

export function filtersOf(): Filters {
  const said = (name: keyof typeof fieldNames) => fieldValue(fieldNames[name]) ?? ''
  return { accelerator: said('accelerator'), kind: said('kind'), role: said('role'), source: said('source') }
}

export function clearFilters(): void {
  const none = Object.fromEntries(Object.values(fieldNames).map((name) => [name, '']))
  change({ ...fields.value, ...none }, 'push')
}
