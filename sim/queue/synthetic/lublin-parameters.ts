import table from '../../data/queue/lublin.json' with { type: 'json' }
import type { Gamma } from './gamma.ts'

/**
 * The published parameters of one kind of job, fitted to logs of 128-node machines.
 *
 * Source: Lublin and Feitelson, 'The workload on parallel supercomputers: modeling the characteristics of rigid jobs',
 * J. Parallel Distrib. Comput. 63(11), 2003.
 */
export type LublinParameters = {
  readonly serialFraction: number
  readonly powerOfTwoFraction: number
  /** log2 of sizes: two-stage uniform, [low, middle] with probability `lowerFraction`, else [middle, high]. */
  readonly low: number
  readonly middle: number
  readonly high: number
  readonly lowerFraction: number
  /** ln of run times: `short` with probability slope · nodes + intercept, else `long`. */
  readonly short: Gamma
  readonly long: Gamma
  readonly slope: number
  readonly intercept: number
  /** ln of the time between arrivals in units of the mean half hour; the published aarr times ARAR. */
  readonly betweenArrivals: Gamma
  /** Over the day, in half hours. */
  readonly dailyCycle: Gamma
}

/** Nodes of the machine that the parameters are for. */
export const lublinNodes = 128

export const lublin: Readonly<Record<keyof typeof table.parameters, LublinParameters>> = table.parameters

export type LublinKind = keyof typeof lublin
