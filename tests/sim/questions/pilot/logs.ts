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

/** DeepSpeed tells samples of all accelerators per second, and its batch among the settings that it prints at the start. */
export const deepspeed = (batch: string) =>
  `[INFO] [config.py:997:print]   train_batch_size ............. 128\n${batch}\n${log(
    (at) =>
      `[2026-01-01 00:00:00,000] [INFO] [timer.py:264:stop] epoch=0/micro_step=${String(at + 1)}/global_step=${String(at + 1)}, RunningAvgSamplesPerSec=5.0, CurrSamplesPerSec=${String(128 / seconds(at))}, MemAllocated=20.1GB, MaxMemAllocated=45.2GB`,
  )}`

const thousands = (value: number) => (value < 1000 ? String(value) : `${(value / 1000).toPrecision(3)}K`)
const megatron = (at: number) =>
  `iteration ${String(at + 1).padStart(8)}/     500 | consumed samples: ${String(128 * (at + 1))} | elapsed time per iteration (ms): ${(seconds(at) * 1000).toFixed(1)} | learning rate: 1.000E-05 | global batch size:   128 | lm loss: nan | grad norm: inf |`
const titan = (at: number) =>
  `step: ${String(at + 1).padStart(2)}  loss:  nan  memory: 50.00GiB(63.20%)  tps: ${perS(at).toLocaleString('en')}  mfu: N/A`
const progress = (at: number) =>
  `${String(Math.floor(at / 5)).padStart(3)}%|█▏        | ${String(at + 1)}/500 [00:30<03:40, ${seconds(at).toFixed(2)}s/it]`
const table = (head: string, row: (step: number) => string) => `${head}\n${log(row)}`

