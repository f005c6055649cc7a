import type { Scenario } from '../estimate/input.ts'

/** What a search for layouts needs of a scenario, and the batch that is wanted. */
export type LayoutQuestion = Pick<
  Scenario,
  'model' | 'system' | 'accelerator' | 'gpus' | 'seqLen' | 'precision'
> & {
  /** Sequences in a step; taken to the nearest number that the accelerators divide well. */
  readonly wantedBatch: number
}
