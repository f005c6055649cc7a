import { emptyStepTimes, stepTimes } from '../../../sim/step/step.ts'
import type { Layout, Recompute, ZeroStage } from '../../../sim/workload/layout.ts'
import { memoryOf } from '../../../sim/workload/memory.ts'
import type { Posed } from './question.ts'

export type Tried = { readonly layout: Layout; readonly stepS: number; readonly bytes: number }

function upTo(most: number): readonly number[] {
  return Array.from({ length: most }, (_, index) => index + 1)
}

const recomputes: readonly Recompute[] = ['none', 'selective', 'full']
const zeros: readonly ZeroStage[] = [0, 1, 2, 3]

/**
 * Every layout by the plainest of loops over all counts, each worked out whole: the oracle of the search. It shares
 * the formulas of step time and memory with it, and nothing of its enumeration, caches or cuts.
 */
export function bruteForce(question: Posed): readonly Tried[] {
  const { gpus, globalBatch, shapes: s, largestTp } = question
  const found: Tried[] = []
  for (const tp of upTo(largestTp).filter((count) => s.heads % count === 0))
    for (const cp of upTo(gpus))
      for (const pp of upTo(s.layers).filter((count) => gpus % (tp * cp * count) === 0))
        for (const ep of upTo(Math.max(1, s.experts)))
          for (const vpp of upTo(s.layers + 2))
            for (const microBatch of upTo(globalBatch)) {
              const dp = gpus / (tp * cp * pp)
              const cut = { tp, cp, pp, ep, vpp, dp, microBatch, globalBatch }
              if (!divides(question, cut)) continue
              for (const sequenceParallel of tp > 1 ? [true, false] : [false])
                for (const recompute of recomputes)
                  for (const zero of zeros.filter((stage) => stage < 2 || pp === 1))
                    found.push(tryOut(question, { ...cut, sequenceParallel, recompute, zero }))
            }
  return found
}

type Cut = Omit<Layout, 'sequenceParallel' | 'recompute' | 'zero'>

/** The rules of a layout, each as a sentence of the documentation has it. */
function divides({ shapes: s, seqLen }: Posed, cut: Cut): boolean {
  const { tp, cp, pp, ep, vpp, dp, microBatch, globalBatch } = cut
  const m = globalBatch / (dp * microBatch)
  const held = Math.ceil(s.layers / (pp * vpp)) * vpp
  const missing = held * pp - s.layers
  return (
    Number.isInteger(dp) &&
    Number.isInteger(m) &&
    s.hidden % tp === 0 &&
    (s.denseLayers === 0 || s.intermediate % tp === 0) &&
    s.expertIntermediate % tp === 0 &&
    (cp === 1 || (seqLen % (2 * cp) === 0 && seqLen / cp >= 1024)) &&
    (s.experts === 0 ? ep === 1 : s.experts % ep === 0 && (tp * cp * dp) % ep === 0) &&
    (pp > 1 || vpp === 1) &&
    pp * vpp <= s.layers + 2 &&
    missing <= pp &&
    missing < 2 * held &&
    (vpp === 1 || m % pp === 0)
  )
}

function tryOut({ step, terms }: Posed, layout: Layout): Tried {
  const times = emptyStepTimes()
  stepTimes({ ...step, layout }, times)
  return { layout, stepS: times.stepS, bytes: memoryOf(terms, layout).peakBytes }
}
