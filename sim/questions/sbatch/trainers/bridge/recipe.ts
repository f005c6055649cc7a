import containers from '../../../../data/trainers/containers.json' with { type: 'json' }
import planned from '../../../../data/trainers/settings/megatron-bridge.json' with { type: 'json' }
import template from '../../../../data/trainers/settings/megatron-bridge.txt?raw'
import options from '../../../../data/trainers/megatron-bridge.csv?raw'
import { familyIn } from '../abilities.ts'
import { layoutString } from '../megatron/layout-flags.ts'
import { optionTable } from '../option-table.ts'
import {
  constructed,
  factsOf,
  filledIn,
  inPython,
  settingFaults,
  settled,
  type Parts,
  type Setting,
} from '../settings.ts'
import { dividesEvenly } from '../stages.ts'
import { placesNamed, refusedRecipe, type Recipe, type TrainerRun } from '../trainer-run.ts'

/**
 * Fields of Megatron-Bridge's configuration.
 *
 * Source: NVIDIA-NeMo/Megatron-Bridge main 067f987 (22 August 2026, after v0.6.0), src/megatron/bridge/training/
 * config.py, and the classes of Megatron-LM that those extend.
 */
const table = optionTable(options)

/** Megatron-Bridge's configuration in Python for a run, each field checked; or why it cannot be. */
export function bridgeRecipe(run: TrainerRun): Recipe {
  const parts = bridgeSettings(run)
  const faults = parts.flatMap(([part, settings]) => settingFaults(table, settings, `${part}.`))
  if (faults.length > 0) return refusedRecipe('megatron-bridge', faults)
  return {
    framework: 'megatron-bridge',
    text: python(run, parts, plannedShapes(run)),
    module: null,
    because: 'ConfigContainer of Megatron-Bridge 0.6 and main of August 2026',
    places: placesNamed(['HF_MODEL', 'TOKENIZER', 'DATA', 'LEARNING_RATE']),
    environment: run.layout.zero >= 2 || run.chip.isBlackwell ? [] : [['CUDA_DEVICE_MAX_CONNECTIONS', '1']],
    notes: [
      'Megatron-Bridge takes positions, norms, router and activation from the config.json of HF_MODEL and stops where its shapes are not those of this plan.',
    ],
  }
}

/** Precision by the name that Bridge registers it under (training/mixed_precision.py). */
function precisionName({ precision, chip }: TrainerRun): string {
  if (precision === 'bf16') return 'bf16_mixed'
  return chip.isBlackwell ? 'bf16_with_mxfp8_mixed' : 'bf16_with_fp8_current_scaling_mixed'
}

export function bridgeSettings(run: TrainerRun): Parts {
  const { layout: l, model, expertTensor, leaveAfterMin } = run
  const { layers, moe } = model.architecture
  const fsdp = l.zero >= 2
  const many = l.dp * l.cp > 1
  const facts = {
    ...factsOf(run),
    chunksPerRank: l.pp > 1 && l.vpp > 1 ? l.vpp : null,
    stages: l.pp > 1 && !dividesEvenly(layers, l) ? layoutString(layers, l) : null,
    tensorOfExperts: moe === null ? undefined : expertTensor,
    dispatcher: moe === null ? undefined : 'alltoall',
    groupsExperts: moe === null ? undefined : true,
    cutsSequences: l.sequenceParallel && l.tp > 1,
    recomputed: l.recompute === 'none' ? null : l.recompute,
    recomputeMethod: l.recompute === 'full' ? 'uniform' : null,
    recomputeLayers: l.recompute === 'full' ? 1 : null,
    fusesGradients: fsdp ? false : undefined,
    leaveAfterMin: leaveAfterMin ?? undefined,
    shardsOptimizer: l.zero >= 1,
    overlapsGradients: many,
    overlapsWeights: many && l.zero >= 1,
    fsdp: fsdp ? true : undefined,
    sharding: fsdp ? (l.zero === 2 ? 'optim_grads' : 'optim_grads_params') : undefined,
    checkpointFormat: fsdp ? 'fsdp_dtensor' : 'torch_dist',
    savesBeside: !fsdp,
  }
  // The prediction heads beside the layers are not in the plan: `mtp_num_layers` is none.
  return Object.entries(planned).map(([part, settings]) => [part, settled(settings, facts)])
}

/** The shapes that the plan was made for, in Bridge's names. */
function plannedShapes({ model: { architecture: a } }: TrainerRun): readonly Setting[] {
  return [
    ['num_layers', a.layers],
    ['hidden_size', a.hidden],
    ['num_attention_heads', a.attention.heads],
    ...(a.moe === null
      ? []
      : ([
          ['num_moe_experts', a.moe.experts],
          ['moe_router_topk', a.moe.expertsPerToken],
        ] as const)),
  ]
}

function python(run: TrainerRun, parts: Parts, shapes: readonly Setting[]): string {
  const [[, provider] = ['', []], ...configs] = parts
  return filledIn(template, {
    classes: ['ConfigContainer', ...configs.map(([name]) => name)].map((name) => `    ${name},`).join('\n'),
    // Source: megatron/bridge/recipes/kimi/h100/kimi_k2.py:100 of Megatron-Bridge 067f987.
    remoteCode: familyIn(run.model).remoteCode ? ', trust_remote_code=True' : '',
    shapes: shapes.map(([field, value]) => `"${field}": ${inPython(field, value)}`).join(', '),
    provider: provider.map(([field, value]) => `model.${field} = ${inPython(field, value)}`).join('\n'),
    configs: constructed(configs, containers['megatron-bridge'], ' '.repeat(12)),
    precision: precisionName(run),
  })
}
