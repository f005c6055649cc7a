import { remote } from './remote.ts'
import type { Simulation } from './worker.ts'

export const simulation = remote<Simulation>(
  () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'simulation' }),
)
