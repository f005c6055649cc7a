import type { Fate } from './oracle.ts'

/** Workloads on nodes of kinds, in the words of the public interface. */

export type Kind = {
  readonly count: number
  readonly gpus?: number
  readonly cores?: number
  readonly memoryMb?: number
  readonly weight?: number
  readonly partitions?: readonly string[]
}

export type SharedJob = {
  readonly id: string
  readonly submit: number
  readonly nodes: number
  readonly requested_s: number
  readonly actual_s: number
  readonly priority?: number
  readonly gpusPerNode?: number
  readonly coresPerNode?: number
  readonly memoryMbPerNode?: number
  readonly partition?: string
  readonly exclusive?: boolean
}

export type SharedWindow = {
  readonly start: number
  readonly end: number
  readonly nodes: number | null
  readonly nodeIds?: readonly number[]
}

export type SharedWorkload = {
  readonly cluster: { readonly nodes: readonly Kind[] }
  readonly windows?: readonly SharedWindow[]
  readonly jobs: readonly SharedJob[]
}

/** `places` are the numbers of the nodes, ascending; empty for a job that never started. */
export type PlacedFate = Fate & { readonly places: readonly number[] }
