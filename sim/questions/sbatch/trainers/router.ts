import { namesIn } from '../../../base/csv.ts'
import { numberOf, type TrainerReading } from './reading.ts'

/** How the tokens of a mixture find their experts, and what keeps the experts evenly loaded. */
export type Router = NonNullable<ReturnType<typeof routerOf>>

/** Where the config does not say: the classes of transformers 5.18 (their `e_score_correction_bias`, `norm_topk_prob`). */
const biasedFamilies: readonly string[] = namesIn('deepseek_v3 kimi_k2 glm4_moe')
const unscaledFamilies: readonly string[] = namesIn('qwen2_moe qwen3_moe deepseek_v2')

export function routerOf({ config, modelType, architecture }: TrainerReading) {
  if (architecture.moe === null) return null
  const method = config['topk_method'] ?? (biasedFamilies.includes(modelType) ? 'noaux_tc' : 'greedy')
  const biased = method === 'noaux_tc' || config['moe_router_enable_expert_bias'] === true
  const score = config['scoring_func'] ?? (biased ? 'sigmoid' : 'softmax')
  const count = numberOf(config, ['n_group']) ?? 1
  const chosen = numberOf(config, ['topk_group']) ?? 1
  const factor = numberOf(config, ['routed_scaling_factor'])
  return {
    score: score === 'softmax' || score === 'sigmoid' ? score : 'other',
    /** Balancing by a learned bias and no loss (DeepSeek-V3). */
    expertBias: biased,
    /** Null where nothing tells: the person fills it in. */
    auxLossCoefficient: numberOf(config, ['router_aux_loss_coef', 'aux_loss_alpha']),
    /** The loss is taken sequence by sequence. */
    perSequence: config['seq_aux'] === true || modelType === 'deepseek_v3' || modelType === 'deepseek_v2',
    /** Groups of experts and of them those chosen from; null without. */
    groups: count > 1 ? { count, chosen } : null,
    scalingFactor: factor === null || factor === 1 ? null : factor,
    /** The softmax runs over all experts and its top is not scaled to one. */
    scoresBeforeTop:
      score === 'softmax' && !(config['norm_topk_prob'] ?? !unscaledFamilies.includes(modelType)),
  }
}
