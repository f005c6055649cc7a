import { dataPlace, learningRatePlace, tokenizerPlace, warmupSteps, type TrainerRun } from '../trainer-run.ts'
import { isSwiss } from '../abilities.ts'
import { when, type Flag } from './flags.ts'

/** Flags of batch, steps, precision and optimizer. */
export function trainingFlags({ layout, model, precision, steps, chip, seed }: TrainerRun): readonly Flag[] {
  const plain = model.architecture.attention.latent === null && model.modelType !== 'gpt_oss'
  return [
    ['--micro-batch-size', layout.microBatch],
    ['--global-batch-size', layout.globalBatch],
    ['--train-iters', steps],
    ['--bf16'],
    // Scales of the whole tensor on Hopper, of blocks of 32 on Blackwell: what the hardware multiplies.
    ...when(
      precision === 'fp8' && !chip.isBlackwell,
      ['--fp8-format', 'hybrid'],
      ['--fp8-recipe', 'tensorwise'],
    ),
    ...when(precision === 'fp8' && chip.isBlackwell, ['--fp8-format', 'e4m3'], ['--fp8-recipe', 'mxfp8']),
    // Latent attention and sinks are in the fused kernels alone.
    ['--attention-backend', plain ? 'flash' : 'auto'],
    ['--lr', { fill: learningRatePlace.name }],
    ['--min-lr', 0],
    ['--lr-decay-style', 'cosine'],
    ['--lr-warmup-iters', warmupSteps(steps)],
    ...(isSwiss(model) ? ademamixFlags(steps) : adamFlags),
    ['--seed', seed],
    ['--distributed-timeout-minutes', 10],
    ['--log-interval', 10],
    ['--log-throughput'],
    ['--eval-iters', 0],
  ]
}

/** Constants of the optimizer as in Llama 2, arXiv:2307.09288, section 2.2. */
const adamFlags: readonly Flag[] = [
  ['--adam-beta1', 0.9],
  ['--adam-beta2', 0.95],
  ['--weight-decay', 0.1],
  ['--clip-grad', 1],
]

/** As Apertus was trained. Source: swiss-ai/pretrain-code 531cc8b, pretraining/submit_apertus_70b.sh. */
function ademamixFlags(steps: number): readonly Flag[] {
  const warmup = Math.min(steps, 100_000)
  return [
    ['--optimizer', 'ademamix'],
    ['--adam-beta1', 0.9],
    ['--adam-beta2', 0.999],
    ['--ademamix-alpha', 8],
    ['--ademamix-beta3', 0.9999],
    ['--ademamix-alpha-warmup', warmup],
    ['--ademamix-beta3-warmup', warmup],
    ['--weight-decay', 0.1],
    ['--clip-grad', 0.1],
  ]
}

/** Whole iterations between checkpoints, and an end of one's own before Slurm's. */
export function checkpointFlags({ layout, saveInterval, leaveAfterMin }: TrainerRun): readonly Flag[] {
  const fsdp = layout.zero >= 2
  return [
    ['--save', { fill: 'CHECKPOINTS' }],
    ['--load', { fill: 'CHECKPOINTS' }],
    ['--save-interval', saveInterval],
    ['--ckpt-format', fsdp ? 'fsdp_dtensor' : 'torch_dist'],
    ...when(!fsdp, ['--async-save']),
    ['--exit-signal-handler'],
    ...when(leaveAfterMin !== null, ['--exit-duration-in-mins', leaveAfterMin ?? 0]),
  ]
}

export function dataFlags(): readonly Flag[] {
  return [
    ['--tokenizer-type', 'HuggingFaceTokenizer'],
    ['--tokenizer-model', { fill: tokenizerPlace.name }],
    ['--data-path', { fill: dataPlace.name }],
    ['--split', '100,0,0'],
    ['--no-create-attention-mask-in-dataloader'],
  ]
}
