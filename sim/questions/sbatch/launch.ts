import type { Framework } from '../estimate/layout/trainer-rules.ts'
import { groupNames } from './trainers/megatron/recipe.ts'
import { commandSettings } from './trainers/torchtitan/recipe.ts'
import type { Recipe } from './trainers/trainer-run.ts'
import { isFill } from './trainers/option-table.ts'
import { variable } from './shell.ts'

/** How one trainer is started and how its checkpoints tell how far they are. */
export type Launcher = {
  /** What every task runs. */
  readonly command: string
  /** Words handed on to it. */
  readonly words: readonly string[]
  /** A file of settings that the script writes into the run's folder, and its marker; null for none. */
  readonly file: { readonly name: string; readonly marker: string; readonly expands: boolean } | null
  /** A file for the module of the recipe. */
  readonly moduleFile: string | null
  /** Says the last step that is safe, or nothing. */
  readonly doneSteps: string
  /** The folder of a checkout that the command lies in; null where the trainer is installed. */
  readonly checkout: { readonly name: string; readonly what: string } | null
}

const megatronSteps = 'cat "$CHECKPOINTS/latest_checkpointed_iteration.txt" 2>/dev/null || true'
const titanSteps = String.raw`ls "$CHECKPOINTS" | sed -n 's/^step-\([0-9][0-9]*\)$/\1/p' | sort -n | tail -n 1`

/** What a trainer has that says nothing else. */
const plain = { words: [], file: null, moduleFile: null, checkout: null } as const
const launchers: Readonly<Record<Framework, Launcher>> = {
  megatron: {
    ...plain,
    command: 'python -u "$MEGATRON_DIR/pretrain_gpt.py" "$@"',
    doneSteps: megatronSteps,
    checkout: { name: 'MEGATRON_DIR', what: 'a checkout of NVIDIA/Megatron-LM' },
  },
  'megatron-bridge': {
    ...plain,
    command: 'python -u "$RUN_DIR/strategy.py"',
    file: { name: 'strategy.py', marker: 'PYTHON', expands: false },
    doneSteps: megatronSteps,
  },
  torchtitan: {
    ...plain,
    command: 'python -u -m torchtitan.train "$@"',
    words: [
      '--job.config_file "$RUN_DIR/job.toml"',
      '--job.dump_folder "$RUN_DIR"',
      ...commandSettings.flatMap(([name, value]) =>
        isFill(value) ? [`--${name} ${variable(value.fill)}`] : [],
      ),
    ],
    file: { name: 'job.toml', marker: 'TOML', expands: false },
    moduleFile: 'planned_flavour.py',
    doneSteps: titanSteps,
  },
  'torchtitan-main': {
    ...plain,
    command: 'python -u -m torchtitan.train "$@"',
    words: ['--module planned_job', '--config planned'],
    file: { name: 'planned_job.py', marker: 'PYTHON', expands: false },
    doneSteps: titanSteps,
  },
  nanotron: {
    ...plain,
    command: 'python -u "$NANOTRON_DIR/run_train.py" "$@"',
    words: ['--config-file "$RUN_DIR/job.yaml"'],
    file: { name: 'job.yaml', marker: 'YAML', expands: true },
    doneSteps: 'cat "$CHECKPOINTS/latest.txt" 2>/dev/null || true',
    checkout: { name: 'NANOTRON_DIR', what: 'a checkout of huggingface/nanotron' },
  },
}

export function launcherOf(framework: Framework): Launcher {
  return launchers[framework]
}

/** The recipe as lines of the script: arrays of flags, or files written beside the checkpoints. */
export function recipeLines({ framework, text, module }: Recipe): readonly string[] {
  const { file, moduleFile } = launchers[framework]
  if (file === null) return [text ?? '']
  const marker = file.expands ? file.marker : `'${file.marker}'`
  return [
    `cat > "$RUN_DIR/${file.name}" <<${marker}`,
    text ?? '',
    file.marker,
    ...(module === null || moduleFile === null
      ? []
      : [`cat > "$RUN_DIR/${moduleFile}" <<'PYTHON'`, module, 'PYTHON']),
  ]
}

/** The words of the command line, arrays of flags among them where the recipe has them. */
export function launchWords({ framework, text }: Recipe): readonly string[] {
  if (framework !== 'megatron') return launchers[framework].words
  return groupNames.filter((name) => (text ?? '').includes(`${name}=(`)).map((name) => `"\${${name}[@]}"`)
}
