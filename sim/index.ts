/** The public face of the simulation: everything that the server, the command line and the page use. */
export type { Obstacle, Outcome, Problem, Read } from './base/outcome.ts'
export type {
  Assumption,
  CarbonView,
  Comparison,
  CostView,
  EstimateAnswer,
  EstimateFigures,
  ExplainedFormula,
  Range,
  Swing,
} from './study/answer.ts'
export type { Answered } from './study/answered.ts'
export type { CatalogueAnswer, Choices, ShownFigure, ShownRecord } from './study/catalogue.ts'
export type { Ledger, LedgerPoint, LedgerSource } from './study/evidence/ledger.ts'
export type { EstimateInput } from './study/input.ts'
export type { Knob } from './study/knobs.ts'
export type { FrontLayout, LayoutsAnswer, RankedLayout } from './study/layouts/answer.ts'
export type { PredictAnswers } from './study/predict/answer.ts'
export type { PredictAnswer, PredictRefusal, StepBreakdown } from './study/predict/predict.ts'
export type { Preset } from './study/presets.ts'
export type { EstimateFields } from './study/schema.ts'
export type { SbatchAnswer } from './study/sbatch/answer.ts'
export type { Sweep, SweepPoint } from './study/sweep.ts'
export type { TotalsLedger, TotalsRow } from './study/totals-ledger.ts'
export type { Planned } from './study/work.ts'
export type { Layout } from './workload/layout.ts'

export { answerFigures } from './study/answer-figures.ts'
export { answerCatalogue, catalogueChoices, catalogueKinds } from './study/catalogue.ts'
export {
  answerEstimate,
  answerFields,
  answerPlanned,
  blocksOfPlan,
  drawBlocks,
  planEstimate,
} from './study/estimate.ts'
export { answerEvidence } from './study/evidence/answer.ts'
export { fieldWords } from './study/field-words.ts'
export { knobs } from './study/knobs.ts'
export { answerLayouts } from './study/layouts/answer.ts'
export { layoutsInputSchema, layoutsWords } from './study/layouts/schema.ts'
export { answerPredict } from './study/predict/answer.ts'
export { predictLine } from './study/predict/predict.ts'
export { predictInputSchema, predictWords } from './study/predict/schema.ts'
export { presets } from './study/presets.ts'
export { recheckFormula } from './study/recheck.ts'
export { answerSbatch } from './study/sbatch/answer.ts'
export { estimateInputSchema } from './study/schema.ts'
export { sbatchInputSchema, sbatchWords } from './study/sbatch/schema.ts'
export { sweepFields, sweepGpus, usualCounts } from './study/sweep.ts'
export { totalsLedger } from './study/totals-ledger.ts'
export { version } from './study/version.ts'
