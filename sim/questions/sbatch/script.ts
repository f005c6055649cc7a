import type { Chain, Framework } from './job.ts'
import type { Recipe } from './recipes.ts'

/** Everything the script says, decided. */
export type ScriptPlan = {
  readonly jobName: string
  readonly account: string | null
  readonly partition: string | null
  readonly chain: Chain
  readonly framework: Framework
  readonly nodes: number
  readonly tasks: number
  readonly tasksPerNode: number
  readonly limitS: number
  /** Slurm signals the trainer so long before the limit. */
  readonly signalS: number
  /** Jobs that a long run (its p90) takes. */
  readonly jobs: number
  readonly steps: number
  readonly onAlps: boolean
  readonly notes: readonly string[]
  readonly recipe: Recipe
}

/** A Slurm batch script for one link of the chain; every link is the same script. */
export function scriptOf(plan: ScriptPlan): string {
  return [...directives(plan), '', ...preamble(plan), '', ...trainer(plan), '', ...launch(plan), ''].join(
    '\n',
  )
}

function directives(plan: ScriptPlan): readonly string[] {
  const { jobName, account, partition, nodes, tasks, tasksPerNode, jobs } = plan
  const array = plan.chain === 'array' && jobs > 1
  return [
    '#!/bin/bash',
    `#SBATCH --job-name=${jobName}`,
    account === null ? '##SBATCH --account=FILL-IN' : `#SBATCH --account=${account}`,
    partition === null ? '##SBATCH --partition=FILL-IN' : `#SBATCH --partition=${partition}`,
    `#SBATCH --nodes=${String(nodes)}`,
    `#SBATCH --ntasks=${String(tasks)}`,
    `#SBATCH --ntasks-per-node=${String(tasksPerNode)}`,
    `#SBATCH --gpus-per-node=${String(tasksPerNode)}`,
    '#SBATCH --exclusive',
    '#SBATCH --mem=0',
    `#SBATCH --time=${slurmTime(plan.limitS)}`,
    `#SBATCH --signal=TERM@${String(plan.signalS)}`,
    '#SBATCH --requeue',
    '#SBATCH --open-mode=append',
    array ? `#SBATCH --array=1-${String(jobs)}%1` : '#SBATCH --dependency=singleton',
    `#SBATCH --output=${array ? '%x-%A_%a.out' : '%x-%j.out'}`,
    ...(plan.onAlps ? ['##SBATCH --constraint=thp_never&nvidia_vboost_enabled'] : []),
    '#',
    ...howToSubmit(plan, array),
    ...plan.notes.map((note) => `# ${note}`),
  ]
}

function howToSubmit({ jobs, jobName }: ScriptPlan, array: boolean): readonly string[] {
  if (jobs === 1) return ['# Submit once: the time limit holds the whole run in nine cases of ten.']
  if (array)
    return [
      `# Submit once: ${String(jobs)} links, one at a time; the last ones end at once when the run is done.`,
    ]
  return [
    `# Submit ${String(jobs)} times; jobs of one name run one after the other, and those left over are cancelled at the end:`,
    `#   for link in $(seq ${String(jobs)}); do sbatch ${jobName}.sbatch; done`,
  ]
}

/** [days-]hours:minutes:seconds. */
export function slurmTime(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const days = Math.floor(seconds / 86400)
  const rest = seconds - days * 86400
  const clock = `${two(Math.floor(rest / 3600))}:${two(Math.floor((rest % 3600) / 60))}:${two(Math.floor(rest % 60))}`
  return days === 0 ? clock : `${String(days)}-${clock}`
}

function preamble({ steps, onAlps, framework }: ScriptPlan): readonly string[] {
  return [
    'set -eo pipefail',
    '',
    'RUN_DIR="${RUN_DIR:-$PWD/$SLURM_JOB_NAME}"   # checkpoints and logs; on the disk file system',
    `TRAIN_STEPS=${String(steps)}`,
    'mkdir -p "$RUN_DIR/checkpoints"',
    '',
    'export MASTER_ADDR="$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)"',
    'export MASTER_PORT=29500',
    'export WORLD_SIZE="$SLURM_NTASKS"',
    ...(framework === 'torchtitan' ? [] : ['export CUDA_DEVICE_MAX_CONNECTIONS=1']),
    '',
    '# The container, to fill in:',
    onAlps
      ? '# CONTAINER=(--environment="$HOME/.edf/FILL-IN.toml")   # CSCS container engine'
      : '# CONTAINER=(--container-image=FILL-IN.sqsh --container-mounts="$PWD")   # pyxis; or apptainer in LAUNCH',
    'CONTAINER=()',
    '',
    '# A run that is done leaves nothing for the links that still wait.',
    `done_steps="$(${doneSteps[framework]})"`,
    'if [ "${done_steps:-0}" -ge "$TRAIN_STEPS" ]; then',
    '  scancel --user="$USER" --name="$SLURM_JOB_NAME" --state=PENDING || true',
    '  exit 0',
    'fi',
  ]
}

/** The last step that is safe, as each trainer's checkpoints tell it. */
const doneSteps: Readonly<Record<Framework, string>> = {
  megatron: 'cat "$RUN_DIR/checkpoints/latest_checkpointed_iteration.txt" 2>/dev/null || true',
  torchtitan: String.raw`ls "$RUN_DIR/checkpoints" | sed -n "s/^step-//p" | sort -n | tail -n 1`,
  nemo: String.raw`ls "$RUN_DIR/checkpoints" | sed -n "s/.*step=\([0-9]*\).*//p" | sort -n | tail -n 1`,
}

function trainer({ framework, recipe }: ScriptPlan): readonly string[] {
  const text = recipe.text ?? ''
  if (framework === 'megatron') {
    return [
      text,
      'DATA=(',
      '  --tokenizer-type HuggingFaceTokenizer --tokenizer-model FILL-IN',
      '  --data-path FILL-IN --split 100,0,0',
      '  --lr FILL-IN --lr-decay-style cosine',
      ')',
    ]
  }
  const [file, marker] = framework === 'torchtitan' ? ['job.toml', 'TOML'] : ['strategy.py', 'PYTHON']
  return [`cat > "$RUN_DIR/${file}" <<'${marker}'`, text, marker]
}

function launch({ framework }: ScriptPlan): readonly string[] {
  const command = {
    megatron: 'python -u pretrain_gpt.py "$@"',
    torchtitan:
      'python -u -m torchtitan.train --job.config_file "$RUN_DIR/job.toml" --job.dump_folder "$RUN_DIR"',
    nemo: 'python -u FILL-IN.py',
  }[framework]
  const groups =
    framework === 'megatron'
      ? ' "${MODEL[@]}" "${EXPERTS[@]}" "${LAYOUT[@]}" "${TRAINING[@]}" "${CHECKPOINTS[@]}" "${DATA[@]}"'
      : ''
  return [
    '# exec, so that the signal before the time limit reaches the trainer itself.',
    'srun --kill-on-bad-exit=1 "${CONTAINER[@]}" bash -c \\',
    `  'export RANK=$SLURM_PROCID LOCAL_RANK=$SLURM_LOCALID; exec ${command}' trainer${groups}`,
  ]
}
