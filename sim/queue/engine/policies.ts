import { conservativeRebuild } from '../policies/conservative-rebuild.ts'
import { conservative } from '../policies/conservative.ts'
import { easy } from '../policies/easy.ts'
import { fcfs } from '../policies/fcfs.ts'

/** Every policy by the name that people type. */
export const policies = { fcfs, easy, conservative, conservative_rebuild: conservativeRebuild } as const

export type PolicyName = keyof typeof policies

export function isPolicy(name: string): name is PolicyName {
  return Object.hasOwn(policies, name)
}
