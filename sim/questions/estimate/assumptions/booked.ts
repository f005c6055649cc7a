import { median, sum, quantile } from '../../../base/math.ts'
import type { Published } from '../../../evidence/published.ts'
import { crowding } from '../../../goodput/interruptions.ts'
import { z90 } from '../../../uncertainty/normal.ts'
import type { Scenario } from '../input.ts'
import type { Assumed } from './assumed.ts'

const id = 'unsettledOverhead'
const unit = ''

/**
 * How much longer a run is than its step says beside interruptions, checkpoints and slow nodes. Where the step is
 * predicted: what teams booked beside the step model. Where its speed was given, or a pilot measured it: what runs lost
 * beside their own speed.
 */
export function unsettled({ mfu, ranges, model, gpus, published }: Scenario, spreadLeft: number): Assumed {
  const isGiven = mfu !== null || Object.hasOwn(ranges, 'mfu') || spreadLeft < measured
  if (crowding(gpus) >= 0.5) return besideCrowd(besideOwnSpeed(published))
  return (isGiven ? null : besideModel(model.id, published)) ?? besideOwnSpeed(published)
}

/**
 * Of a job near the largest size measured: the published effective share there holds all that is lost, restarts and people
 * alike, and counting what smaller runs lost beside it would count it twice. Only the upper end is left of that.
 */
function besideCrowd(own: Assumed): Assumed {
  return {
    ...own,
    value: least,
    range: [least / 2, own.value],
    because: `${own.because}; in a job of this size restarts hold it already (arXiv 2602.00277), so only as the upper end`,
  }
}

/** A pilot that leaves less of the spread than this has measured this software on this machine. A judgement. */
const measured = 0.8

/** Runs of the same model do not tell of it. */
function besideModel(modelId: string, { booked }: Published): Assumed | null {
  const known = booked.filter(({ run }) => run.model !== modelId)
  if (known.length < fewestRuns) return null
  const key = known.map(({ run }) => run.id).join(' ')
  const found = worked.get(key) ?? bookedBy(known)
  worked.set(key, found)
  return found
}

/** A spread of fewer would be a guess. */
const fewestRuns = 5
/** By the runs that it is from: sweeps ask for the same one many times. */
const worked = new Map<string, Assumed>()

/** No run is without some loss. */
const least = 0.01

/**
 * A lognormal factor from published runs: its median is theirs, its spread what of theirs the step model's own does not
 * explain. The range is that of one run more (Student's t, expanded by Cornish and Fisher), so few runs make it wider.
 */
function bookedBy(known: Published['booked']): Assumed {
  const logs = known.map(({ ratio }) => Math.log(ratio))
  const middle = median(logs)
  const beyond = sum(known.map(({ modelled }, i) => ((logs[i] ?? 0) - middle) ** 2 - modelled ** 2))
  const freedom = known.length - 1
  const spread = Math.sqrt(Math.max(0, beyond / freedom))
  const student = z90 + (z90 ** 3 + z90) / (4 * freedom)
  const score = student * Math.sqrt(1 + Math.PI / 2 / known.length)
  const overhead = (deviations: number) => Math.max(least, Math.exp(middle + deviations * spread) - 1)
  return {
    id,
    name: 'Tuning, restarts, idle allocation and further attempts beside the steps',
    value: overhead(0),
    range: [overhead(-score), overhead(score)],
    unit,
    basis: 'derived',
    citations: known.map(({ run }) => run.citation),
    because: `what teams book beside the step model, ${String(known.length)} published runs asked as a planner asks (petaplan evidence --runs): in the middle ${Math.exp(middle).toFixed(2)} times the modelled hours`,
  }
}

/** What interruptions, checkpoints and restarts alone take in a typical run: taken off what published runs lost. */
const modelledRatio = 1.08

function besideOwnSpeed({ overheads: known }: Published): Assumed {
  const rest = known.map(({ ratio }) => Math.max(least, ratio / modelledRatio - 1))
  const ascending = Float64Array.from(rest).sort()
  return {
    id,
    name: 'Time lost to unsettled phases and stops decided by people',
    value: quantile(ascending, 0.5),
    range: [quantile(ascending, 0.1), quantile(ascending, 0.9)],
    unit,
    basis: 'derived',
    citations: known.map(({ citation }) => citation),
    because: `how much longer ${String(known.length)} published runs took than their own throughput says, without 8 % that interruptions and checkpoints take (our judgement), at least 1 %: ${known.map(({ name, because }) => `${name}, ${because}`).join('; ')}`,
  }
}
