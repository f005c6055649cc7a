import table from '../../../../data/trainers/settings/megatron.json' with { type: 'json' }
import { isSwiss } from '../abilities.ts'
import { factsOf, settled, type RunFacts } from '../settings.ts'
import type { TrainerRun } from '../trainer-run.ts'
import type { Flag } from './flags.ts'

/**
 * Flags of batch, steps, precision and optimizer; of whole iterations between checkpoints, and an end of one's own
 * before Slurm's; of data and tokenizer.
 *
 * Constants of the optimizer are those of Llama 2, arXiv:2307.09288, section 2.2; of AdEMAMix those with which Apertus
 * was trained. Source: swiss-ai/pretrain-code 531cc8b, pretraining/submit_apertus_70b.sh.
 */
export function trainingFlags(run: TrainerRun) {
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
