import { namesIn } from '../../../../base/csv.ts'
import { refusedRecipe, type Recipe, type TrainerRun } from '../trainer-run.ts'
import { isSwiss } from '../abilities.ts'
import {
  firstRelease,
  flagFaults,
  inShell,
  stockDialect,
  swissDialect,
  type FlagGroup,
  type Flag,
} from './flags.ts'
import { layoutFlags } from './layout-flags.ts'
import { modelFlags, windowFlags, expertFlags } from './model-flags.ts'
import table from '../../../../data/trainers/settings/megatron.json' with { type: 'json' }
import { factsOf, placesIn, settled, type RunFacts } from '../settings.ts'

/** The arrays of bash that a script for Megatron-LM has, in the order in which they are handed on. */
export const groupNames = namesIn('MODEL EXPERTS LAYOUT TRAINING CHECKPOINTING DATA_AND_TOKENIZER')

/** Megatron-LM's command line for a run, each flag checked by its own table of options. */
export function megatronRecipe(run: TrainerRun): Recipe {
  const swiss = isSwiss(run.model)
  const groups = megatronGroups(run)
  const faults = flagFaults(swiss ? swissDialect : stockDialect, groups)
  if (faults.length > 0)
    return refusedRecipe(
      'megatron',
      swiss ? faults.map((fault) => `in the fork of Apertus ${fault}`) : faults,
    )
  return {
    framework: 'megatron',
    text: groups.map(inShell).join('\n'),
    module: null,
    because: swiss ? swissRelease : stockRelease(run, groups),
    places: placesIn(groups.flatMap(({ flags }) => flags)),
    environment: environmentOf(run),
    notes: swiss
      ? ['MEGATRON_DIR is a checkout of swiss-ai/Megatron-LM: stock Megatron-LM has no xIELU.']
      : [],
  }
}

const swissRelease = 'flags of swiss-ai/Megatron-LM of July 2025 (core 0.11 with xIELU and AdEMAMix)'

function stockRelease(run: TrainerRun, groups: readonly FlagGroup[]): string {
  const release = Math.max(Number(firstRelease(stockDialect, groups)), widerHeads(run) ? 0.16 : 0.14)
  return `flags of Megatron-LM core ${release.toFixed(2)} to 0.19 and main of August 2026`
}

export function megatronGroups(run: TrainerRun): readonly FlagGroup[] {
  const flags = {
    MODEL: [...modelFlags(run), ...windowFlags(run.model)],
    EXPERTS: expertFlags(run.model),
    LAYOUT: layoutFlags(run),
    ...trainingFlags(run),
  }
  return groupNames.map((name) => ({ name, flags: flags[name] })).filter((group) => group.flags.length > 0)
}

/** More ranks of tensor parallelism than heads of keys and values: since core 0.16. */
function widerHeads({ model, layout }: TrainerRun): boolean {
  const { latent, kvHeads } = model.architecture.attention
  return latent === null && kvHeads % layout.tp !== 0
}

/**
 * One hardware queue, so that the kernels of tensor and context parallelism start in the order in which they were
 * launched: asked for before Blackwell, and forbidden beside FSDP (validate_args).
 */
function environmentOf({ layout, chip }: TrainerRun): Recipe['environment'] {
  return layout.zero >= 2 || chip.isBlackwell ? [] : [['CUDA_DEVICE_MAX_CONNECTIONS', '1']]
}

/**
 * Flags of batch, steps, precision and optimizer; of whole iterations between checkpoints, and an end of one's own
 * before Slurm's; of data and tokenizer.
 *
 * Constants of the optimizer are those of Llama 2, arXiv:2307.09288, section 2.2; of AdEMAMix those with which Apertus
 * was trained. Source: swiss-ai/pretrain-code 531cc8b, pretraining/submit_apertus_70b.sh.
 */
function trainingFlags(run: TrainerRun) {
  const { layout, model, precision, chip, steps, leaveAfterMin } = run
  const plain = model.architecture.attention.latent === null && model.modelType !== 'gpt_oss'
  const fsdp = layout.zero >= 2
  // Scales of the whole tensor on Hopper, of blocks of 32 on Blackwell: what the hardware multiplies.
  const [format, recipe] = chip.isBlackwell ? ['e4m3', 'mxfp8'] : ['hybrid', 'tensorwise']
  const facts = {
    ...factsOf(run),
    fp8Format: precision === 'fp8' ? format : undefined,
    fp8Recipe: precision === 'fp8' ? recipe : undefined,
    // Latent attention and sinks are in the fused kernels alone.
    attentionBackend: plain ? 'flash' : 'auto',
    ademamixWarmup: Math.min(steps, 100_000),
    checkpointFormat: fsdp ? 'fsdp_dtensor' : 'torch_dist',
    savesBeside: fsdp ? undefined : null,
    leaveAfterMin: leaveAfterMin ?? undefined,
  }
  // A flag without a value stands alone.
  const flags = (settings: RunFacts): readonly Flag[] =>
    settled(settings, facts).map(([name, value]) => (value === null ? [name] : [name, value]))
  const optimizer = isSwiss(model) ? table.ademamix : table.adam
  return {
    TRAINING: [table.TRAINING, optimizer, table.run].flatMap(flags),
    CHECKPOINTING: flags(table.CHECKPOINTING),
    DATA_AND_TOKENIZER: flags(table.DATA_AND_TOKENIZER),
  }
}
