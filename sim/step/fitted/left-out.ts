import written from './left-out.json' with { type: 'json' }

/**
 * Accuracy on rows that a fit has not seen, as `npm run calibrate` found it when it left sources, softwares, accelerators
 * and the largest runs out in turn; by what was left out together, by class of novelty, and all together. Every source
 * counts once; errors are predicted over published less one, `coverage` the share inside 80 % intervals that were made
 * without the row's source, rows that were read again with the error before, `coverageNow` with the one after.
 */
export const leftOutFigures = written
