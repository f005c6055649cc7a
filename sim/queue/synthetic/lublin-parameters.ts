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

export const lublin = {
  all: {
    serialFraction: 0.244,
    powerOfTwoFraction: 0.576,
    low: 0.8,
    middle: 4.5,
    high: 7,
    lowerFraction: 0.86,
    short: { shape: 4.2, scale: 0.94 },
    long: { shape: 312, scale: 0.03 },
    slope: -0.0054,
    intercept: 0.78,
    betweenArrivals: { shape: 10.2303 * 1.0225, scale: 0.4871 },
    dailyCycle: { shape: 8.1737, scale: 3.9631 },
  },
  batch: {
    serialFraction: 0.2927,
    powerOfTwoFraction: 0.6686,
    low: 1.2,
    middle: 5,
    high: 7,
    lowerFraction: 0.875,
    short: { shape: 6.57, scale: 0.823 },
    long: { shape: 639.1, scale: 0.0156 },
    slope: -0.003,
    intercept: 0.6986,
    betweenArrivals: { shape: 6.0415 * 1.0519, scale: 0.8531 },
    dailyCycle: { shape: 6.1271, scale: 5.274 },
  },
  interactive: {
    serialFraction: 0.1541,
    powerOfTwoFraction: 0.625,
    low: 1,
    middle: 3,
    high: 5.5,
    lowerFraction: 0.705,
    short: { shape: 3.8351, scale: 0.6605 },
    long: { shape: 7.073, scale: 0.6856 },
    slope: -0.0118,
    intercept: 0.9156,
    betweenArrivals: { shape: 6.551 * 0.9797, scale: 0.6621 },
    dailyCycle: { shape: 8.9186, scale: 3.668 },
  },
} as const satisfies Readonly<Record<string, LublinParameters>>

export type LublinKind = keyof typeof lublin
