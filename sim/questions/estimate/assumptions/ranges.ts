import { own } from '../../../base/nearest.ts'
import { samplerOf } from '../../../uncertainty/distribution.ts'
import { z90 } from '../../../uncertainty/normal.ts'
import type { Ranges } from '../reading/read-ranges.ts'
import type { Assumed } from './assumed.ts'

/** An assumption with the range that the person gave for it, if any. */
export function ranged(assumed: Assumed, ranges: Ranges): Assumed {
  const distribution = own(ranges, assumed.id)
  if (distribution === undefined) return assumed
  const sampler = samplerOf(distribution)
  const certain = distribution.kind === 'fixed'
  return {
    ...assumed,
    value: sampler(0),
    range: certain ? null : [sampler(-z90), sampler(z90)],
    distribution,
    basis: 'given',
    citations: [],
    because: `${certain ? '' : `${distribution.kind === 'quantiles' ? 'a range' : distribution.kind} `}given by you`,
  }
}
