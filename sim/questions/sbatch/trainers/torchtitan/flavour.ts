import { own } from '../../../../base/nearest.ts'
import { familyIn } from '../abilities.ts'
import { unscaled, type Positions } from '../positions.ts'
import { type TrainerRun } from '../trainer-run.ts'
import flavours from '../../../../data/trainers/torchtitan-flavours.csv?raw'
import { rowsOf } from '../option-table.ts'

const rows = rowsOf(flavours)

/** TorchTitan's flavour with the shapes of the model, and its rotary base where the config says one; null without. */
export function readyFlavour({ model }: Pick<TrainerRun, 'model'>): string | null {
  const { architecture: a, positions } = model
  const width = a.moe?.expertIntermediate ?? a.intermediate
  const shape = [
    a.layers,
    a.hidden,
    a.attention.heads,
    a.attention.kvHeads,
    width,
    a.moe?.experts ?? 0,
    a.vocab,
  ]
  const base = positions.kind === 'rotary' ? positions.base : null
  const found = rows.find(([name, , ...figures]) => {
    const own = figures.slice(0, shape.length).map(Number)
    const sameBase = base === null || Number(figures.at(-1)) === base
    return (
      name === familyIn(model).titanModel && sameBase && own.every((figure, place) => figure === shape[place])
    )
  })
  return found?.[1] ?? null
}

/** What a flavour says of the model, in the names of the model's class of arguments. */
type Arguments = readonly (readonly [name: string, value: string])[]

const classes: Readonly<Record<string, readonly [args: string, registry: string, beside?: string]>> = {
  llama3: ['TransformerModelArgs', 'llama3_args', ', RoPEScalingArgs'],
  qwen3: ['Qwen3ModelArgs', 'qwen3_args'],
  deepseek_v3: ['DeepSeekV3ModelArgs', 'deepseekv3_args'],
}

export const flavourName = 'planned'

/**
 * A module of Python that adds a flavour with the shapes of this run to one of TorchTitan's models.
 *
 * Source: pytorch/torchtitan v0.2.2, models/llama3/model/args.py, qwen3/model/args.py, deepseek_v3/model/args.py and
 * moe/moe.py: the fields of their classes.
 */
export function flavourModule(run: TrainerRun): string {
  const model = familyIn(run.model).titanModel
  const [type = '', registry = '', beside = ''] = own(classes, model) ?? []
  const lines = argumentsOf(model, run).map(([name, value]) => `    ${name}=${value},`)
  const mixture = run.model.architecture.moe !== null
  return [
    'import os',
    '',
    ...(mixture ? ['from torchtitan.models.moe import MoEArgs'] : []),
    `from torchtitan.models.${model} import ${registry}`,
    `from torchtitan.models.${model}.model.args import ${type}${beside}`,
    '',
    `${registry}["${flavourName}"] = ${type}(`,
    ...lines,
    ')',
  ].join('\n')
}

function argumentsOf(model: string, run: TrainerRun): Arguments {
  if (model === 'deepseek_v3') return deepSeekArguments(run)
  return model === 'qwen3' ? qwenArguments(run) : llamaArguments(run)
}

const text = String

/** A number of the config, or the variable that the person sets. */
function orPlace(value: number | null, place: string): string {
  return value === null ? `float(os.environ["${place}"])` : text(value)
}

function common({ model }: TrainerRun): Arguments {
  const { architecture: a, normEpsilon, positions } = model
  const base = positions.kind === 'rotary' ? positions.base : null
  return [
    ['dim', text(a.hidden)],
    ['n_layers', text(a.layers)],
    ['n_heads', text(a.attention.heads)],
    ['vocab_size', text(a.vocab)],
    ['norm_eps', orPlace(normEpsilon, 'NORM_EPSILON')],
    ['rope_theta', orPlace(base, 'ROTARY_BASE')],
  ]
}

/** The width of the MLP is rounded up to `multiple_of`: a small factor leaves it at that. */
function llamaArguments(run: TrainerRun): Arguments {
  const { architecture: a } = run.model
  return [
    ...common(run),
    ['n_kv_heads', text(a.attention.kvHeads)],
    ['ffn_dim_multiplier', '0.01'],
    ['multiple_of', text(a.intermediate)],
    ['rope_scaling_args', llamaScaling(run.model.positions)],
  ]
}

