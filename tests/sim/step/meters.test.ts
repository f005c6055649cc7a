import fc from 'fast-check'
import { expect, it } from 'vitest'
import { emptyStepTimes, stepTimes } from '../../../sim/step/step.ts'
import type { Layout } from '../../../sim/workload/layout.ts'
import { memoryOf } from '../../../sim/workload/memory.ts'
import { cellOf, recomputeSteps } from '../../../sim/workload/meter.ts'
import { pose } from '../planner/question.ts'

const runs = fc.record({
  model: fc.constantFrom('apertus-70b', 'llama-3.1-405b', 'deepseek-v3', 'qwen3-30b-a3b'),
  machine: fc.constantFrom('alps', 'h100-sxm-80', 'gb200', 'a100-sxm-80'),
  seqLen: fc.constantFrom(2048, 8192, 65536),
  framework: fc.constantFrom('megatron', 'nanotron'),
})

const layouts: fc.Arbitrary<Layout> = fc.record({
  tp: fc.constantFrom(1, 2, 4, 8),
  pp: fc.constantFrom(1, 2, 3, 8, 16),
  vpp: fc.constantFrom(1, 2, 3),
  dp: fc.constantFrom(1, 2, 16, 64),
  cp: fc.constantFrom(1, 2, 4),
  ep: fc.constantFrom(1, 2, 8),
  microBatch: fc.constantFrom(1, 2, 4),
  globalBatch: fc.constant(3072),
  zero: fc.constantFrom(0, 1, 2, 3),
  recompute: fc.constantFrom('none', 'selective', 'full'),
  sequenceParallel: fc.boolean(),
})

it('a meter reads what the whole calculation gives, for time and for memory', () => {
  fc.assert(
    fc.property(runs, layouts, (run, drawn) => {
      const layout = { ...drawn, sequenceParallel: drawn.sequenceParallel && drawn.tp > 1 }
      const gpus = layout.tp * layout.pp * layout.cp * layout.dp
      const { time, memory, step, terms } = pose({ ...run, gpus, globalBatch: layout.globalBatch })
      const cell = cellOf(3, layout.sequenceParallel ? 1 : 0, recomputeSteps.indexOf(layout.recompute))
      for (const meter of [time, memory]) {
        meter.layers(layout, 3)
        meter.place(layout, 2)
      }
      const times = emptyStepTimes()
      stepTimes({ ...step, layout }, times)
      expect(time.read(cell, 2, layout.zero) / times.stepS).toBeCloseTo(1, 9)
      expect(memory.read(cell, 2, layout.zero) / memoryOf(terms, layout).peakBytes).toBeCloseTo(1, 9)
    }),
    { numRuns: 200 },
  )
})
