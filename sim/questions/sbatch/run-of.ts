import { findModel } from '../../catalogue/find.ts'
import { habitsOf, softwareOf } from '../../planner/software.ts'
import { familyOf } from '../../step/hardware.ts'
import { expertTensor, type Layout } from '../../workload/layout.ts'
import type { Config } from '../../workload/config-reader.ts'
import type { Scenario } from '../estimate/input.ts'
import { trainedModel } from './trainers/trained-model.ts'
import type { TrainerRun } from './trainers/trainer-run.ts'

/** A scenario under a layout as the trainers are told it; steps and checkpoints are those of one step until planned. */
export function trainerRun(scenario: Scenario, layout: Layout, raw: unknown): TrainerRun {
  const { accelerator, model, seqLen, precision, gpus, seed } = scenario
  const { id, config } = configOf(raw)
  return {
    model: trainedModel({ id, name: model.name, config, architecture: model.architecture }),
    ...cutOf(scenario, layout),
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

/** What of a run changes with its layout. */
export function cutOf(
  scenario: Pick<Scenario, 'framework' | 'year' | 'accelerator'>,
  layout: Layout,
): Pick<TrainerRun, 'layout' | 'expertTensor'> {
  return { layout, expertTensor: expertTensor(layout, habitsOf(softwareOf(scenario)).cutsExperts) }
}

/** The config behind what was asked: the catalogue's, or the person's own. */
function configOf(raw: unknown): { readonly id: string | null; readonly config: Config } {
  const model: unknown = new Map<string, unknown>(Object.entries(Object(raw))).get('model')
  if (typeof model === 'string') {
    const found = findModel(model)
    return { id: found?.id ?? null, config: found === null ? {} : entriesOf(found.config) }
  }
  return { id: null, config: entriesOf(model) }
}

function entriesOf(value: unknown): Config {
  return Object.fromEntries(Object.entries(Object(value)))
}
