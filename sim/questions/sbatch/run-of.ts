import { habitsOf, softwareOf } from '../../planner/question.ts'
import { familyOf } from '../../step/hardware.ts'
import { expertTensor, type Layout } from '../../workload/layout.ts'
import type { Scenario } from '../estimate/input.ts'
import { trainedModel } from './trainers/trained-model.ts'
import type { TrainerRun } from './trainers/trainer-run.ts'

/** A scenario as the trainers are told it, without its layout; steps and checkpoints are those of one step until planned. */
export function unplannedRun(scenario: Scenario): Omit<TrainerRun, 'layout' | 'expertTensor'> {
  const { accelerator, model, seqLen, precision, gpus, seed } = scenario
  return {
    model: trainedModel(model),
    seqLen,
    precision,
    gpus,
    chip: { vendor: accelerator.vendor, isBlackwell: familyOf(accelerator) === 'blackwell' },
    seed,
    steps: 1,
    saveInterval: 1,
    leaveAfterMin: null,
  }
}

/** The same under a layout. */
export function trainerRun(scenario: Scenario, layout: Layout): TrainerRun {
  return { ...unplannedRun(scenario), ...cutOf(scenario, layout) }
}

/** What of a run changes with its layout. */
export function cutOf(
  scenario: Pick<Scenario, 'framework' | 'year' | 'accelerator'>,
  layout: Layout,
): Pick<TrainerRun, 'layout' | 'expertTensor'> {
  return { layout, expertTensor: expertTensor(layout, habitsOf(softwareOf(scenario)).cutsExperts) }
}
