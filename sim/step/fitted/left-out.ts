import written from './left-out.json' with { type: 'json' }

/** Accuracy on rows that a fit has not seen; every source counts once. Errors are predicted over published less one. */
export type LeftOutAccuracy = {
  readonly rows: number
  readonly sources: number
  readonly median: number
  readonly p90: number
  readonly bias: number
  /** Share inside 80 % intervals that were made without the row's source. */
  readonly coverage: number
}

/** By what was left out together, by class of novelty, and all together. */
export type LeftOutFigures = Readonly<Record<keyof typeof written, LeftOutAccuracy>>

/** What `npm run calibrate` found when it left sources, softwares, accelerators and the largest runs out in turn. */
export const leftOutFigures: LeftOutFigures = written
