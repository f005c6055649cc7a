import type { Router } from '../router.ts'
import type { TrainedModel } from '../trained-model.ts'
import { balancePlace } from '../trainer-run.ts'
import { when, type Flag } from './flags.ts'
import { pattern } from './model-flags.ts'

/** Flags of the mixture: its experts, the router and what balances it; none for a dense model. */
export function expertFlags({ architecture, router, modelType }: TrainedModel): readonly Flag[] {
  const { moe, layers } = architecture
  if (moe === null || router === null) return []
  const marks = Array.from({ length: layers }, (_, layer) => (moe.dense.includes(layer) ? 0 : 1))
  return [
    ['--num-experts', moe.experts],
    ['--moe-router-topk', moe.expertsPerToken],
    ['--moe-ffn-hidden-size', moe.expertIntermediate],
    ...when(moe.sharedIntermediate > 0, ['--moe-shared-expert-intermediate-size', moe.sharedIntermediate]),
    ...when(moe.sharedGate, ['--moe-shared-expert-gate']),
    ...when(moe.dense.length > 0, ['--moe-layer-freq', pattern(marks)]),
    ...routerFlags(router, modelType),
    ['--moe-grouped-gemm'],
    ['--moe-permute-fusion'],
    ['--moe-token-dispatcher-type', 'alltoall'],
  ]
}

/**
 * The router as the config has it. Its scores are in fp32, as DeepSeek-V3 and the Megatron guide have them. A bias
 * balances without a loss; a small loss for each sequence stands beside it (DeepSeek-V3 report, section 2.1.2).
 */
function routerFlags(router: Router, modelType: string): readonly Flag[] {
  const type = router.perSequence ? 'seq_aux_loss' : 'aux_loss'
  const balanced = router.expertBias && router.auxLossCoefficient === null
  return [
    ['--moe-router-score-function', router.score],
    ['--moe-router-dtype', 'fp32'],
    ...when(router.expertBias, ['--moe-router-enable-expert-bias'], ['--moe-router-bias-update-rate', 0.001]),
    ...(router.groups === null
      ? []
      : ([
          ['--moe-router-num-groups', router.groups.count],
          ['--moe-router-group-topk', router.groups.chosen],
        ] as const)),
    ...when(router.scalingFactor !== null, ['--moe-router-topk-scaling-factor', router.scalingFactor ?? 1]),
    ...when(router.scoresBeforeTop && modelType !== 'gpt_oss', ['--moe-router-pre-softmax']),
    ['--moe-router-load-balancing-type', balanced ? 'none' : type],
    ...when(!balanced, ['--moe-aux-loss-coeff', router.auxLossCoefficient ?? { fill: balancePlace.name }]),
  ]
}
