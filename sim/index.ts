/** The public face of the simulation: everything that the server, the command line and the page use. */
export type { Obstacle, Outcome, Problem, Read } from './base/outcome.ts'
export type {
  Assumption,
  CarbonView,
  Comparison,
  CostView,
  EstimateAnswer,
  ExplainedFormula,
  Range,
} from './study/answer.ts'
export type { Answered } from './study/answered.ts'
export type { CatalogueAnswer, Choices, ShownFigure, ShownRecord } from './study/catalogue.ts'
export type { Ledger, LedgerPoint, LedgerSource } from './study/evidence/ledger.ts'
export type { EstimateInput } from './study/input.ts'
export type { InvestAnswer } from './study/invest/answer.ts'
export type { InvestCase } from './study/invest/cases.ts'
export type { Knob } from './study/knobs.ts'
export type { PredictAnswers } from './study/predict/answer.ts'
export type { PredictAnswer, PredictRefusal, StepBreakdown } from './study/predict/predict.ts'
export type { Preset } from './study/presets.ts'
export type { Sweep, SweepPoint } from './study/sweep.ts'
export type { PointAnswer, TradeoffsAnswer } from './study/tradeoffs/answer.ts'
export type { Layout } from './workload/layout.ts'

export { answerCatalogue, catalogueChoices, catalogueKinds } from './study/catalogue.ts'
export { answerEstimate } from './study/estimate.ts'
export { investCases } from './study/invest/cases.ts'
export { answerInvest } from './study/invest/invest.ts'
export { investInputSchema, investWords } from './study/invest/schema.ts'
export { answerEvidence } from './study/evidence/answer.ts'
export { knobs } from './study/knobs.ts'
export { answerPredict } from './study/predict/answer.ts'
export { predictLine } from './study/predict/predict.ts'
export { predictInputSchema, predictWords } from './study/predict/schema.ts'
export { presets } from './study/presets.ts'
export { recheckFormula } from './study/recheck.ts'
export { estimateInputSchema, fieldWords } from './study/schema.ts'
export { sweepGpus, usualCounts } from './study/sweep.ts'
export { tradeoffsInputSchema, tradeoffsWords } from './study/tradeoffs/schema.ts'
export { answerTradeoffs } from './study/tradeoffs/tradeoffs.ts'
export { version } from './study/version.ts'
