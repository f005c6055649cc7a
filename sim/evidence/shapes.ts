import type { Row } from '../catalogue/loader/table.ts'
import type { HuggingFaceConfig } from '../catalogue/types.ts'

/** Columns of the shapes, and the fields of a Hugging Face config that they are. */
const shapeFields = {
  hidden: 'hidden_size',
  heads: 'num_attention_heads',
  kvHeads: 'num_key_value_heads',
  headDim: 'head_dim',
  ffn: 'intermediate_size',
  vocab: 'vocab_size',
  experts: 'num_experts',
  expertsPerToken: 'num_experts_per_tok',
  expertFfn: 'moe_intermediate_size',
  queryRank: 'q_lora_rank',
  keyValueRank: 'kv_lora_rank',
  ropeHeadDim: 'qk_rope_head_dim',
  plainHeadDim: 'qk_nope_head_dim',
  valueHeadDim: 'v_head_dim',
  sharedExperts: 'n_shared_experts',
  denseLayers: 'first_k_dense_replace',
  nextTokenLayers: 'num_nextn_predict_layers',
  window: 'sliding_window',
} as const

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
