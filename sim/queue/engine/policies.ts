import { conservativeRebuild } from '../policies/conservative-rebuild.ts'
import { Conservative } from '../policies/conservative.ts'
import { Easy } from '../policies/easy.ts'
import { reserving, unbounded } from '../policies/reserving.ts'
import type { Policy } from '../policies/policy.ts'
import type { View } from './view.ts'

export const policies = {
  /** Rule 10: first come, first served; the head blocks the rest. */
  fcfs: (view: View): Policy => reserving(view, unbounded.fcfs, null),
  easy: (view: View): Policy => new Easy(view),
  conservative: (view: View): Policy => new Conservative(view),
  conservative_rebuild: conservativeRebuild,
} as const

export type PolicyName = keyof typeof policies

export function isPolicy(name: string): name is PolicyName {
  return Object.hasOwn(policies, name)
}
