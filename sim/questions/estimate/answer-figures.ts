import { workFigures } from './figures.ts'
import { readEstimate } from './input.ts'

/** The figures of one training run without the reasons for them: the page loads this first. */
export const answerFigures = (raw: unknown) => workFigures(readEstimate(raw))
