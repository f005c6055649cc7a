import { wrap } from 'comlink'
import type { Simulation } from './worker.ts'

/** The simulation in its worker. */
export const simulation = wrap<Simulation>(
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'simulation' }),
)
