import shapeFields from '../data/throughput/shape-fields.json' with { type: 'json' }
import type { Row } from '../catalogue/loader/table.ts'
import type { HuggingFaceConfig } from '../catalogue/types.ts'

/** The shapes that a row names, as fields of a Hugging Face config: an empty cell is no field. */
export function shapeOf(row: Row): HuggingFaceConfig {
  const numbers = Object.entries(shapeFields).map(([column, field]) => [field, row.number(column)] as const)
  const words = [
    ['mlp_gated', row.flag('gated')],
    ['tie_word_embeddings', row.flag('tied')],
    ['model_type', row.words('modelType') || null],
  ] as const
  return Object.fromEntries([...numbers, ...words].filter(([, value]) => value !== null))
}
