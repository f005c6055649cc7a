/** The public face of the simulation. */
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
export type { EstimateInput } from './study/input.ts'
export type { Layout } from './workload/layout.ts'
