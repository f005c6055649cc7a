import type { Chain, Sweep } from './input.ts'
import { launcherOf, launchWords, recipeLines } from './launch.ts'
import { commentLine, shellWord } from './shell.ts'
import type { Place, Recipe } from './trainers/trainer-run.ts'

/** Everything the script says, decided. */
export type ScriptPlan = {
  readonly jobName: string
  readonly account: string | null
  readonly partition: string | null
  readonly chain: Chain
  /** Nodes of the run; those held in reserve beside it. */
  readonly nodes: number
  readonly spareNodes: number
  readonly tasks: number
  readonly tasksPerNode: number
  readonly cpusPerTask: number | null
  readonly limitS: number
  /** Slurm signals the trainer so long before the limit. */
  readonly signalS: number
  /** Jobs that a long run (its p90) takes. */
  readonly jobs: number
  readonly steps: number
  readonly sweep: Sweep | null
  readonly onAlps: boolean
  readonly notes: readonly string[]
  readonly recipe: Recipe
}

/** A Slurm batch script for one link of the chain; every link is the same script. */
export function scriptOf(plan: ScriptPlan): string {
  const parts = [
    directives(plan),
    settings(plan),
    environment(plan),
    chainGuard(plan),
    recipeLines(plan.recipe),
    launch(plan),
  ]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** A sweep is an array of runs; else an array may be the chain's links. */
function arrayOf({ chain, jobs, sweep }: ScriptPlan): string | null {
  if (sweep !== null) return `0-${String(sweep.values.length - 1)}`
  return chain === 'array' && jobs > 1 ? `1-${String(jobs)}%1` : null
}

function directives(plan: ScriptPlan): readonly string[] {
  const { jobName, account, partition, nodes, spareNodes, tasks, tasksPerNode, cpusPerTask } = plan
  const array = arrayOf(plan)
  return [
    '#!/bin/bash',
    `#SBATCH --job-name=${jobName}`,
    account === null ? '##SBATCH --account=FILL-IN' : `#SBATCH --account=${account}`,
    partition === null ? '##SBATCH --partition=FILL-IN' : `#SBATCH --partition=${partition}`,
    `#SBATCH --nodes=${String(nodes + spareNodes)}`,
    ...(spareNodes === 0 ? [`#SBATCH --ntasks=${String(tasks)}`] : ['#SBATCH --no-kill']),
    `#SBATCH --ntasks-per-node=${String(tasksPerNode)}`,
    `#SBATCH --gpus-per-node=${String(tasksPerNode)}`,
    ...(cpusPerTask === null ? [] : [`#SBATCH --cpus-per-task=${String(cpusPerTask)}`]),
    '#SBATCH --exclusive',
    '#SBATCH --mem=0',
    `#SBATCH --time=${slurmTime(plan.limitS)}`,
    `#SBATCH --signal=TERM@${String(plan.signalS)}`,
    '#SBATCH --requeue',
    '#SBATCH --open-mode=append',
    ...(array === null ? ['#SBATCH --dependency=singleton'] : [`#SBATCH --array=${array}`]),
    `#SBATCH --output=${array === null ? '%x-%j.out' : '%x-%A_%a.out'}`,
    ...(plan.onAlps ? ['##SBATCH --constraint=thp_never&nvidia_vboost_enabled'] : []),
    '#',
    ...howToSubmit(plan).map(commentLine),
    ...plan.notes.map(commentLine),
  ]
}

/** Of an array as Slurm is installed. Source: slurm.conf, MaxArraySize. */
const longestArray = 1000

function howToSubmit(plan: ScriptPlan): readonly string[] {
  const { jobs, jobName, sweep } = plan
  if (sweep !== null && jobs > 1)
    return [
      `Submit ${String(jobs)} times, each link of a run after the one before it:`,
      `  job=$(sbatch --parsable ${jobName}.sbatch); for link in $(seq 2 ${String(jobs)}); do job=$(sbatch --parsable --dependency=aftercorr:$job ${jobName}.sbatch); done`,
    ]
  if (jobs === 1) return ['Submit once: the time limit holds the whole run in nine cases of ten.']
  if (arrayOf(plan) !== null)
    return [
      `Submit once: ${String(jobs)} links, one at a time; the last ones end at once when the run is done.`,
      ...(jobs > longestArray
        ? [`Slurm takes more than ${String(longestArray)} only where its MaxArraySize is above 1001.`]
        : []),
    ]
  return [
    `Submit ${String(jobs)} times; jobs of one name run one after the other, and those left over are cancelled at the end:`,
    `  for link in $(seq ${String(jobs)}); do sbatch ${jobName}.sbatch; done`,
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

/** Places to fill in: a variable that is not set ends the job at once, with its name and what it is. */
function settings({ steps, sweep, recipe }: ScriptPlan): readonly string[] {
  const { checkout } = launcherOf(recipe.framework)
  const places = recipe.places.filter(({ name }) => name !== sweep?.variable)
  return [
    'set -eo pipefail',
    '',
    '# To fill in here, or to set before sbatch: TOKENIZER=… DATA=… sbatch …',
    ...places.map(({ name }) => `#${name}=FILL-IN`),
    ...places.map(guard),
    ...(sweep === null
      ? []
      : [
          `SWEEP=(${sweep.values.map(shellWord).join(' ')})`,
          `${sweep.variable}="\${SWEEP[$SLURM_ARRAY_TASK_ID]}"`,
          `RUN_DIR="\${RUN_DIR:-$PWD/$SLURM_JOB_NAME}/${sweep.variable}-$${sweep.variable}"`,
        ]),
    ...(checkout === null ? [] : [`${checkout.name}="\${${checkout.name}:-$PWD}"   # ${checkout.what}`]),
    'RUN_DIR="${RUN_DIR:-$PWD/$SLURM_JOB_NAME}"   # checkpoints and logs; on the disk file system',
    'CHECKPOINTS="$RUN_DIR/checkpoints"',
    `TRAIN_STEPS=${String(steps)}`,
    'mkdir -p "$CHECKPOINTS"',
    `export RUN_DIR CHECKPOINTS ${[...places.map(({ name }) => name), ...(sweep === null ? [] : [sweep.variable]), ...(checkout === null ? [] : [checkout.name])].join(' ')}`,
  ]
}

function guard({ name, what }: Place): string {
  return `: "\${${name}:?FILL-IN: ${what.replaceAll(/["'`$\\}]/g, '')}}"`
}

