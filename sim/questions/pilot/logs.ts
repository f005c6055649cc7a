/** One reading of a trainer's log: what it says of the steps since the reading before. */
export type Reading = {
  readonly stepTimeS: number | null
  readonly tokensPerSPerGpu: number | null
  readonly globalBatch: number | null
  readonly globalBatchTokens: number | null
  readonly peakBytes: number | null
}

/** How one trainer writes what it measured, line by line. */
export type LogFormat = {
  readonly trainer: string
  /** The name by which `predict` knows its habits. */
  readonly framework: string
  /** Null for a line that tells of no step. */
  readonly read: (line: string) => Reading | null
}

const nothing: Reading = {
  stepTimeS: null,
  tokensPerSPerGpu: null,
  globalBatch: null,
  globalBatchTokens: null,
  peakBytes: null,
}

const suffixes: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, G: 1e9, T: 1e12 }
const bytesPerGib = 2 ** 30

/** A number after a label, with thousands separated or a suffix such as 1.5M; null where there is none. */
function after(line: string, label: RegExp): number | null {
  const at = label.exec(line)
  if (at === null) return null
  const found = /^\s*([0-9][0-9,]*(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)\s*([KMBGT](?![a-z]))?/i.exec(
    line.slice(at.index + at[0].length),
  )
  if (found === null) return null
  const value = Number((found[1] ?? '').replaceAll(',', '')) * (suffixes[(found[2] ?? '').toUpperCase()] ?? 1)
  return Number.isFinite(value) && value > 0 ? value : null
}

function scaled(value: number | null, scale: number): number | null {
  return value === null ? null : value * scale
}

/** A reading where the trainer says how long a step took or how many tokens it passed. */
function reading(said: Partial<Reading>): Reading | null {
  const whole = { ...nothing, ...said }
  return whole.stepTimeS === null && whole.tokensPerSPerGpu === null ? null : whole
}

/**
 * The trainers whose logs are read. Source of each format: training.py of Megatron-LM, the progress printer of NeMo 2,
 * components/metrics.py of torchtitan, trainer.py of nanotron, metric_logger.py of MaxText, SpeedMonitor and
 * ConsoleLogger of Composer (llm-foundry), the progress bar and trainer_utils.py of Transformers, each in its repository.
 */
export const logFormats: readonly LogFormat[] = [
  {
    trainer: 'Megatron-LM',
    framework: 'megatron',
    read: (line) =>
      reading({
        stepTimeS:
          scaled(after(line, /elapsed time per iteration \(ms\):/), 1e-3) ??
          after(line, /elapsed time per iteration \(s\):/),
        globalBatch: after(line, /global batch size:/),
      }),
  },
  {
    trainer: 'NeMo',
    framework: 'nemo',
    read: (line) =>
      reading({
        stepTimeS: after(line, /train_step_timing in s['"]?\s*[=:]/),
        globalBatch: after(line, /global_batch_size\s*[=:]/),
      }),
  },
  {
    trainer: 'torchtitan',
    framework: 'torchtitan',
    read: (line) =>
      /\bstep:\s*\d/.test(line)
        ? reading({
            tokensPerSPerGpu: after(line, /\btps:/),
            peakBytes: scaled(after(line, /\bmemory:/), bytesPerGib),
          })
        : null,
  },
  {
    trainer: 'nanotron',
    framework: 'nanotron',
    read: (line) =>
      reading({
        tokensPerSPerGpu: after(line, /tokens_per_sec_per_gpu:/),
        stepTimeS: scaled(after(line, /time_per_iteration_ms:/), 1e-3),
        globalBatchTokens: after(line, /global_batch_size:/),
      }),
  },
  {
    trainer: 'MaxText',
    framework: 'maxtext',
    read: (line) =>
      line.includes('completed step:')
        ? reading({
            stepTimeS: after(line, /seconds:/),
            tokensPerSPerGpu: after(line, /Tokens\/s\/device:/),
          })
        : null,
  },
  {
    trainer: 'llm-foundry',
    framework: 'llm-foundry',
    read: (line) => reading({ tokensPerSPerGpu: after(line, /throughput\/device\/tokens_per_sec:/) }),
  },
  { trainer: 'Hugging Face Trainer', framework: 'accelerate', read: readProgressBar },
]

/** `12/100 [00:30<03:40, 2.50s/it]`, or the summary's steps per second where the bar is off. */
function readProgressBar(line: string): Reading | null {
  const bar = /\d+\/\d+ \[[0-9:]+<[^,]*,\s*([0-9.]+)(s\/it|it\/s)/.exec(line)
  const shown = Number(bar?.[1])
  if (bar !== null && shown > 0) return reading({ stepTimeS: bar[2] === 's/it' ? shown : 1 / shown })
  const perS = after(line, /'train_steps_per_second':/)
  return perS === null ? null : reading({ stepTimeS: 1 / perS })
}
