import type { Architecture } from '../../../../workload/huggingface.ts'
import type { RotaryScaling } from '../positions.ts'
import type { TrainedModel } from '../trained-model.ts'
import { type TrainerRun } from '../trainer-run.ts'
import { when, type Flag } from './flags.ts'
import type { Router } from '../router.ts'

/** Flags of the model's shapes and of what it computes between them. */
export function modelFlags({ model, seqLen }: TrainerRun): readonly Flag[] {
  const { architecture: a } = model
  return [
    ['--num-layers', a.layers],
    ['--hidden-size', a.hidden],
    ['--ffn-hidden-size', a.intermediate],
    ...attentionFlags(a),
    ['--seq-length', seqLen],
    ['--max-position-embeddings', Math.max(seqLen, a.learnedPositions)],
    ...positionFlags(model),
    ...normFlags(model),
    ...activationFlags(model),
    ...when(!hasBiases(model), ['--disable-bias-linear']),
    ...when(!hasBiases(model) && a.attention.queryKeyValueBias, ['--add-qkv-bias']),
    ...when(!a.tiedEmbeddings, ['--untie-embeddings-and-output-weights']),
    ['--attention-dropout', 0],
    ['--hidden-dropout', 0],
  ]
}

/** gpt-oss has biases in attention, router and experts, so in every linear layer. */
function hasBiases({ architecture, modelType }: TrainedModel): boolean {
  return architecture.mlpBias || modelType === 'gpt_oss'
}

function attentionFlags({ attention, hidden }: Architecture): readonly Flag[] {
  const { heads, kvHeads, headDim, valueHeadDim, latent } = attention
  if (latent !== null) {
    return [
      ['--num-attention-heads', heads],
      ['--multi-latent-attention'],
      ...when(latent.queryRank > 0, ['--q-lora-rank', latent.queryRank]),
      ['--kv-lora-rank', latent.keyValueRank],
      ['--qk-head-dim', latent.nopeHeadDim],
      ['--qk-pos-emb-head-dim', latent.ropeHeadDim],
      ['--v-head-dim', valueHeadDim],
    ]
  }
  return [
    ['--num-attention-heads', heads],
    ...when(kvHeads < heads, ['--group-query-attention'], ['--num-query-groups', kvHeads]),
    ...when(headDim * heads !== hidden, ['--kv-channels', headDim]),
  ]
}

function positionFlags(model: TrainedModel): readonly Flag[] {
  const { positions, architecture } = model
  if (positions.kind !== 'rotary') {
    return [['--position-embedding-type', positions.kind === 'learned' ? 'learned_absolute' : 'none']]
  }
  const latent = architecture.attention.latent !== null
  const base = latent && positions.base === null ? latentBase : positions.base
  return [
    ['--position-embedding-type', 'rope'],
    ['--rotary-base', base ?? { fill: 'ROTARY_BASE' }],
    ...when(positions.fraction !== 1, ['--rotary-percent', positions.fraction]),
    ...when(latent, ['--rope-type', positions.scaling === null ? 'rope' : 'yarn']),
    // The fused kernel of latent attention turns by YaRN alone.
    ...when(latent && positions.scaling === null, ['--no-rope-fusion']),
    ...scalingFlags(positions.scaling, latent),
    ...unrotatedFlags(positions.unrotated, architecture.layers),
  ]
}

/** Base of the rotary positions of DeepSeek-V2 and V3. Source: their config.json. */
const latentBase = 10000

function scalingFlags(scaling: RotaryScaling | null, latent: boolean): readonly Flag[] {
  if (scaling === null) return []
  if (scaling.kind === 'llama3') return [['--use-rope-scaling'], ['--rope-scaling-factor', scaling.factor]]
  if (scaling.kind === 'linear') return [['--rotary-seq-len-interpolation-factor', scaling.factor]]
  if (!latent) return []
  return [
    ['--rotary-scaling-factor', scaling.factor],
    ...when(scaling.mscale !== null, ['--mscale', scaling.mscale ?? 1]),
    ...when(scaling.mscaleAllDim !== null, ['--mscale-all-dim', scaling.mscaleAllDim ?? 0]),
  ]
}

/** One digit a layer, 1 where rotation is left out. */
function unrotatedFlags(unrotated: readonly number[], layers: number): readonly Flag[] {
  const marks = Array.from({ length: layers }, (_, layer) => (unrotated.includes(layer) ? 1 : 0))
  return when(unrotated.length > 0, ['--no-rope-freq', pattern(marks)])
}

/** A list of digits as Megatron reads it, runs written as products: `([0]*3+[1]*58)`. */
export function pattern(marks: readonly number[]): string {
  const runs: { mark: number; length: number }[] = []
  for (const mark of marks) {
    const last = runs.at(-1)
    if (last?.mark === mark) last.length += 1
    else runs.push({ mark, length: 1 })
  }
  return `(${runs.map(({ mark, length }) => `[${String(mark)}]*${String(length)}`).join('+')})`
}

function normFlags({ architecture: a, modelType, normEpsilon }: TrainedModel): readonly Flag[] {
  const scales = a.attention.queryKeyNormParameters > 0 || a.attention.latent !== null
  return [
    ['--normalization', a.norm === 'rms' ? 'RMSNorm' : 'LayerNorm'],
    // Nemotron's norm adds one to its scale.
    ...when(modelType === 'nemotron', ['--apply-layernorm-1p']),
    ['--norm-epsilon', normEpsilon ?? { fill: 'NORM_EPSILON' }],
    ...when(scales, ['--qk-layernorm']),
  ]
}

function activationFlags({ activation, architecture }: TrainedModel): readonly Flag[] {
  if (activation === 'clamped-swiglu') {
    // Source: openai/gpt-oss, gpt_oss/torch/model.py: swiglu(alpha=1.702, limit=7.0) and a linear part of x + 1.
    return [['--quick-geglu'], ['--glu-linear-offset', 1], ['--activation-func-clamp-value', 7]]
  }
  return [
    ...when(architecture.mlpGated, ['--swiglu']),
    ...when(activation === 'relu2', ['--squared-relu']),
    // Biases are fused with GELU and SwiGLU alone. Source: megatron/core/transformer/transformer_config.py:2420-2425.
    ...when(activation === 'relu2' && architecture.mlpBias, ['--no-bias-gelu-fusion']),
    ...when(activation === 'xielu', ['--xielu']),
  ]
}

/** Windows of attention: the layers that see everything are marked by their period, or listed. */
export function windowFlags({ windowed, architecture, modelType }: TrainedModel): readonly Flag[] {
  const sinks = when(modelType === 'gpt_oss', ['--softmax-type', 'learnable'])
  if (windowed === null) return sinks
  return [
    ...sinks,
    ['--window-size', `${String(architecture.attention.window - 1)},0`],
    ...when(
      windowed.some((isWindow) => !isWindow),
      ['--window-attn-skip-freq', pattern(windowed.map((isWindow) => (isWindow ? 1 : 0)))],
    ),
  ]
}

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
    ...when(!balanced, [
      '--moe-aux-loss-coeff',
      router.auxLossCoefficient ?? { fill: 'BALANCE_COEFFICIENT' },
    ]),
  ]
}
