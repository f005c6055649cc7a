import { findAccelerator } from '../../catalogue/accelerators.ts'
import { hoursCost, netGpuHours } from '../../run/totals.ts'
import { trainingFlopsPerParameterToken } from '../../workload/scaling-laws/parametric.ts'
import { lessonNumberIn, threeDigits, wordIn, type Computed, type Settings } from './contract.ts'

const shownFlops = 1e21
const shares = [10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60] as const

export function flopLesson(settings: Settings): Computed {
  const accelerator = findAccelerator(wordIn(settings, 'accelerator'))
  if (accelerator === null) throw new Error('an accelerator of the lessons is missing')
  const price = lessonNumberIn(settings, 'price')
  const mfu = lessonNumberIn(settings, 'mfu')
  const cost = (trainingFlops: number, percent: number) => {
    const peakFlopsPerS = accelerator.bf16FlopsPerS
    return hoursCost(netGpuHours({ trainingFlops, peakFlopsPerS, mfu: percent / 100 }), price)
  }
  const predicted = cost(shownFlops, mfu)
  return {
    finding: `At ${threeDigits(mfu)} % of its peak the ${accelerator.name} does 10²¹ FLOPs for USD ${threeDigits(predicted)}`,
    series: [accelerator.name],
    rows: shares.map((x) => ({ x, values: [cost(shownFlops, x)] })),
    predicted,
    held: shownFlops / predicted / 1e18,
    asked: cost(trainingFlopsPerParameterToken * 70e9 * 15e12, mfu) / 1e6,
    facts: [`Its dense bf16 peak is ${threeDigits(accelerator.bf16FlopsPerS / 1e12)} TFLOP/s.`],
  }
}
