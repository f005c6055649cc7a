import type { Obstacle, Outcome } from '../../base/outcome.ts'
import { powerLimitW } from '../../step/hardware.ts'
import type { RunInputs } from '../../run/estimate.ts'
import { predictStep } from '../estimate/layout/predicted-step.ts'
import type { Scenario } from '../estimate/input.ts'
import { believe, type Planned } from '../estimate/work.ts'

/** Below this share of its own draw no clock holds: a module of Alps leaves its part 74 W, about what it draws idle. A judgement. */
const leastCapFraction = 0.43

/** What a cap leaves of the machine, and of the speed of the run. */
type Held = Pick<Planned, 'scenario' | 'predicted'> & { readonly speedFraction: number }

/**
 * A run with its accelerators held at a power, each with its share of node and network: the limit of the part is
 * lowered in the proportion of the cap to the draw, and the performance model predicts the step anew under it, in the
 * same layout. What waits for memory and network does not slow down. A cap above the draw changes nothing.
 *
 * Judged by one published measurement: under a cap that saved 13.7 % of energy, training took 6.8 % longer (McDonald et
 * al. 2022, arXiv 2205.09646, V100); the model says 8 to 10 % for that saving. Leaves out that a cap also steadies the
 * draw, which makes mild ones better than this.
 */
function hold(planned: Planned, capW: number): Outcome<Held | null> {
  const { scenario, chosen, predicted, inputs } = planned
  const { system, accelerator } = scenario
  const drawnW = inputs.computingW
  if (capW >= drawnW) return { feasible: true, value: null }
  const said = ['mfu', 'computingW', 'waitingW'].filter((id) => id in scenario.ranges)
  if (said.length > 0)
    return cannot(`ranges.${said.join(', ranges.')} says what a cap would change: leave out one of the two`)
  const leastW = Math.ceil(drawnW * leastCapFraction)
  const nearest = { field: 'powerCapW', value: leastW, sentence: `Use a cap of ${String(leastW)} W` }
  if (capW < leastW)
    return cannot(
      `a cap of ${String(capW)} W is below ${String(leastW)} W, under which no clock holds`,
      nearest,
    )
  const limitW = powerLimitW(system, accelerator)
  if (limitW === null)
    return cannot(`no power limit of ${accelerator.name} is published, so nobody knows what a cap costs it`)
  const held = heldMachine(planned, { capW, limitW: (limitW * capW) / drawnW })
  const step = predictStep(held, chosen.layout)
  const speedFraction = step.tokensPerSPerGpu / predicted.tokensPerSPerGpu
  return { feasible: true, value: { scenario: held, predicted: step, speedFraction } }
}

type Limits = { readonly capW: number; readonly limitW: number }

function heldMachine({ scenario, inputs }: Planned, { capW, limitW }: Limits): Scenario {
  const system = {
    ...scenario.system,
    powerCapW: limitW,
    hplPowerW: capW,
    hplAccelerators: 1,
    idleW: Math.min(inputs.waitingW, capW),
  }
  return { ...scenario, system }
}

function cannot(reason: string, nearest: Obstacle['nearest'] = null): Outcome<never> {
  return { feasible: false, obstacles: [{ kind: 'accelerators', reason, nearest }] }
}

export function cappedRun(planned: Planned, capW: number | null): Outcome<RunInputs> {
  const { inputs } = planned
  if (capW === null) return { feasible: true, value: inputs }
  const held = hold(planned, capW)
  if (!held.feasible) return held
  if (held.value === null) return { feasible: true, value: inputs }
  const value = {
    ...inputs,
    mfu: inputs.mfu * held.value.speedFraction,
    computingW: capW,
    waitingW: Math.min(inputs.waitingW, capW),
  }
  return { feasible: true, value }
}

/** The same run with everything that is believed of it under the cap, ready to be drawn. */
export function cappedPlan(planned: Planned, capW: number | null): Outcome<Planned> {
  if (capW === null) return { feasible: true, value: planned }
  const held = hold(planned, capW)
  if (!held.feasible) return held
  if (held.value === null) return { feasible: true, value: planned }
  const { predicted, speedFraction } = held.value
  const mfu = planned.scenario.mfu === null ? null : planned.scenario.mfu * speedFraction
  const believed = believe({ ...held.value.scenario, mfu }, planned.inputs.peakFlopsPerS, predicted)
  return { feasible: true, value: { ...planned, ...believed, predicted } }
}
