import { TERA } from '../../base/units.ts'
import { findAccelerator } from '../../catalogue/accelerators.ts'
import { findModel } from '../../catalogue/find.ts'
import { publishedRuns, type PublishedRun } from '../../evidence/published-runs.ts'
import { trainingFlopsPerToken } from '../../workload/flops.ts'
import { readArchitecture } from '../../workload/huggingface.ts'
import { predictLine } from '../predict/work.ts'
import { lessons, threeDigits, wordIn, type Computed, type Settings } from './contract.ts'

export function mfuLesson(settings: Settings): Computed {
  const ids = (lessons.find(({ id }) => id === 'mfu')?.controls[0]?.values ?? []).map(String)
  const runs = ids.map(judged)
  const chosen = runs[ids.indexOf(wordIn(settings, 'run'))]
  if (chosen === undefined) throw new Error('a run of the lessons is missing')
  const error = 100 * Math.abs(chosen.ours / chosen.published - 1)
  return {
    finding: `${chosen.run.name} reached ${threeDigits(chosen.published)} %; the prediction is ${threeDigits(chosen.ours)} %`,
    series: ['published', 'predicted'],
    rows: runs.map(({ run, published, ours }) => ({ x: run.name, values: [published, ours] })),
    predicted: chosen.published,
    held: error,
    asked: chosen.tflops,
    facts: [
      `${threeDigits(chosen.run.tokensPerSPerAccelerator)} tokens/s per accelerator were published; the peak is the dense one of bf16, attention is counted causal.`,
    ],
  }
}

function judged(id: string) {
  const run = publishedRuns.find((one) => one.id === id)
  const model = run === undefined ? null : findModel(run.modelId)
  const accelerator = run === undefined ? null : findAccelerator(run.acceleratorId)
  if (run === undefined || model === null || accelerator === null)
    throw new Error(`a run of the lessons is missing: ${id}`)
  const architecture = readArchitecture(model.config)
  if (!architecture.ok) throw new Error(`the model of ${id} cannot be read`)
  const { causal } = trainingFlopsPerToken(architecture.value, run.seqLen)
  const flopsPerS = run.tokensPerSPerAccelerator * causal
  const share = (value: number) => (100 * value) / accelerator.bf16FlopsPerS
  return {
    run,
    published: share(flopsPerS),
    tflops: flopsPerS / TERA,
    ours: share(predictedSpeed(run) * causal),
  }
}

/** Tokens a second that our step predicts for the run, what its source says of the layout kept. */
function predictedSpeed(run: PublishedRun): number {
  const answer = predictLine({
    id: run.id,
    model: run.modelId,
    seqLen: run.seqLen,
    hardware: { accelerator: run.acceleratorId },
    gpus: run.accelerators,
    layout: run.layout,
    precision: run.precision,
  })
  if (!answer.ok) throw new Error(`a run of the lessons is refused: ${answer.problem}`)
  return answer.tokensPerSPerGpu
}