/** Its class scales by 8 where nothing is said; a factor of 1 leaves the rotation as it is. */
function llamaScaling(positions: Positions): string {
  const scaling = positions.kind === 'rotary' ? positions.scaling : null
  const { factor, lowFactor, highFactor, originalLength } = scaling ?? unscaled
  return `RoPEScalingArgs(${text(factor)}, ${text(lowFactor ?? 1)}, ${text(highFactor ?? 4)}, ${text(originalLength ?? 8192)})`
}

function qwenArguments(run: TrainerRun): Arguments {
  const { architecture: a } = run.model
  return [
    ...common(run),
    ['n_kv_heads', text(a.attention.kvHeads)],
    ['head_dim', text(a.attention.headDim)],
    ['hidden_dim', text(a.intermediate)],
    ['qk_norm', a.attention.queryKeyNormParameters > 0 ? 'True' : 'False'],
    ['enable_weight_tying', a.tiedEmbeddings ? 'True' : 'False'],
    ...(a.moe === null
      ? []
      : ([
          ['moe_enabled', 'True'],
          ['moe_inter_dim', text(a.moe.expertIntermediate)],
          ['moe_args', expertArguments(run)],
        ] as const)),
  ]
}

function deepSeekArguments(run: TrainerRun): Arguments {
  const { architecture: a } = run.model
  const { latent, valueHeadDim } = a.attention
  return [
    ...common(run),
    ['inter_dim', text(a.intermediate)],
    ['moe_inter_dim', text(a.moe?.expertIntermediate ?? a.intermediate)],
    ['n_dense_layers', text(a.moe?.dense.length ?? a.layers)],
    ['moe_args', expertArguments(run)],
    ['q_lora_rank', text(latent?.queryRank ?? 0)],
    ['kv_lora_rank', text(latent?.keyValueRank ?? 0)],
    ['qk_nope_head_dim', text(latent?.nopeHeadDim ?? 0)],
    ['qk_rope_head_dim', text(latent?.ropeHeadDim ?? 0)],
    ['v_head_dim', text(valueHeadDim)],
    ...yarnArguments(run),
  ]
}

/** Its class turns by YaRN and a factor of 40 beyond 4,096 tokens; without YaRN that length is the run's own. */
function yarnArguments({ model: { positions }, seqLen }: TrainerRun): Arguments {
  const scaling = positions.kind === 'rotary' ? positions.scaling : null
  if (scaling === null) return [['original_seq_len', text(seqLen)]]
  return [
    ['original_seq_len', text(scaling.originalLength ?? 4096)],
    ['rope_factor', text(scaling.factor)],
    ['beta_fast', text(scaling.betas[0])],
    ['beta_slow', text(scaling.betas[1])],
    ['mscale', text(scaling.mscaleAllDim ?? 1)],
  ]
}

/** The router as the config has it; TorchTitan balances by a bias on the scores, whatever the model's makers did. */
function expertArguments({ model: { architecture: a, router } }: TrainerRun): string {
  if (a.moe === null || router === null) return 'MoEArgs()'
  const shared = a.moe.expertIntermediate === 0 ? 0 : a.moe.sharedIntermediate / a.moe.expertIntermediate
  const named: Arguments = [
    ['num_experts', text(a.moe.experts)],
    ['num_shared_experts', text(shared)],
    ['top_k', text(a.moe.expertsPerToken)],
    ['score_func', `"${router.score}"`],
    ['route_norm', router.scoresBeforeTop ? 'False' : 'True'],
    ['route_scale', text(router.scalingFactor ?? 1)],
    ['score_before_experts', 'False'],
    ...(router.groups === null
      ? []
      : ([
          ['num_expert_groups', text(router.groups.count)],
          ['num_limited_groups', text(router.groups.chosen)],
        ] as const)),
  ]
  return `MoEArgs(${named.map(([name, value]) => `${name}=${value}`).join(', ')})`
}
