import type { Obstacle } from '../../base/outcome.ts'
import { SECONDS_PER_HOUR } from '../../base/units.ts'
import { betweenInterruptionsH, estimateRun, type RunInputs } from '../../run/estimate.ts'

/** Below this share of the time the closed form is no estimate any more, and nobody would go on; a judgement. */
export const leastGoodput = 0.05

/** Share of the allocated time that advances training. */
export function goodputOf(inputs: RunInputs): number {
  const { netGpuHours, gpuHours } = estimateRun(inputs)
  return netGpuHours / gpuHours
}

/** Why a run whose restarts take as long as its quiet times never ends, and with how many accelerators it would. */
export function neverEnds({ inputs }: { readonly inputs: RunInputs }, gpus: number | null): Obstacle {
  const everyS = betweenInterruptionsH(inputs) * SECONDS_PER_HOUR
  const restartS = inputs.detectionS + inputs.restartS
  const said = (seconds: number) => `${seconds.toLocaleString('en', { maximumSignificantDigits: 3 })} s`
  const count = (gpus ?? 0).toLocaleString('en')
  return {
    kind: 'accelerators',
    reason: `${inputs.gpus.toLocaleString('en')} accelerators are interrupted every ${said(everyS)} and a restart takes ${said(restartS)}: the run never ends`,
    nearest:
      gpus === null
        ? null
        : {
            field: 'gpus',
            value: gpus,
            sentence: `Use ${count} accelerators, or training that goes on without the failed ones (--restart-time)`,
          },
  }
}