/** The same run in older and newer words, behind ranks and times, and as files of metrics. */
export const otherLogs: Readonly<Record<string, { readonly text: string; readonly peak?: true }>> = {
  'Megatron-LM, reports of two ranks in one line': {
    text: `[Rank 2] (after 1 iterations) memory (MB) | allocated: 9334.4 | max allocated: 12680.6 | reserved: 13236.0 | max reserved: 13236.0[Rank 6] (after 1 iterations) memory (MB) | allocated: 10850.7 | max allocated: 10850.7 | reserved: 51200.0 | max reserved: 51200.0\n${log((at) => `63:  ${megatron(at)}`)}`,
    peak: true,
  },
  'Megatron-LM of Primus, with running means': {
    text: log((at) => megatron(at).replace(/(\(ms\): [0-9.]+)/, '$1/22000.0')),
  },
  'Megatron-LM begun again': {
    text: `${log(megatron)}\nslurmstepd: error: *** JOB 1 CANCELLED ***\n loading checkpoint at iteration 20\n${log(megatron)}`,
  },
  'Megatron-DeepSpeed, in seconds': {
    text: log((at) => megatron(at).replace(/\(ms\): [0-9.]+/, `(s): ${String(seconds(at))}`)),
  },
  'Megatron-Bridge': {
    text: `${log((at) => ` [2026-09-09 01:38:01] ${megatron(at)}\nStep Time : ${String(seconds(at))}s GPU utilization: 623.0MODEL_TFLOP/s/GPU`)}\n[Rank 0] (after 1 iterations) memory (GB) | mem-reserved-gigabytes: 50.0 | mem-max-reserved-gigabytes: 53.687`,
    peak: true,
  },
  "NeMo with Lightning's bar": {
    text: log(
      (at) =>
        `\rEpoch 0: :  ${String(at)}%|▏         | ${String(at + 1)}/500 [02:00<3:12:00, v_num=0, global_step=${String(at)}.0, consumed_samples=${String(128 * (at + 1))}.0, train_step_timing in s=${String(seconds(at))}]\rValidation DataLoader 0:  10%|█         | 1/10 [00:00<00:05,  1.70it/s]`,
    ),
  },
  'NeMo by DLLogger': {
    text: log(
      (at) =>
        `DLLL {"type": "LOG", "step": ${String(at)}, "data": {"global_step": ${String(at)}.0, "consumed_samples": ${String(128 * (at + 1))}.0, "train_step_timing in s": ${String(seconds(at))}}}`,
    ),
  },
  torchtune: {
    text: log(
      (at) =>
        `Step ${String(at + 1)} | loss:8.1 lr:1e-05 tokens_per_second_per_gpu:${String(perS(at))} peak_memory_active:40.1 peak_memory_alloc:40.0 peak_memory_reserved:50.0 `,
    ),
    peak: true,
  },
  'NeMo Automodel': {
    text: log(
      (at) =>
        `2026-01-01 00:00:00 | INFO | root | step ${String(at)} | epoch 0 | loss 8.1000 | grad_norm 1.1000 | lr 1.00e-05 | mem 40.10 GiB | tps ${(perS(at) * 64).toFixed(2)}(${perS(at).toFixed(2)}/gpu) | num_label_tokens 1048576`,
    ),
  },
  "NeMo Automodel's file of metrics": {
    text: log(
      (at) =>
        `{"step": ${String(at)}, "epoch": 0, "loss": 8.1, "mem": 40.1, "tps": ${String(perS(at) * 64)}, "tps_per_gpu": ${String(perS(at))}}`,
    ),
  },
  'torchtitan of 2024': { text: log((at) => titan(at).replace('tps', 'wps')), peak: true },
  'torchtitan, four ranks': {
    text: log((at) =>
      ['0', '1', '2', '3'].map((rank) => `${rank}: [rank${rank}]:[titan] ${titan(at)}`).join('\n'),
    ),
    peak: true,
  },
  'nanotron of 2024': {
    text: log(
      (at) =>
        `[default0]:01/01/2024 00:00:00 [INFO|DP=0|PP=0|TP=0|nid]: iteration: ${String(at + 1)} / 500 | elapsed_time_per_iteration_ms: ${String(seconds(at))}K | tokens_per_sec: 52.4K | tokens_per_sec_per_gpu: ${thousands(perS(at))} | global_batch_size: 1.05M | lm_loss: 11.2 | cuda_max_memory_reserved: 53.7G`,
    ),
    peak: true,
  },
  'MaxText of 2023': {
    text: log(
      (at) =>
        `completed step: ${String(at)}, seconds: ${String(seconds(at))}, TFLOP/s/device: 300.0, loss: nan`,
    ),
  },
  "MaxText's file of metrics": {
    text: log(
      (at) =>
        `{"perf/step_time_seconds": ${String(seconds(at))}, "learning/loss": 8.1, "step": ${String(at)}.0}`,
    ),
  },
  'llm-foundry with its memory': {
    text: log(
      (at) =>
        `[epoch=0][batch=${String(at + 1)}/500]:\n\t Train memory/peak_reserved_mem: 53.687\n\t Train throughput/device/tokens_per_sec: ${String(perS(at))}.0`,
    ),
    peak: true,
  },
  'Megatron-LM with a decimal comma, its lines ended as on Windows': {
    text: log((at) => megatron(at).replace(/(\(ms\): [0-9]+)\./, '$1,')).replaceAll('\n', '\r\n'),
  },
  'torchtitan with marks that erase a line': {
    text: log((at) => `${escape}[K${titan(at).replace('tps: ', `${escape}[1A${escape}[Ktps: `)}`),
    peak: true,
  },
  'OLMo-core': {
    text: log(
      (at) =>
        `INFO [step=${String(at + 1)}/500,epoch=1,eta=2:00:00]\n    optim/LR=1e-05\n    throughput/device/MFU=40.10\n    throughput/device/TPS=${perS(at).toLocaleString('en')}\n    throughput/device/TPS (actual avg)=700.1`,
    ),
  },
  DeepSpeed: {
    text: log(
      (at) =>
        `[2026-01-01 00:00:00,000] [INFO] [engine.py:408:train_batch] steps: ${String(at + 1)} loss: 2.1000 iter time (s): ${seconds(at).toFixed(3)} samples/sec: 6.400`,
    ),
  },
  'Hugging Face Trainer behind ranks': { text: log((at) => `0: ${progress(at)}`) },
  'Hugging Face Trainer behind times': { text: log((at) => `2026-01-01 00:00:00 [rank0] ${progress(at)}`) },
  "torchtitan's table": {
    text: table(
      '_step,_runtime,loss_metrics/global_avg_loss,throughput(tps),memory/max_reserved(GiB)',
      (at) => [at, 20 * at, '', perS(at), 50].join(','),
    ),
    peak: true,
  },
  "llm-foundry's chart": {
    text: table(
      '"Step","ours - throughput/device/tokens_per_sec","ours - throughput/device/tokens_per_sec__MIN"',
      (at) => `"${String(at)}","${String(perS(at))}","1"`,
    ),
  },
  "Megatron-LM's table": {
    text: table('Step;lm loss;iteration-time;throughput;batch-size', (at) =>
      [at, 'NaN', seconds(at), 401, 128].join(';'),
    ),
  },
}
