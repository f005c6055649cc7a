import { own } from '../../base/nearest.ts'

/** One reading of a trainer's log: what it says of the steps since the reading before. */
export type LogReading = {
  readonly stepTimeS: number | null
  readonly tokensPerSPerGpu: number | null
  readonly globalBatch: number | null
  readonly globalBatchTokens: number | null
  readonly peakBytes: number | null
  /** Steps of the loop that this is one of, where a log may have several: a progress bar of training or of evaluation. */
  readonly steps: number | null
}

/** How one trainer writes what it measured, line by line. */
export type LogFormat = {
  readonly trainer: string
  /** The name by which `predict` knows its habits. */
  readonly framework: string
  /** Null for a line that tells of no step. */
  readonly read: (line: string) => LogReading | null
  /** What a line says of the whole run that its steps do not. */
  readonly beside?: (line: string) => Partial<LogReading>
}

const nothing: LogReading = {
  stepTimeS: null,
  tokensPerSPerGpu: null,
  globalBatch: null,
  globalBatchTokens: null,
  peakBytes: null,
  steps: null,
}

const suffixes: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, G: 1e9, T: 1e12 }
const bytesPerGib = 2 ** 30
const bytesPerMib = 2 ** 20

/** A number after a label, with thousands separated or a suffix such as 1.5M; null where there is none. */
function after(line: string, label: RegExp): number | null {
  const at = label.exec(line)
  if (at === null) return null
  const found = /^\s*([0-9][0-9,]*(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)\s*([KMBGT](?![a-z]))?/i.exec(
    line.slice(at.index + at[0].length),
  )
  if (found === null) return null
  const value =
    Number((found[1] ?? '').replaceAll(',', '')) * (own(suffixes, (found[2] ?? '').toUpperCase()) ?? 1)
  return Number.isFinite(value) && value > 0 ? value : null
}

function scaled(value: number | null, scale: number): number | null {
  return value === null ? null : value * scale
}

/** A reading where the trainer says how long a step took or how many tokens it passed. */
function reading(said: Partial<LogReading>): LogReading | null {
  const whole = { ...nothing, ...said }
  return whole.stepTimeS === null && whole.tokensPerSPerGpu === null ? null : whole
}

/** Samples of a step where the samples of all steps are told: steps are counted from 0. */
function batchSoFar(line: string): number | null {
  const samples = after(line, /consumed_samples\s*[=:]/)
  const step = Number(/global_step\s*[=:]\s*([0-9.]+)/.exec(line)?.[1] ?? Number.NaN)
  const batch = (samples ?? Number.NaN) / (step + 1)
  return Number.isFinite(batch) && Math.abs(batch - Math.round(batch)) < 1e-6 ? Math.round(batch) : null
}

/**
 * The trainers whose logs are read. Source of each format: `training_log` of megatron/training/training.py and
 * `report_memory` beside it; the progress printer of NeMo 2 and Lightning's bar; components/metrics.py and trainer.py of
 * torchtitan; trainer.py and `human_format` of logging/base.py of nanotron (three digits and K, M, B); metric_logger.py of
 * MaxText; ConsoleLogger and SpeedMonitor of Composer (llm-foundry); the progress bar and `speed_metrics` of
 * trainer_utils.py of Transformers; each in its repository.
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
    beside: (line) => ({ peakBytes: scaled(after(line, /memory \(MB\).*\| max reserved:/), bytesPerMib) }),
  },
  {
    trainer: 'NeMo',
    framework: 'nemo',
    read: (line) =>
      reading({
        stepTimeS: after(line, /train_step_timing in s['"]?\s*[=:]/),
        globalBatch: after(line, /global_batch_size\s*[=:]/) ?? batchSoFar(line),
      }),
  },
  {
    trainer: 'torchtitan',
    framework: 'torchtitan',
    read: (line) =>
      /(?<!validate )\bstep:\s*\d/.test(line)
        ? reading({
            tokensPerSPerGpu: after(line, /\btps:/),
            peakBytes: scaled(after(line, /\bmemory:/), bytesPerGib),
          })
        : null,
    beside: (line) =>
      line.includes('Trainer is initialized with') ? { globalBatch: after(line, /global batch size/) } : {},
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
    beside: (line) => ({ peakBytes: scaled(after(line, /Peak reserved:/), bytesPerMib) }),
  },
  {
    trainer: 'MaxText',
    framework: 'maxtext',
    read: (line) =>
      line.includes('completed step:')
        ? reading({ stepTimeS: after(line, /seconds:/), tokensPerSPerGpu: after(line, /Tokens\/s\/device:/) })
        : null,
  },
  {
    trainer: 'llm-foundry',
    framework: 'llm-foundry',
    read: (line) => reading({ tokensPerSPerGpu: after(line, /throughput\/device\/tokens_per_sec:/) }),
  },
  { trainer: 'Hugging Face Trainer', framework: 'accelerate', read: readProgressBar },
]

/** `12%|█▏ | 12/100 [00:30<03:40, 2.50s/it]` and no words before it: bars of loading, mapping and evaluation have them. */
const bar = /^(?:\[[^\]]*\]:?)?\s*\d+%\|[^|]*\|\s*\d+\/(\d+) \[[0-9:]+<[^,]*,\s*([0-9.]+)(s\/it|it\/s)/

/** The bar of the training, or where it is off the steps per second of its summary, the start in them. */
function readProgressBar(line: string): LogReading | null {
  const found = bar.exec(line)
  const shown = Number(found?.[2])
  if (found !== null && shown > 0)
    return reading({ stepTimeS: found[3] === 's/it' ? shown : 1 / shown, steps: Number(found[1]) })
  const perS = after(line, /['"]train_steps_per_second['"]:/)
  const samplesPerS = after(line, /['"]train_samples_per_second['"]:/)
  if (perS === null) return null
  // Rounded to three digits after the point, both of them.
  const globalBatch = samplesPerS === null || perS < 0.1 ? null : Math.round(samplesPerS / perS)
  return reading({ stepTimeS: 1 / perS, globalBatch })
}
