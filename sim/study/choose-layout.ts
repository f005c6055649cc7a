import { divisors } from '../base/math.ts'
import type { Obstacle, Outcome } from '../base/outcome.ts'
import type { Layout } from '../workload/layout.ts'
import { accelerators } from '../workload/layout.ts'
import { fittingLayouts } from '../workload/layouts-that-fit.ts'
import { memoryPerAccelerator } from '../workload/memory.ts'
import type { Assumption, EstimateAnswer } from './answer.ts'
import { runLike } from './published-mfu.ts'
import type { LayoutWish, Scenario } from './scenario.ts'

export type ChosenLayout = {
  readonly layout: Layout
  readonly memory: EstimateAnswer['memory']
  readonly assumptions: readonly Assumption[]
}
