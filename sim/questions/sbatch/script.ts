import type { Chain, Sweep } from './input.ts'
import { launcherOf, launchWords, recipeLines } from './launch.ts'
import { own } from '../../base/nearest.ts'
import template from '../../data/trainers/settings/job.txt?raw'
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
  const { nodes, spareNodes, tasks, tasksPerNode, sweep, recipe, onAlps } = plan
  const { command, checkout, doneSteps } = launcherOf(recipe.framework)
  const array = arrayOf(plan)
  const words = launchWords(recipe)
  const places = recipe.places.filter(({ name }) => name !== sweep?.variable)
  const set = [
    ...places,
    ...(sweep === null ? [] : [{ name: sweep.variable }]),
    ...(checkout === null ? [] : [checkout]),
  ]
  const parts = {
    jobName: plan.jobName,
    nodes: String(nodes + spareNodes),
    tasks: String(tasks),
    tasksPerNode: String(tasksPerNode),
    time: slurmTime(plan.limitS),
    signalS: String(plan.signalS),
    output: array === null ? '%x-%j.out' : '%x-%A_%a.out',
    steps: String(plan.steps),
    exported: set.map(({ name }) => name).join(' '),
    idleLinks: String(idleLinks),
    // Of a sweep the links of other runs bear the same name: they are left alone.
    cancel: sweep === null ? 'scancel --user="$USER" --name="$SLURM_JOB_NAME" --state=PENDING || true' : ':',
    ...{ command, doneSteps },
    words: words.length === 0 ? '' : ` \\\n  ${words.join(' ')}`,
  }
  const lines = {
    account: [directive('account', plan.account)],
    partition: [directive('partition', plan.partition)],
    size: [spareNodes === 0 ? directive('ntasks', String(tasks)) : '#SBATCH --no-kill'],
    cpus: plan.cpusPerTask === null ? [] : [directive('cpus-per-task', String(plan.cpusPerTask))],
    links: [array === null ? directive('dependency', 'singleton') : directive('array', array)],
    constraint: onAlps ? ['##SBATCH --constraint=thp_never&nvidia_vboost_enabled'] : [],
    comments: [...howToSubmit(plan), ...plan.notes].map(commentLine),
    places: [...places.map(({ name }) => `#${name}=FILL-IN`), ...places.map(guard)],
    sweep: sweep === null ? [] : swept(sweep),
    checkout: (checkout === null ? [] : [checkout]).map(
      ({ name, what }) => `${name}="\${${name}:-$PWD}"   # ${what}`,
    ),
    hosts: hosts(plan),
    environment: environment(recipe),
    container: [
      onAlps
        ? '# CONTAINER=(--environment="$HOME/.edf/FILL-IN.toml")   # CSCS container engine'
        : '# CONTAINER=(--container-image=FILL-IN.sqsh --container-mounts="$PWD")   # pyxis; or apptainer in LAUNCH',
    ],
    recipe: recipeLines(recipe),
  }
  return written(parts, lines)
}

/** The template with its parts put in: a line, or several or none, where one of `lines` stands alone. */
function written(
  parts: Readonly<Record<string, string>>,
  lines: Readonly<Record<string, readonly string[]>>,
): string {
  return template.replaceAll(/^<<(\w+)>>\n|<<(\w+)>>/gm, (_, alone = '', part = '') =>
    alone === '' ? (own(parts, part) ?? '') : (own(lines, alone) ?? []).map((line) => `${line}\n`).join(''),
  )
}

/** A line for Slurm; one to fill in where nothing is known. */
function directive(name: string, value: string | null): string {
  return value === null ? `##SBATCH --${name}=FILL-IN` : `#SBATCH --${name}=${value}`
}

/** A sweep is an array of runs; else an array may be the chain's links. */
function arrayOf({ chain, jobs, sweep }: ScriptPlan): string | null {
  if (sweep !== null) return `0-${String(sweep.values.length - 1)}`
  return chain === 'array' && jobs > 1 ? `1-${String(jobs)}%1` : null
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

function swept({ variable, values }: Sweep): readonly string[] {
  return [
    `SWEEP=(${values.map(shellWord).join(' ')})`,
    `${variable}="\${SWEEP[$SLURM_ARRAY_TASK_ID]}"`,
    `RUN_DIR="\${RUN_DIR:-$PWD/$SLURM_JOB_NAME}/${variable}-$${variable}"`,
  ]
}

/** A place to fill in: a variable that is not set ends the job at once, with its name and what it is. */
function guard({ name, what }: Place): string {
  return `: "\${${name}:?FILL-IN: ${what.replaceAll(/["'`$\\}]/g, '')}}"`
}

function environment({ environment: variables }: Recipe): readonly string[] {
  const connections = 'CUDA_DEVICE_MAX_CONNECTIONS'
  return [
    ...variables.map(([name, value]) => `export ${name}=${shellWord(value)}`),
    ...(variables.some(([name]) => name === connections) ? [] : [`unset ${connections}`]),
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
