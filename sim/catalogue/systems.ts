import systemsText from '../data/hardware/systems.jsonl?raw'
import { readSystems } from './kinds.ts'

/** Public systems, Alps first; then clusters without a place, ready to plan on. Each figure with where it was read. */
export const systems = readSystems(systemsText)
