import { own } from '../../../base/nearest.ts'
import type { Architecture } from '../../../workload/huggingface.ts'
import type { Config } from '../../../workload/config-reader.ts'

/** A config as the parts of a recipe read it. */
export type TrainerReading = {
  readonly config: Config
  readonly modelType: string
  readonly architecture: Architecture
}

/** The first of the fields that holds a number. */
export function numberOf(config: Config, names: readonly string[]): number | null {
  const found = names.map((name) => own(config, name)).find((value) => typeof value === 'number')
  return typeof found === 'number' ? found : null
}
