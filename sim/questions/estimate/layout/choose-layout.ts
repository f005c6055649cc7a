import type { Obstacle, Outcome } from '../../../base/outcome.ts'
import { askedTolerance, freeTolerance } from '../../../planner/batch.ts'
import { canBe } from '../../../planner/best-layout.ts'
import { impossible as impossibleOf } from '../../../planner/obstacles.ts'
import {
  chooseLayout as chooseByPlanner,
  givenLayout,
  type Chosen,
  type PublishedLayout,
} from '../../../planner/choose-layout.ts'
import { type LayoutQuestion, habitsOf, softwareOf } from '../../../planner/question.ts'
import { type Layout, layoutText, nothingPinned } from '../../../workload/layout.ts'
import { withinTrainer } from './trainer-rules.ts'
import { learnedPeak } from '../../predict/settled-step.ts'
import type { Assumption, EstimateAnswer } from '../answer.ts'
import type { Scenario } from '../input.ts'
import { batchSequences, runLike } from './predicted-step.ts'

export type ChosenLayout = {
  readonly layout: Layout
  readonly memory: EstimateAnswer['memory']
  readonly assumptions: readonly Assumption[]
}

/** What the planner needs of a scenario; the trainer narrows it where one was named. */
export function questionOf(scenario: Scenario, wantedBatch: number): LayoutQuestion {
  const { model, system, accelerator, gpus, seqLen, precision } = scenario
  const software = softwareOf(scenario)
  const batchTolerance = scenario.globalBatchTokens === null ? freeTolerance : askedTolerance
  const run = { model, system, accelerator, gpus, seqLen, precision, software, pinned: nothingPinned }
  const question = { ...run, wantedBatch, batchTolerance, trainer: null }
  return scenario.framework === null ? question : withinTrainer(question)
}

/** Why the machine cannot run this at all, whatever the layout that is not given. */
export function impossibleRun(scenario: Scenario): readonly Obstacle[] {
  const question = questionOf(scenario, batchSequences(scenario).sequences)
  const pinned = scenario.layout === 'auto' ? nothingPinned : scenario.layout
  return impossibleOf({ ...question, pinned }, canBe)
}

/** The layout that was given, else the published one of the same run where it fits, else the search's. */
export function chooseRunLayout(scenario: Scenario): Outcome<ChosenLayout> {
  const batch = batchSequences(scenario)
  const question = questionOf(scenario, batch.sequences)
  const isOpen = scenario.layout === 'auto'
  const published = publishedLayout(scenario)
  const chosen =
    scenario.layout === 'auto'
      ? once(chosenBefore, { question, published }, () => chooseByPlanner(question, published))
      : givenLayout(question, scenario.layout)
  if (!chosen.feasible) return chosen
  const { layout, memory, because } = chosen.value
  const assumptions = [
    stated('seqLen', 'Sequence length', [scenario.seqLen, 'tokens', scenario.seqLenBecause]),
    stated('globalBatch', 'Global batch', [
      layout.globalBatch,
      'sequences',
      isOpen ? batch.because : because,
    ]),
    stated('layout', 'Layout', [layoutText(layout), '', because]),
  ]
  const { accelerator, profile } = scenario
  const wish = { accelerator, practice: habitsOf(softwareOf(scenario)) }
  const { fitsProbability } = learnedPeak({ wish }, memory.peakBytes, profile)
  const capacity = { capacityBytes: accelerator.memoryBytes, fitsProbability }
  return { feasible: true, value: { layout, memory: { ...memory, ...capacity }, assumptions } }
}

type Kept<T> = WeakMap<LayoutQuestion['model'], Map<string, T>>
const mostKept = 256
/** What was found for a model of the catalogue before: most of what a person turns leaves the layout as it was. */
const chosenBefore: Kept<Chosen> = new WeakMap()
const couldBe: Kept<boolean> = new WeakMap()

/** What a thing that is handed about whole holds; written once, as those of the catalogue are asked for again. */
const texts = new WeakMap<object, string>()

function textOf(thing: object): string {
  const text = texts.get(thing) ?? JSON.stringify(thing)
  texts.set(thing, text)
  return text
}

type Asked = { readonly question: LayoutQuestion; readonly published: PublishedLayout | null }

function once<T>(kept: Kept<T>, { question, published }: Asked, work: () => T): T {
  const { model, system, accelerator, ...rest } = question
  const ofModel = kept.get(model) ?? new Map<string, T>()
  kept.set(model, ofModel)
  // What a trainer allows follows from its name.
  const key = textOf(system) + textOf(accelerator) + JSON.stringify([rest, published])
  const found = ofModel.get(key) ?? work()
  if (ofModel.size >= mostKept) ofModel.clear()
  ofModel.set(key, found)
  return found
}

/** Whether some layout can do the run, without the reasons and the nearest change. */
export function hasLayout(scenario: Scenario): boolean {
  const question = questionOf(scenario, batchSequences(scenario).sequences)
  const published = publishedLayout(scenario)
  return published !== null || once(couldBe, { question, published }, () => canBe(question))
}

type Said = readonly [value: number | string, unit: string, source: string]

function stated(id: string, name: string, [value, unit, source]: Said): Assumption {
  const basis = source === 'given by you' ? 'given' : 'derived'
  return { id, name, value, low: null, high: null, unit, source, url: null, basis }
}

/** That of the nearest published run, when it is the same model on the same part in the same precision. */
function publishedLayout(scenario: Scenario): PublishedLayout | null {
  const { run } = runLike(scenario)
  const isSame =
    run.modelId === scenario.model.id &&
    run.acceleratorId === scenario.accelerator.id &&
    run.precision === scenario.precision
  return isSame ? { name: run.name, layout: { ...nothingPinned, ...run.layout } } : null
}
