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
} from './questions/estimate/answer.ts'
export type { AnnexAnswer } from './questions/annex/answer.ts'
export type { Answered } from './base/answered.ts'
export type { CatalogueAnswer, Choices, ShownFigure, ShownRecord } from './questions/catalogue/answer.ts'
export type { Accuracy } from './questions/evidence/answer.ts'
export type {
  Ledger,
  LedgerPoint,
  LedgerSource,
  RowLedger,
  WholeRunRow,
} from './questions/evidence/answer.ts'
export type { ExchangeRate } from './catalogue/prices.ts'
export type { Implausible } from './questions/estimate/implausible.ts'
export type { PairedDifference, Samples } from './questions/estimate/pairs.ts'
export type { EstimateInput } from './questions/estimate/input.ts'
export type { InvestAnswer } from './questions/invest/answer.ts'
export type { InvestCase } from './questions/invest/cases.ts'
export type { Knob } from './questions/estimate/assumptions/knobs.ts'
export type { FrontLayout, LayoutsAnswer, RankedLayout } from './questions/layouts/answer.ts'
export type { PredictAnswer, PredictAnswers, PredictRefusal } from './questions/predict/answer.ts'
export type { PilotAnswer } from './questions/pilot/profile.ts'
export type { Suggestions } from './questions/pilot/suggest.ts'
export type { Preset } from './questions/estimate/presets.ts'
export type { SbatchAnswer } from './questions/sbatch/answer.ts'
export type { Group, Timeline } from './questions/queue/views/timeline.ts'
export type { StandingBudget } from './questions/queue/views/month-budgets.ts'
export type { RunChain, RunShown } from './questions/queue/views/planned-run.ts'
export type { Repeated } from './questions/queue/views/repeats.ts'
export type { Because, OtherJob, WhyWaiting } from './questions/queue/views/why-waiting.ts'
export type { QueueRunPlan } from './queue/outlook/plan-run.ts'
export type { Imported, ImportReport, Tally } from './questions/queue/index.ts'
export type {
  MetricsAnswer,
  ReplayAnswer,
  ScheduleAnswer,
  ScheduledJob,
  WaitingJob,
} from './questions/queue/answer.ts'
export type { Replayed } from './questions/queue/replay.ts'
export type { ReplayOptions } from './questions/queue/input.ts'
export type { CountSweep, SweepPoint } from './questions/estimate/layout/by-count.ts'
export type {
  Label,
  SweepAnswer,
  SweepFigures,
  SweepRow,
  SweepSummary,
  SweepTally,
} from './questions/sweep/answer.ts'
export type { PosedPoint, Shard, SweepPlan } from './questions/sweep/plan.ts'
export type { PlannedEstimate as Planned } from './questions/estimate/estimate.ts'
export type { PointAnswer, TradeoffsAnswer } from './questions/tradeoffs/answer.ts'
export type { Layout } from './workload/layout.ts'
export type { Lesson, LessonAnswer } from './questions/lessons/contract.ts'

export { addTallies, noPoints, summaryOf, tallyOf } from './questions/sweep/work.ts'
export * as annex from './questions/annex/index.ts'
export { answerCatalogue, catalogueChoices, catalogueKinds } from './questions/catalogue/answer.ts'
export {
  answerEstimate,
  answerPlanned,
  blocksOfPlan,
  drawBlocks,
  planEstimate,
} from './questions/estimate/estimate.ts'
export { answerFigures } from './questions/estimate/answer-figures.ts'
export { answerInvest } from './questions/invest/invest.ts'
export { answerLayouts } from './questions/layouts/work.ts'
export { answerPilot } from './questions/pilot/answer.ts'
export { answerPredict } from './questions/predict/work.ts'
export { answerSbatch } from './questions/sbatch/compose.ts'
export { answerSchedule } from './questions/queue/work.ts'
export { answerTradeoffs } from './questions/tradeoffs/tradeoffs.ts'
export { countOfShard, mostSamples, pointAt, totalSamples } from './questions/sweep/plan.ts'
export * as evidence from './questions/evidence/index.ts'
export * as gpuCounts from './questions/estimate/layout/by-count.ts'
export { investCases } from './questions/invest/cases.ts'
export { knobs } from './questions/estimate/assumptions/knobs.ts'
export * as lessons from './questions/lessons/index.ts'
export { mostAnywhere as mostSweepPoints, readSweep } from './questions/sweep/read.ts'
export * as pilot from './questions/pilot/index.ts'
export { predictLine } from './questions/predict/work.ts'
export { presets } from './questions/estimate/presets.ts'
export * as questions from './questions/contracts.ts'
export * as queue from './questions/queue/index.ts'
export { readProfile } from './questions/pilot/learn.ts'
export * as reasons from './questions/estimate/reasons.ts'
export { sweepRowOf } from './questions/sweep/row.ts'
export { tellingsOf } from './questions/asking/field.ts'
export * as texts from './base/json.ts'
export { version } from './base/version.ts'
export { withinWork } from './base/outcome.ts'
