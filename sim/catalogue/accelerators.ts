import acceleratorsText from '../data/hardware/accelerators.jsonl?raw'
import { readAccelerators } from './kinds.ts'

/** The parts whose figures are confirmed; rates are dense, per accelerator, links both directions together. */
export const accelerators = readAccelerators(acceleratorsText)
