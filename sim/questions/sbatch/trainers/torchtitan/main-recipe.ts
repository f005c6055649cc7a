import containers from '../../../../data/trainers/containers.json' with { type: 'json' }
import planned from '../../../../data/trainers/settings/torchtitan-main.json' with { type: 'json' }
import template from '../../../../data/trainers/settings/torchtitan-main.txt?raw'
import options from '../../../../data/trainers/torchtitan-main.csv?raw'
import { microBatches } from '../../../../workload/layout.ts'
import { familyIn } from '../abilities.ts'
import { optionTable } from '../option-table.ts'
import { constructed, factsOf, filledIn, settingFaults, settled, type Parts } from '../settings.ts'
import { placesNamed, refusedRecipe, type Recipe, type TrainerRun } from '../trainer-run.ts'
import { degreesOf, moduleNames } from './recipe.ts'
import { readyFlavour } from './flavour.ts'

/**
 * Fields of TorchTitan's configuration since it is written in Python.
 *
 * Source: pytorch/torchtitan main b5bcd76 (21 August 2026), torchtitan/config/configs.py, components/checkpointer,
 * components/optimizer/lr_scheduler.py, components/quantization; flavours from models/{llama3,qwen3,deepseek_v3}.
 */
const table = optionTable(options)

/** TorchTitan's configuration in Python for a run, each field checked; or why it cannot be. */
export function titanMainRecipe(run: TrainerRun): Recipe {
  const flavour = readyFlavour(run)
  if (flavour === null) throw new Error('a model without a flavour has been refused')
  const parts = titanMainSettings(run)
  const faults = parts.flatMap(([part, settings]) => settingFaults(table, settings, `${part}.`))
  if (faults.length > 0) return refusedRecipe('torchtitan-main', faults)
  return {
    framework: 'torchtitan-main',
    text: python(run, flavour, parts),
    module: null,
    because: 'Trainer.Config of TorchTitan main of August 2026',
    places: placesNamed(['TOKENIZER', 'DATASET', 'LEARNING_RATE']),
    environment: [['PYTORCH_ALLOC_CONF', 'expandable_segments:True']],
    notes: [
      `The model is TorchTitan's flavour ${flavour}: its positions and norms are those.`,
      'TorchTitan does not save on a signal: the end of each job loses what came after its last checkpoint.',
    ],
  }
}

export function titanMainSettings(run: TrainerRun): Parts {
  const { layout: l, seqLen, model } = run
  const facts = {
    ...factsOf(run),
    ...degreesOf(run, mainNames(model.architecture.layers, l)),
    microBatchTokens: l.microBatch * seqLen,
    stepTokens: l.globalBatch * seqLen,
    // Captured graphs have neither a pipeline nor experts whose tokens the host counts.
    noGraphs: l.pp > 1 || l.ep > 1,
    pipelineMicroBatches: l.pp === 1 ? undefined : microBatches(l),
  }
  return Object.entries(planned).map(([part, settings]) => [part, settled(settings, facts)])
}

/** As in 0.2, but the head has another name. */
function mainNames(layers: number, layout: TrainerRun['layout']): readonly (readonly string[])[] {
  return moduleNames(layers, layout).map((names) =>
    names.map((name) => (name === 'output' ? 'lm_head' : name)),
  )
}

function python(run: TrainerRun, flavour: string, parts: Parts): string {
  const fp8 = run.precision === 'fp8'
  const converter = run.chip.isBlackwell ? 'MXFP8LinearConverter' : 'Float8LinearConverter'
  const policies = { none: 'None', full: 'FullAC.Config()', selective: 'SelectiveAC.Config()' }
  return filledIn(template, {
    quantization: fp8 ? `from torchtitan.components.quantization import ${converter}\n` : '',
    model: familyIn(run.model).titanModel,
    flavour,
    converters: fp8 ? `, converters=[${converter}.Config(model_compile_enabled=True)]` : '',
    recomputed: policies[run.layout.recompute],
    configs: constructed(parts, containers['torchtitan-main'], ' '.repeat(8)),
  })
}
