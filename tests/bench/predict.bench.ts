import { bench, describe } from 'vitest'
import { emptyStepTimes, stepTimes } from '../../sim/step/step.ts'
import { answerPilot } from '../../sim/index.ts'
import { predictLine } from '../../sim/questions/predict/work.ts'
import type { Layout } from '../../sim/workload/layout.ts'
import { pose } from '../sim/planner/question.ts'

const { step } = pose({
  model: 'llama-3.1-70b',
  machine: 'alps',
  gpus: 4096,
  seqLen: 8192,
  globalBatch: 2048,
})
const mixture = pose({
  model: 'deepseek-v3',
  machine: 'h800-sxm-80',
  gpus: 2048,
  seqLen: 4096,
  globalBatch: 15360,
}).step

/** Layouts that differ, so that nothing can be kept from one prediction to the next. */
function layoutsOf(gpus: number, globalBatch: number, ep: number): readonly Layout[] {
  const cuts = [1, 2, 4].flatMap((tp) => [1, 2, 4, 8].flatMap((pp) => [1, 2].map((vpp) => ({ tp, pp, vpp }))))
  return cuts.map(({ tp, pp, vpp }) => ({
    tp,
    pp,
    vpp: pp === 1 ? 1 : vpp,
    dp: gpus / (tp * pp),
    cp: 1,
    ep,
    microBatch: 1,
    globalBatch,
    zero: 1,
    recompute: 'selective',
    sequenceParallel: tp > 1,
  }))
}

const each = 20_000

/** Predicts very many steps and prints how many a second of one core that is. */
function counted(name: string, predict: (index: number) => void): void {
  let leastS = Infinity
  bench(
    name,
    () => {
      const before = process.cpuUsage()
      for (let index = 0; index < each; index += 1) predict(index)
      const { user, system } = process.cpuUsage(before)
      leastS = Math.min(leastS, (user + system) / 1e6)
    },
    {
      iterations: 20,
      time: 0,
      warmupIterations: 5,
      warmupTime: 0,
      teardown: () => {
        process.stdout.write(
          `${name}: ${Math.round(each / leastS).toLocaleString('en')} a second of one core\n`,
        )
      },
    },
  )
}

describe('predictions', () => {
  const out = emptyStepTimes()
  const dense = layoutsOf(4096, 4096, 1)
  counted('a step of 70B on 4,096 with its breakdown', (index) => {
    const layout = dense[index % dense.length]
    if (layout !== undefined) stepTimes({ ...step, layout }, out)
  })
  const experts = layoutsOf(2048, 15360 + 1024, 16)
  counted('a step of DeepSeek-V3 on 2,048 with its breakdown', (index) => {
    const layout = experts[index % experts.length]
    if (layout !== undefined) stepTimes({ ...mixture, layout }, out)
  })
  const line = {
    model: {
      num_hidden_layers: 80,
      hidden_size: 8192,
      num_attention_heads: 64,
      num_key_value_heads: 8,
      intermediate_size: 28672,
      vocab_size: 128256,
    },
    seqLen: 8192,
    hardware: { system: 'alps' },
    gpus: 4096,
    precision: 'bf16',
  }
  const lines = dense.map((layout) => ({ ...line, layout }))
  counted('a line of predict, read, settled and answered with its memory and interval', (index) => {
    predictLine(lines[index % lines.length])
  })
})

describe('a pilot', () => {
  const measured = Array.from({ length: 100 }, (_, i) => {
    const gpus = 4 * 2 ** (i % 10)
    return {
      model: 'llama-3.1-8b',
      seqLen: 2048 * (1 + Math.floor(i / 10)),
      hardware: { system: 'alps' },
      gpus,
      layout: { tp: 1, pp: 1, microBatch: 1, globalBatch: 2 * gpus },
      measured: { tokensPerSPerGpu: 3000 + 10 * i },
    }
  })
  let leastMs = Infinity
  const once = () => {
    const before = process.cpuUsage()
    const { status } = answerPilot({ lines: measured })
    const { user, system } = process.cpuUsage(before)
    if (status !== 'answer') throw new Error(status)
    leastMs = Math.min(leastMs, (user + system) / 1e3)
  }
  const teardown = () => {
    process.stdout.write(`a pilot of 100 rows: ${leastMs.toFixed(0)} ms of one core\n`)
  }
  bench('a pilot of 100 rows', once, { iterations: 5, time: 0, warmupIterations: 1, warmupTime: 0, teardown })
})
