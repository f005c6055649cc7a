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
export type { Answered } from './base/answered.ts'
export type { CatalogueAnswer, Choices, ShownFigure, ShownRecord } from './questions/catalogue/answer.ts'
export type { Accuracy } from './questions/evidence/answer.ts'
export type { Ledger, LedgerPoint, LedgerSource, WholeRunRow } from './questions/evidence/answer.ts'
export type { EstimateInput } from './questions/estimate/input.ts'
export type { InvestAnswer } from './questions/invest/answer.ts'
export type { InvestCase } from './questions/invest/cases.ts'
export type { Knob } from './questions/estimate/assumptions/knobs.ts'
export type { FrontLayout, LayoutsAnswer, RankedLayout } from './questions/layouts/answer.ts'
export type { PredictAnswers } from './questions/predict/answer.ts'
export type { PredictAnswer, PredictRefusal, StepBreakdown } from './questions/predict/predict.ts'
export type { Preset } from './questions/estimate/presets.ts'
export type { SbatchAnswer } from './questions/sbatch/answer.ts'
export type { Group, Timeline } from './questions/queue/views/timeline.ts'
export type { StandingBudget } from './questions/queue/views/month-budgets.ts'
export type { RunChain, RunShown } from './questions/queue/views/planned-run.ts'
export type { Repeated } from './questions/queue/views/repeats.ts'
export type { Because, OtherJob, WhyWaiting } from './questions/queue/views/why-waiting.ts'
export type { RunPlan } from './queue/outlook/plan-run.ts'
export type { Imported, ImportReport, Tally } from './questions/queue/file.ts'
export type { ScheduleAnswer, ScheduledJob } from './questions/queue/answer.ts'
export type { WaitingJob } from './questions/queue/questions.ts'
export type { MetricsAnswer, ReplayAnswer, Replayed } from './questions/queue/replay.ts'
export type { ReplayOptions } from './questions/queue/read-replay.ts'
export type { ReplayInput } from './questions/queue/schema.ts'
export type { Sweep, SweepPoint } from './questions/estimate/layout/by-count.ts'
export type {
  Label,
  SweepAnswer,
  SweepFigures,
  SweepRow,
  SweepSummary,
  SweepTally,
} from './questions/sweep/answer.ts'
export type { PosedPoint, Shard, SweepPlan } from './questions/sweep/plan.ts'
export type { Planned } from './questions/estimate/work.ts'
export type { PointAnswer, TradeoffsAnswer } from './questions/tradeoffs/answer.ts'
export type { Layout } from './workload/layout.ts'

export { answerFigures } from './questions/estimate/answer-figures.ts'
export { answerCatalogue, catalogueChoices, catalogueKinds } from './questions/catalogue/answer.ts'
export {
  answerEstimate,
  answerPlanned,
  blocksOfPlan,
  drawBlocks,
  planEstimate,
} from './questions/estimate/estimate.ts'
export { investCases } from './questions/invest/cases.ts'
export { answerInvest } from './questions/invest/invest.ts'
export { investInputSchema, investWords } from './questions/invest/schema.ts'
export { accuracyOf } from './questions/evidence/accuracy.ts'
export { answerEvidence } from './questions/evidence/work.ts'
export { tellingsOf } from './questions/asking/field.ts'
export { knobs } from './questions/estimate/assumptions/knobs.ts'
export { answerLayouts } from './questions/layouts/answer.ts'
export { layoutsInput } from './questions/layouts/input.ts'
export { answerPilot, answerPilotLog } from './questions/pilot/answer.ts'
export { pilotInput, readStepNames } from './questions/pilot/input.ts'
export { answerSuggest, type Suggestions } from './questions/pilot/suggest.ts'
export { pilotAnswer, readProfile, type PilotAnswer } from './questions/pilot/profile.ts'
export { LogReader } from './questions/pilot/steady.ts'
export { answerPredict } from './questions/predict/answer.ts'
export { predictLine } from './questions/predict/predict.ts'
export { predictInputSchema, predictWords } from './questions/predict/schema.ts'
export { presets } from './questions/estimate/presets.ts'
export {
  monthBudgetRules,
  monthBudgets,
  monthQuarter,
  readMonthBudgets,
} from './questions/queue/views/month-budgets.ts'
export { gpusPerNodeOfMonth, monthAsRead, monthPower } from './questions/queue/views/month.ts'
export { chainOf, replayWithRun, runShown } from './questions/queue/views/planned-run.ts'
export { repeatSteps } from './questions/queue/views/repeats.ts'
export { extentOf, timelineOf } from './questions/queue/views/timeline.ts'
export { waitQuantiles } from './questions/queue/views/waits.ts'
export { instantToAsk, jobLabelled, longestWait, whyWaiting } from './questions/queue/views/why-waiting.ts'
export { recheckFormula } from './questions/estimate/recheck.ts'
export { answerSbatch } from './questions/sbatch/answer.ts'
export { estimateInput } from './questions/estimate/input.ts'
export { sbatchInputSchema, sbatchWords } from './questions/sbatch/input.ts'
export { sweepGpus, usualCounts } from './questions/estimate/layout/by-count.ts'
export { addTallies, answerSweep, noPoints, summaryOf, tallyOf } from './questions/sweep/work.ts'
export { countOfShard, mostSamples, pointAt, totalSamples } from './questions/sweep/plan.ts'
export { mostAnywhere as mostSweepPoints, readSweep } from './questions/sweep/read.ts'
export { rowOf } from './questions/sweep/row.ts'
export { sweepInput } from './questions/sweep/input.ts'
export { answerReplay, answerSchedule } from './questions/queue/answer.ts'
export { clockOf } from './questions/queue/clock.ts'
export { plannedSteps } from './questions/queue/questions.ts'
export { runObstacles } from './questions/queue/obstacles.ts'
export { systemFromSlurm } from './questions/queue/system/from-slurm.ts'
export { energyCsv, invented, scheduleCsv, workloadReader } from './questions/queue/file.ts'
export { readReplay } from './questions/queue/read-replay.ts'
export { replay } from './questions/queue/replay.ts'
export { replayWords, scheduleSchema } from './questions/queue/schema.ts'
export { tradeoffsInputSchema, tradeoffsWords } from './questions/tradeoffs/schema.ts'
export { answerTradeoffs } from './questions/tradeoffs/tradeoffs.ts'
export { readJsonText } from './base/json.ts'
export { version } from './base/version.ts'
export { estimateAnswer } from './questions/estimate/answer.ts'
export { investAnswer } from './questions/invest/answer.ts'
export { layoutsAnswer } from './questions/layouts/answer-schema.ts'
export { ledgerAnswer } from './questions/evidence/answer.ts'
export { predictAnswer } from './questions/predict/answer-schema.ts'
export { sbatchAnswer } from './questions/sbatch/answer-schema.ts'
export { scheduleAnswer } from './questions/queue/answer-schema.ts'
export { sweepAnswer } from './questions/sweep/answer.ts'
export { tradeoffsAnswer } from './questions/tradeoffs/answer.ts'
