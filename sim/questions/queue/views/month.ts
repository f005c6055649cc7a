import type { Imported } from '../../../queue/import/read.ts'
import { asRead } from '../synthetic.ts'
import { monthOfAlps, synthesizeMonth, type Month } from '../../../queue/synthetic/month-of-alps.ts'

/** The power of its nodes, as the options say it. */
export const monthPower = {
  /** Four idle GPUs of a node (CSCS documentation, job report, read 2026-11); the rest of the node is left out. */
  idleW: 349,
  /** Every job of the month states its own power; this is for jobs that would not. */
  busyW: 2240,
}

export const gpusPerNodeOfMonth = 4

/** The invented month as if it had been read from a file, and what its figures rest on. */
export function monthAsRead(seed: number): { readonly imported: Imported; readonly month: Month } {
  const { nodes, jobs, windows } = synthesizeMonth(seed)
  return { imported: asRead(jobs, { windows, nodes }), month: monthOfAlps }
}
