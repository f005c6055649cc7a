import { own } from '../../../../base/nearest.ts'
import planned from '../../../../data/trainers/settings/torchtitan-main.json' with { type: 'json' }
import options from '../../../../data/trainers/torchtitan-main.csv?raw'
import { microBatches } from '../../../../workload/layout.ts'
import { familyIn } from '../abilities.ts'
import { isFill, optionTable, type OptionValue } from '../option-table.ts'
import { factsOf, settingFaults, settled, type Setting } from '../settings.ts'
import {
  learningRatePlace,
  refusedRecipe,
  tokenizerPlace,
  type Recipe,
  type TrainerRun,
} from '../trainer-run.ts'
import { datasetPlace, degreesOf, moduleNames } from './recipe.ts'
import { readyFlavour } from './ready-flavour.ts'

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
    places: [tokenizerPlace, datasetPlace, learningRatePlace],
    environment: [['PYTORCH_ALLOC_CONF', 'expandable_segments:True']],
    notes: [
      `The model is TorchTitan's flavour ${flavour}: its positions and norms are those.`,
      'TorchTitan does not save on a signal: the end of each job loses what came after its last checkpoint.',
    ],
  }
}

type Parts = readonly (readonly [part: string, settings: readonly Setting[]])[]

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
  const model = familyIn(run.model).titanModel
  const fp8 = run.precision === 'fp8'
  const converter = run.chip.isBlackwell ? 'MXFP8LinearConverter' : 'Float8LinearConverter'
  const policy = { none: 'None', full: 'FullAC.Config()', selective: 'SelectiveAC.Config()' }[
    run.layout.recompute
  ]
  return [
    'import os',
    '',
    'from torchtitan.components.checkpointer import CheckpointManager',
    'from torchtitan.components.data import ConcatThenSplitPackingConfig, GrainDataLoader',
    'from torchtitan.components.loss import ChunkedLossWrapper, CrossEntropyLoss',
    'from torchtitan.components.optimizer import LRSchedulersContainer, default_adamw',
    ...(fp8 ? [`from torchtitan.components.quantization import ${converter}`] : []),
    'from torchtitan.config import CompileConfig, ParallelismConfig, TrainingConfig',
    'from torchtitan.config.configs import DebugConfig',
    'from torchtitan.distributed.activation_checkpoint import FullAC, SelectiveAC',
    'from torchtitan.hf_datasets.text_datasets import DATASETS',
    'from torchtitan.models.common.config_utils import decoder_vocab_size',
    `from torchtitan.models.${model} import model_registry`,
    'from torchtitan.trainer import Trainer',
    '',
    '',
    'def planned() -> Trainer.Config:',
    `    model_spec = model_registry("${flavour}"${fp8 ? `, converters=[${converter}.Config(model_compile_enabled=True)]` : ''})`,
    '    return Trainer.Config(',
    '        model_spec=model_spec,',
    '        hf_assets_path=os.environ["TOKENIZER"],',
    '        dump_folder=os.environ["RUN_DIR"],',
    '        loss=ChunkedLossWrapper.Config(',
    '            loss_fn=CrossEntropyLoss.Config(global_vocab_size=decoder_vocab_size(model_spec)),',
    '        ),',
    '        dataloader=GrainDataLoader.Config(',
    '            dataset=ConcatThenSplitPackingConfig(dataset=DATASETS[os.environ["DATASET"]]),',
    '        ),',
    '        optimizer=default_adamw(lr=float(os.environ["LEARNING_RATE"])),',
    `        activation_checkpoint=${policy},`,
    ...parts.flatMap(([name, settings]) => constructed(name, settings)),
    '    )',
  ].join('\n')
}

const containerFields: Readonly<Record<string, string>> = {
  TrainingConfig: 'training',
  ParallelismConfig: 'parallelism',
  CompileConfig: 'compile',
  DebugConfig: 'debug',
  'LRSchedulersContainer.Config': 'lr_scheduler',
  'CheckpointManager.Config': 'checkpoint',
}

function constructed(name: string, settings: readonly Setting[]): readonly string[] {
  return [
    `        ${own(containerFields, name) ?? name}=${name}(`,
    ...settings.map(([field, value]) => `            ${field}=${inPython(value)},`),
    '        ),',
  ]
}

function inPython(value: OptionValue | null): string {
  if (isFill(value)) throw new Error('a place to fill in is read from the environment')
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return JSON.stringify(value)
}
