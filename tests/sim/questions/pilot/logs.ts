/**
 * Logs of a run whose steady step takes 20 s, in the words that each trainer prints (read in its repository, written here):
 * three steps of warm-up, a slow step every tenth for a checkpoint, evaluations between steps.
 */
const steps = 40
export const steadyStepS = 20
export const expected = { warmUp: 3, slow: 4, steady: 33 }

const seconds = (step: number) => (step < 3 ? 90 - 20 * step : step % 10 === 9 ? 47 : steadyStepS)

export const run = {
  model: 'llama-3.1-8b',
  seqLen: 8192,
  hardware: { accelerator: 'h100-sxm-80' },
  gpus: 64,
  layout: { tp: 1, pp: 1, microBatch: 2, globalBatch: 128, zero: 3 },
}
export const steadyTokensPerSPerGpu = (128 * 8192) / 64 / steadyStepS

const perS = (step: number) => Math.round((128 * 8192) / 64 / seconds(step))
const log = (line: (step: number) => string) => Array.from({ length: steps }, (_, at) => line(at)).join('\n')
const escape = '\u001b'

export const logs: Readonly<Record<string, string>> = {
  'Megatron-LM': log(
    (at) =>
      ` [2026-01-01 00:00:00.000000] iteration ${String(at + 1).padStart(8)}/     500 | consumed samples: ${String(128 * (at + 1)).padStart(12)} | elapsed time per iteration (ms): ${(seconds(at) * 1000).toFixed(1)} | throughput per GPU (TFLOP/s/GPU): 401.2 | learning rate: 1.000000E-05 | global batch size: ${String(128).padStart(5)} | lm loss: 2.100000E+00 | loss scale: 1.0 | grad norm: 1.100 | number of skipped iterations:   0 | number of nan iterations:   0 |${at === 1 ? '\n[Rank 0] (after 2 iterations) memory (MB) | allocated: 20000.0 | max allocated: 45000.0 | reserved: 50000.0 | max reserved: 51200.0' : ''}${at === 19 ? '\n validation loss at iteration 20 | lm loss value: 2.0E+00 | lm loss PPL: 7.4E+00 |\n  successfully saved checkpoint from iteration      20' : ''}`,
  ),
  NeMo: log(
    (at) =>
      `Training epoch 0, iteration ${String(at)}/499 | lr: 1e-06 | global_batch_size: 128 | global_step: ${String(at)} | reduced_train_loss: 11.03 | train_step_timing in s: ${String(seconds(at))} | consumed_samples: ${String(128 * (at + 1))}`,
  ),
  torchtitan: [
    '[titan] 2026-01-01 00:00:00,000 - root - INFO - Trainer is initialized with local batch size 2, global batch size 128, gradient accumulation steps 1, sequence length 8192, total steps 500 (warmup 10)',
    log(
      (at) =>
        `[rank0]:[titan] 2026-01-01 00:00:00,000 - root - INFO - ${escape}[31mstep: ${String(at + 1).padStart(2)}  ${escape}[32mloss:  8.1000  ${escape}[38;2;180;60;0mgrad_norm:  1.3000  ${escape}[38;2;54;234;195mmemory: 50.00GiB(63.20%)  ${escape}[34mtps: ${perS(at).toLocaleString('en')}  ${escape}[36mtflops: 401.20  ${escape}[35mmfu: 40.57%${escape}[39m${at % 10 === 5 ? `\n[titan] INFO - ${escape}[33mvalidate step: ${String(at)}  ${escape}[32mloss:  8.0000  ${escape}[38;2;54;234;195mmemory: 20.00GiB(25.28%)  ${escape}[34mtps: 2,400${escape}[39m` : ''}`,
    ),
  ].join('\n'),
  nanotron: log(
    (at) =>
      `${escape}[2;3m01/01 00:00:00 [INFO|DP=0|TP=0|host]${escape}[0m: iteration: ${String(at + 1)} / 500 | consumed_tokens: 1.05M | time_per_iteration_ms: ${String(seconds(at))}K | tokens_per_sec: ${((perS(at) * 64) / 1000).toPrecision(3)}K | tokens_per_sec_per_gpu: ${perS(at) < 1000 ? String(perS(at)) : `${(perS(at) / 1000).toPrecision(3)}K`} | global_batch_size: 1.05M | grad_norm: 1.1 | lm_loss: 3.2 | lr: 1e-05 | model_tflops_per_gpu: 401 | eta: 0:10:00${at === 0 ? '\n  Memory usage: 20000.00MiB. Peak allocated 45000.00MiB. Peak reserved: 51200.00MiB' : ''}`,
  ),
  MaxText: log(
    (at) =>
      `completed step: ${String(at)}, seconds: ${seconds(at).toFixed(3)}, TFLOP/s/device: 300.000, Tokens/s/device: ${perS(at).toFixed(3)}, total_weights: 1048576, loss: 8.100${at % 10 === 5 ? `\neval metrics after step: ${String(at)}, loss=8.000, total_weights=65536` : ''}`,
  ),
  'llm-foundry': log(
    (at) =>
      `[batch=${String(at + 1)}/500]:\n\t Train time/batch: ${String(at)}\n\t Train loss/train/total: 8.1000\n\t Train throughput/tokens_per_sec: ${(perS(at) * 64).toFixed(4)}\n\t Train throughput/device/tokens_per_sec: ${perS(at).toFixed(4)}${at % 10 === 5 ? '\n[Eval batch=1/3] Eval on eval data:\n\t Eval metrics/eval/LanguageCrossEntropy: 8.0' : ''}`,
  ),
  'Hugging Face Trainer': `Loading checkpoint shards: 100%|##########| 4/4 [00:05<00:00,  1.25s/it]\n${log(
    (at) =>
      `\r ${String(Math.floor(at / 5)).padStart(2)}%|#         | ${String(at + 1)}/500 [00:30<03:40, ${seconds(at).toFixed(2)}s/it]{'loss': 2.1, 'grad_norm': 1.1, 'learning_rate': 1e-05, 'epoch': 0.1}${at % 10 === 5 ? '\r 10%|#         | 1/30 [00:01<00:30,  1.05it/s]\r 20%|##        | 2/30 [00:02<00:30,  1.02it/s]' : ''}`,
  )}`,
}
