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
export type { Accuracy } from './study/evidence/accuracy.ts'
export type { Ledger, LedgerPoint, LedgerSource } from './study/evidence/ledger.ts'
export type { EstimateInput } from './study/input.ts'
export type { InvestAnswer } from './study/invest/answer.ts'
export type { InvestCase } from './study/invest/cases.ts'
export type { Knob } from './study/knobs.ts'
export type { FrontLayout, LayoutsAnswer, RankedLayout } from './study/layouts/answer.ts'
export type { PredictAnswers } from './study/predict/answer.ts'
export type { PredictAnswer, PredictRefusal, StepBreakdown } from './study/predict/predict.ts'
export type { Preset } from './study/presets.ts'
export type { EstimateFields } from './study/schema.ts'
export type { SbatchAnswer } from './study/sbatch/answer.ts'
export type { Group, Timeline } from './study/queue/timeline.ts'
export type { StandingBudget } from './study/queue/month-budgets.ts'
export type { RunChain, RunShown } from './study/queue/planned-run.ts'
export type { Repeated } from './study/queue/repeats.ts'
export type { Because, OtherJob, WhyWaiting } from './study/queue/why-waiting.ts'
export type { RunPlan } from './scheduler/outlook/plan-run.ts'
export type { Imported, ImportReport, Tally } from './study/schedule/file.ts'
export type { ScheduleAnswer, ScheduledJob } from './study/schedule/answer.ts'
export type { WaitingJob } from './study/schedule/questions.ts'
export type { MetricsAnswer, ReplayAnswer, Replayed } from './study/schedule/replay.ts'
export type { ReplayOptions } from './study/schedule/read-replay.ts'
export type { ReplayInput } from './study/schedule/schema.ts'
export type { Sweep, SweepPoint } from './study/sweep.ts'
export type { SweepAnswer, SweepSummary, SweepTally } from './study/sweep/answer.ts'
export type { Label } from './study/sweep/axis.ts'
export type { PosedPoint, Shard, SweepPlan } from './study/sweep/plan.ts'
export type { SweepFigures, SweepRow } from './study/sweep/row.ts'
export type { TotalsLedger, TotalsRow } from './study/totals-ledger.ts'
export type { Planned } from './study/work.ts'
export type { PointAnswer, TradeoffsAnswer } from './study/tradeoffs/answer.ts'
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
export { investCases } from './study/invest/cases.ts'
export { answerInvest } from './study/invest/invest.ts'
export { investInputSchema, investWords } from './study/invest/schema.ts'
export { accuracyOf } from './study/evidence/accuracy.ts'
export { answerEvidence } from './study/evidence/answer.ts'
export { fieldWords } from './study/field-words.ts'
export { knobs } from './study/knobs.ts'
export { answerLayouts } from './study/layouts/answer.ts'
export { layoutsInputSchema, layoutsWords } from './study/layouts/schema.ts'
export { answerPredict } from './study/predict/answer.ts'
export { predictLine } from './study/predict/predict.ts'
export { predictInputSchema, predictWords } from './study/predict/schema.ts'
export { presets } from './study/presets.ts'
export {
  monthBudgetRules,
  monthBudgets,
  monthQuarter,
  readMonthBudgets,
} from './study/queue/month-budgets.ts'
export { gpusPerNodeOfMonth, monthAsRead, monthPower } from './study/queue/month.ts'
export { chainOf, replayWithRun, runShown } from './study/queue/planned-run.ts'
export { repeatSteps } from './study/queue/repeats.ts'
export { extentOf, timelineOf } from './study/queue/timeline.ts'
export { waitQuantiles } from './study/queue/waits.ts'
export { instantToAsk, jobLabelled, longestWait, whyWaiting } from './study/queue/why-waiting.ts'
export { recheckFormula } from './study/recheck.ts'
export { answerSbatch } from './study/sbatch/answer.ts'
export { estimateInputSchema } from './study/schema.ts'
export { sbatchInputSchema, sbatchWords } from './study/sbatch/schema.ts'
export { sweepFields, sweepGpus, usualCounts } from './study/sweep.ts'
export { addTallies, answerSweep, noPoints, summaryOf, tallyOf } from './study/sweep/answer.ts'
export { countOfShard, mostSamples, pointAt, totalSamples } from './study/sweep/plan.ts'
export { mostAnywhere as mostSweepPoints, readSweep } from './study/sweep/read.ts'
export { rowOf } from './study/sweep/row.ts'
export { sweepInputSchema, sweepWords } from './study/sweep/schema.ts'
export { totalsLedger } from './study/totals-ledger.ts'
export { answerReplay, answerSchedule } from './study/schedule/answer.ts'
export { plannedSteps } from './study/schedule/questions.ts'
export { runObstacles } from './study/schedule/obstacles.ts'
export { energyCsv, invented, scheduleCsv, workloadReader } from './study/schedule/file.ts'
export { readReplay } from './study/schedule/read-replay.ts'
export { replay } from './study/schedule/replay.ts'
export { replayWords, scheduleSchema } from './study/schedule/schema.ts'
export { tradeoffsInputSchema, tradeoffsWords } from './study/tradeoffs/schema.ts'
export { answerTradeoffs } from './study/tradeoffs/tradeoffs.ts'
export { version } from './study/version.ts'
