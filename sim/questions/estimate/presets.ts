import table from '../../data/runs/presets.json' with { type: 'json' }
import type { EstimateInput } from './input.ts'

/** A ready scenario: a sentence to choose it by, its story, where that was read (the id of a source and its url), and what it sets. */
export type Preset = Readonly<Record<'id' | 'sentence' | 'story' | 'source' | 'url', string>> & {
  readonly input: EstimateInput
}

export const presets: readonly Preset[] = table