function environment(plan: ScriptPlan): readonly string[] {
  const { recipe, onAlps, tasks, tasksPerNode } = plan
  return [
    ...hosts(plan),
    'export MASTER_PORT=29500',
    `export WORLD_SIZE=${String(tasks)} LOCAL_WORLD_SIZE=${String(tasksPerNode)}`,
    'export PYTHONPATH="$RUN_DIR${PYTHONPATH:+:$PYTHONPATH}"',
    ...recipe.environment.map(([name, value]) => `export ${name}=${shellWord(value)}`),
    ...(recipe.environment.some(([name]) => name === 'CUDA_DEVICE_MAX_CONNECTIONS')
      ? []
      : ['unset CUDA_DEVICE_MAX_CONNECTIONS']),
    `CPUS_PER_TASK="\${SLURM_CPUS_PER_TASK:-$(( \${SLURM_CPUS_ON_NODE:-${String(tasksPerNode)}} / ${String(tasksPerNode)} ))}"`,
    'export OMP_NUM_THREADS="${OMP_NUM_THREADS:-$CPUS_PER_TASK}"',
    '',
    '# The container, to fill in:',
    onAlps
      ? '# CONTAINER=(--environment="$HOME/.edf/FILL-IN.toml")   # CSCS container engine'
      : '# CONTAINER=(--container-image=FILL-IN.sqsh --container-mounts="$PWD")   # pyxis; or apptainer in LAUNCH',
    'CONTAINER=()',
  ]
}

/** The nodes of the run: all of the job's, or with spare ones the first that answer. */
function hosts({ nodes, spareNodes }: ScriptPlan): readonly string[] {
  if (spareNodes === 0) {
    return ['export MASTER_ADDR="$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)"', 'PLACE=()']
  }
  const wanted = String(nodes)
  return [
    `# ${wanted} of the nodes that answer; the others are spare.`,
    'ANSWERING="$(srun --ntasks-per-node=1 --overlap --kill-on-bad-exit=0 bash -c \'ls /dev > /dev/null && echo "$SLURMD_NODENAME"\' || true)"',
    `NODES="$(printf '%s\\n' "$ANSWERING" | sort -u | sed -n '1,${wanted}p' | paste -sd, -)"`,
    `if [ "$(printf '%s\\n' "$ANSWERING" | sort -u | grep -c .)" -lt ${wanted} ]; then echo "fewer than ${wanted} nodes answer" >&2; exit 1; fi`,
    'export MASTER_ADDR="${NODES%%,*}"',
    `PLACE=(--nodes=${wanted} --nodelist="$NODES")`,
  ]
}

/** Links in a row that bring no new checkpoint before the chain is stopped. */
const idleLinks = 3

function chainGuard({ recipe, sweep }: ScriptPlan): readonly string[] {
  // Of a sweep the links of other runs bear the same name: they are left alone.
  const cancel =
    sweep === null ? 'scancel --user="$USER" --name="$SLURM_JOB_NAME" --state=PENDING || true' : ':'
  return [
    '# A run that is done leaves nothing for the links that still wait.',
    `done_steps="$(${launcherOf(recipe.framework).doneSteps})"`,
    'case "$done_steps" in "" | *[!0-9]*) done_steps=0 ;; esac',
    'if [ "$done_steps" -ge "$TRAIN_STEPS" ]; then',
    `  ${cancel}`,
    '  exit 0',
    'fi',
    '',
    `# ${String(idleLinks)} links in a row without a new checkpoint stop the chain, before it burns its budget.`,
    'last_steps=-1 idle_links=0',
    'if [ -s "$RUN_DIR/chain" ]; then read -r last_steps idle_links < "$RUN_DIR/chain"; fi',
    'if [ "$done_steps" -gt "$last_steps" ]; then idle_links=0; else idle_links=$((idle_links + 1)); fi',
    'echo "$done_steps $idle_links" > "$RUN_DIR/chain"',
    `if [ "$idle_links" -ge ${String(idleLinks)} ]; then`,
    `  echo "no checkpoint since step $done_steps in ${String(idleLinks)} links: the chain is stopped; remove $RUN_DIR/chain to go on" >&2`,
    `  ${cancel}`,
    '  exit 1',
    'fi',
  ]
}

function launch({ recipe, tasks, tasksPerNode }: ScriptPlan): readonly string[] {
  const { command } = launcherOf(recipe.framework)
  const words = launchWords(recipe)
  return [
    '# exec, so that the signal before the time limit reaches the trainer itself.',
    `srun --kill-on-bad-exit=1 --ntasks=${String(tasks)} --ntasks-per-node=${String(tasksPerNode)} \\`,
    '  --cpus-per-task="$CPUS_PER_TASK" --cpu-bind=cores "${PLACE[@]}" "${CONTAINER[@]}" bash -c \\',
    `  'export RANK=$SLURM_PROCID LOCAL_RANK=$SLURM_LOCALID; exec ${command}' trainer${words.length === 0 ? '' : ` \\\n  ${words.join(' ')}`}`,
  ]
}
