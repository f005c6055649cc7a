import type { Outcome } from '../../base/outcome.ts'
import { powerLimitW } from '../../performance/hardware.ts'
import type { RunInputs } from '../../run/estimate.ts'
import { predictStep } from '../predicted-step.ts'
import type { Planned } from '../work.ts'

/** Below this share of its own draw no accelerator holds a clock worth training at: a judgement. */
const leastCapFraction = 0.4

/**
 * A run's inputs with its accelerators held at a power, each with its share of node and network: the limit of the part
 * is lowered in the proportion of the cap to the draw, and the performance model predicts the step anew under it, in the
 * same layout. What waits for memory and network does not slow down. A cap above the draw changes nothing.
 *
 * Judged by one published measurement: under a cap that saved 13.7 % of energy, training took 6.8 % longer (McDonald et
 * al. 2022, arXiv 2205.09646, V100); the model says 8 to 10 % for that saving. Leaves out that a cap also steadies the
 * draw, which makes mild ones better than this.
 */
export function cappedRun(
  { scenario, chosen, predicted, inputs }: Planned,
  capW: number,
): Outcome<RunInputs> {
  const { system, accelerator } = scenario
  const drawnW = inputs.computingW
  if (capW >= drawnW) return { feasible: true, value: inputs }
  const leastW = drawnW * leastCapFraction
  if (capW < leastW)
    return cannot(`a cap of ${watts(capW)} is below ${watts(Math.ceil(leastW))}, under which no clock holds`)
  const limitW = powerLimitW(system, accelerator)
  if (limitW === null)
    return cannot(`no power limit of ${accelerator.name} is published, so nobody knows what a cap costs it`)
  const held = { ...scenario, system: { ...system, powerCapW: (limitW * capW) / drawnW } }
  const speed = predictStep(held, chosen.layout).tokensPerSPerGpu / predicted.tokensPerSPerGpu
  const value = {
    ...inputs,
    mfu: inputs.mfu * speed,
    computingW: capW,
    waitingW: Math.min(inputs.waitingW, capW),
  }
  return { feasible: true, value }
}

function watts(value: number): string {
  return `${String(value)} W`
}

function cannot(reason: string): Outcome<RunInputs> {
  return { feasible: false, obstacles: [{ kind: 'accelerators', reason, nearest: null }] }
}
