import { TERA } from '../../base/units.ts'
import { trainingFlopsPerToken } from '../../workload/flops.ts'
import { plan, type Planned } from '../estimate/work.ts'

/** One size of the strong-scaling table: the same batch on another number of accelerators. */
export type ScalingRow = ReturnType<typeof scalingOf>[number]

/** Source: CSC user guide, how to access Roihu's large partition: at least 75 % parallel efficiency. */
const wantedEfficiency = 0.75
/** At least four points (NCAR), halved from the run's own. */
const divisors = [16, 8, 4, 2] as const

/** The run and the smaller sizes on which it fits, relative to the smallest of them. */
export function scalingOf(planned: Planned) {
  const { scenario, chosen } = planned
  const perNode = scenario.system.acceleratorsPerNode
  const globalBatchTokens = chosen.layout.globalBatch * scenario.seqLen
  const smaller = divisors
    .map((divisor) => scenario.gpus / divisor)
    .filter((gpus) => Number.isInteger(gpus) && (gpus % perNode === 0 || gpus < perNode))
    .flatMap((gpus) => {
      const outcome = plan({ ...scenario, gpus, layout: 'auto', globalBatchTokens })
      return outcome.feasible ? [outcome.value] : []
    })
  const measured = [...smaller, planned].map(speedOf)
  const [first] = measured
  if (first === undefined) return []
  return measured.map((one) => {
    const speedUp = one.tokensPerS / first.tokensPerS
    const idealSpeedUp = one.gpus / first.gpus
    const efficiency = speedUp / idealSpeedUp
    return { ...one, speedUp, idealSpeedUp, efficiency, isEfficient: efficiency >= wantedEfficiency }
  })
}

function speedOf({ scenario, chosen, inputs }: Planned) {
  const { gpus, model, seqLen, system } = scenario
  const { causal } = trainingFlopsPerToken(model.architecture, seqLen)
  const flopsPerS = inputs.peakFlopsPerS * inputs.mfu
  const tokensPerS = (flopsPerS * gpus) / causal
  return {
    gpus,
    nodes: Math.ceil(gpus / system.acceleratorsPerNode),
    stepTimeS: (chosen.layout.globalBatch * seqLen) / tokensPerS,
    tokensPerS,
    tflopsPerGpu: flopsPerS / TERA,
  }
}
