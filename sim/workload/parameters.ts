import type { Architecture } from './architecture.ts'
import { layerParameters } from './blocks/block.ts'

/** Parameters of a model. */
export type ParameterCount = {
  /** All that is stored, multi-token-prediction blocks left out. */
  readonly total: number
  /** What one token passes: of a mixture only the routed and shared experts. */
  readonly active: number
  /** Those of one token's pass that multiply: without the embedding look-up, with the output head. */
  readonly multiplying: number
  readonly embedding: number
  /** 0 when tied to the embedding. */
  readonly outputHead: number
}

/** Counts block by block. Source: the shapes themselves; the catalogue test holds it to published counts. */
export function countParameters({ blocks, ends, vocab, hidden }: Architecture): ParameterCount {
  let stored = ends.others + ends.shared
  let passed = ends.others
  for (const block of blocks) {
    const layer = layerParameters(block)
    stored += block.layers * layer.stored
    passed += block.layers * layer.passed
  }
  const { embedding, outputHead } = ends
  return {
    total: embedding + stored + outputHead + ends.unused,
    active: embedding + passed + outputHead,
    multiplying: passed + vocab * hidden,
    embedding,
    outputHead,
  }
}
