import { conservativeRebuild } from '../policies/conservative-rebuild.ts'
import { conservative } from '../policies/conservative.ts'
import { easy } from '../policies/easy.ts'
import { reserving, unbounded } from '../policies/reserving.ts'
import type { Policy } from '../policies/policy.ts'
import type { View } from './view.ts'

/** Rule 10: first come, first served; the head blocks the rest. */
const fcfs = (view: View): Policy => reserving(view, unbounded.fcfs, null)

export const policies = { fcfs, easy, conservative, conservative_rebuild: conservativeRebuild } as const

export type PolicyName = keyof typeof policies

export function isPolicy(name: string): name is PolicyName {
  return Object.hasOwn(policies, name)
}
