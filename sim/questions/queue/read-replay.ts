import { quoted } from '../../base/shown.ts'
import { accept, readAll, refuse, type Problem, type Read } from '../../base/outcome.ts'
import { readBounded, readWhole } from '../../base/quantity.ts'
import type { ImportOptions } from '../../queue/import/read.ts'
import type { Load } from '../../queue/outlook/continued.ts'
import type { PlannedRun } from '../../queue/outlook/planned-run.ts'
import { problemsOf } from '../asking/problems.ts'
import { readInstant, type KnownClock } from './clock.ts'
import { atLeastOne, given, wholeSeconds } from './read-fields.ts'
import { readScenario, takesBackfill, takesPreemption, type QueueScenario } from './read-scenario.ts'
import { readImport } from './file/read-import.ts'
import { readSystemAsked, type SystemAsked } from './system/read-system.ts'
import { readSynthetic, type SyntheticWish } from './synthetic.ts'
import { replaySchema, replayWords, type ReplayInput, type ScenarioInput } from './schema.ts'

export type ReplayOptions = QueueScenario & {
  /** Null: the workload comes from a file. */
  readonly synthetic: SyntheticWish | null
  readonly import: ImportOptions
  /** Of every node, which jobs then share; null where nodes are taken whole, or the file tells their kinds. */
  readonly gpusPerNode: number | null
  /** The machine of a system file; null where the file of the workload or the number of nodes tells it. */
  readonly system: SystemAsked | null
  /** The instant from which the log is replayed, with what it shows of it; null for the whole log. */
  readonly now: number | 'last' | null
  /** Whether the replay is set beside the starts that were recorded. */
  readonly againstRecorded: boolean
  readonly ask: Questions
}

export type Repeats = { readonly seeds: readonly number[]; readonly shakeS: number }

export type RunQuestion = Repeats & {
  readonly planned: PlannedRun
  /** How the load goes on after the log; null for not at all. */
  readonly load: Load | null
  /** By when it is asked whether the run starts, and ends. */
  readonly startByS: number | null
  readonly endByS: number | null
}

/** What is asked of a replay beyond its figures; each null by itself. */
export type Questions = {
  readonly waiting: {
    readonly atS: number
    readonly draws: number
    readonly seed: number
    /** By when it is asked whether each starts, and ends. */
    readonly startByS: number | null
    readonly endByS: number | null
  } | null
  readonly run: RunQuestion | null
  readonly against: (Repeats & { readonly scenario: QueueScenario }) | null
}

/** Ten repeats tell a difference of a few per cent from chance on most logs. */
const usualSeeds = 10
const usualDraws = 100
/** What says how a file is read. */
const ofFile = ['coresPerNode', 'exactLimits', 'first', 'columns', 'mapping', 'delimiter', 'zone'] as const
export const waitingAt = { draws: usualDraws, seed: 1, startByS: null, endByS: null } as const
/** Half an hour either way: more than the unevenness of arrivals inside a working hour, less than the daily cycle. */
const usualShakeS = 1800
const mostLinks = 10_000

type Parts = Pick<
  ReplayOptions,
  'import' | 'synthetic' | 'gpusPerNode' | 'system' | 'now' | 'againstRecorded' | 'ask'
> & { readonly scenario: QueueScenario }

/**
 * Reads how a workload is to be replayed, or says everything that is wrong with it.
 *
 * @param clock  what dates are counted from; while the file is unread they are NaN, and are to be read again
 */
export function readReplay(raw: unknown, clock: KnownClock = 'unread'): Read<ReplayOptions> {
  const shape = replaySchema.safeParse(raw)
  if (!shape.success)
    return { ok: false, problems: problemsOf(shape.error.issues, { raw, words: replayWords }) }
  const {
    gpusPerNode,
    system,
    synthetic,
    now,
    againstRecorded,
    continue: goesOn,
    waiting,
    run,
    against,
    ...said
  } = shape.data
  const machine = given(system, readSystemAsked)
  const scenario = { ...(machine.ok && machine.value !== null ? saidBy(machine.value, said) : {}), ...said }
  const { limits } = scenario
  const parts = readAll<Parts>({
    scenario: readScenario(scenario, clock),
    import: readImport({ ...shape.data, limits }, machine.ok ? (machine.value?.kinds ?? null) : null),
    synthetic: given(synthetic, (fields) => readInvented(fields, shape.data)),
    gpusPerNode: given(gpusPerNode, (gpus) => readWhole('gpusPerNode', gpus, [1, 1024])),
    system: machine,
    now: given(now, (instant) => readNow(instant, clock)),
    againstRecorded: accept(againstRecorded ?? false),
    ask: readAll<Questions>({
      waiting: given(waiting, (fields) => readWaiting(fields, clock)),
      run: readRunAsked(run, goesOn, { clock, isFromNow: now !== undefined && now !== false }),
      against: given(against, (fields) => readAgainst(fields, clock)),
    }),
  })
  if (!parts.ok) return parts
  const { scenario: base, ...rest } = parts.value
  return accept({ ...base, ...rest })
}

/** What a system file says of how its machine schedules, as far as the policy takes it. */
function saidBy(
  { limits, priority, backfill, tiers, usageFactors, preemption }: SystemAsked,
  { policy = 'easy' }: Pick<ReplayInput, 'policy'>,
): ScenarioInput {
  return {
    limits,
    ...(priority === undefined ? {} : { priority }),
    ...(backfill === undefined || !takesBackfill(policy) ? {} : { backfill }),
    ...(tiers === undefined ? {} : { tiers }),
    usageFactors,
    ...(preemption === undefined || !takesPreemption(policy) ? {} : { preemption }),
  }
}

function readNow(raw: string | number | boolean, clock: KnownClock): Read<ReplayOptions['now']> {
  if (raw === false) return accept(null)
  return raw === true || raw === 'last' ? accept('last') : readInstant('now', raw, clock)
}

function readWaiting(
  { at, draws, seed, startBy, endBy }: NonNullable<ReplayInput['waiting']>,
  clock: KnownClock,
): Read<Questions['waiting']> {
  return readAll<NonNullable<Questions['waiting']>>({
    atS: readInstant('waiting.at', at, clock),
    draws: readWhole('waiting.draws', draws ?? usualDraws, [0, 10_000]),
    seed: readWhole('waiting.seed', seed ?? 1, [0, 2 ** 53]),
    startByS: given(startBy, (by) => readInstant('waiting.startBy', by, clock)),
    endByS: given(endBy, (by) => readInstant('waiting.endBy', by, clock)),
  })
}

type RepeatFields = Pick<NonNullable<ReplayInput['run']>, 'seeds' | 'shake'>

/** The confidence of a difference needs two seeds. */
function readRepeats(name: 'run' | 'against', { seeds, shake }: RepeatFields): Read<Repeats> {
  const read = readAll({
    seeds: readWhole(`${name}.seeds`, seeds ?? usualSeeds, [name === 'against' ? 2 : 1, 1000]),
    shakeS: wholeSeconds(`${name}.shake`, shake ?? usualShakeS),
  })
  if (!read.ok) return read
  return accept({
    shakeS: read.value.shakeS,
    seeds: Array.from({ length: read.value.seeds }, (_, i) => i + 1),
  })
}

type RunInput = ReplayInput['run']

type RunPlace = { readonly clock: KnownClock; readonly isFromNow: boolean }

function readRunAsked(run: RunInput, goesOn: string | undefined, place: RunPlace): Read<Questions['run']> {
  const load = readLoad(goesOn ?? 'none')
  if (!load.ok) return load
  if (run === undefined)
    return load.value === null
      ? accept(null)
      : refuse('continue', 'says how the load goes on around a planned run; give run as well')
  const read = readRun(run, place)
  if (!read.ok || read.value === null) return read
  return accept({ ...read.value, load: load.value })
}

/** `log`, `repeat`, `growth=0.2` or `none`. */
function readLoad(text: string): Read<Load | null> {
  if (text === 'none') return accept(null)
  if (text === 'log' || text === 'repeat') return accept({ kind: text, growthPerYear: 0 })
  const growth = /^growth=(-?(?:\d+(?:\.\d+)?|\.\d+))$/.exec(text)?.[1]
  if (growth === undefined)
    return refuse('continue', `${quoted(text)} is not log, repeat, growth=0.2 or none`)
  const read = readBounded('continue', growth.replace(/^-/, ''), [0, growth.startsWith('-') ? 0.99 : 10])
  if (!read.ok) return read
  return accept({ kind: 'log', growthPerYear: growth.startsWith('-') ? -read.value : read.value })
}

/** A run without a submission is submitted at the instant from which the log is replayed. */
function readRun(fields: NonNullable<RunInput>, { clock, isFromNow }: RunPlace): Read<Questions['run']> {
  const submitS =
    fields.submit === undefined
      ? isFromNow
        ? accept(-Infinity)
        : refuse('run.submit', 'is missing; give it, or replay from now')
      : readInstant('run.submit', fields.submit, clock)
  const planned = readAll<PlannedRun>({
    nodes: readWhole('run.nodes', fields.nodes, [1, 2 ** 30]),
    workS: atLeastOne('run.work', fields.work),
    limitS: atLeastOne('run.limit', fields.limit),
    startupS: wholeSeconds('run.startup', fields.startup ?? 0),
    submitS,
    priority: readBounded('run.priority', fields.priority ?? 0, [-1e12, 1e12]),
    queue: accept(fields.queue ?? null),
    qos: accept(fields.qos ?? null),
    user: accept(fields.user ?? null),
    project: accept(fields.project ?? null),
    secondPerNode: accept(0),
  })
  const read = readAll({
    planned,
    repeats: readRepeats('run', fields),
    startByS: given(fields.startBy, (by) => readInstant('run.startBy', by, clock)),
    endByS: given(fields.endBy, (by) => readInstant('run.endBy', by, clock)),
  })
  if (!read.ok) return read
  const { startupS, limitS, workS } = read.value.planned
  if (startupS >= limitS)
    return refuse('run.startup', `${String(startupS)} s leave nothing of a limit of ${String(limitS)} s`)
  if (workS / (limitS - startupS) > mostLinks)
    return refuse('run.work', `takes more than ${String(mostLinks)} links of ${String(limitS)} s`)
  const { repeats, startByS, endByS } = read.value
  return accept({ planned: read.value.planned, ...repeats, load: null, startByS, endByS })
}

function readInvented(fields: NonNullable<ReplayInput['synthetic']>, beside: ReplayInput) {
  const given = ofFile.filter((name) => beside[name] !== undefined && beside[name] !== false)
  const message = 'says how a file is read, and the workload is invented (synthetic): leave one of them out'
  const problems = given.map((field) => ({ field, message }))
  return problems.length === 0 ? readSynthetic(fields) : { ok: false as const, problems }
}

function readAgainst(
  fields: NonNullable<ReplayInput['against']>,
  clock: KnownClock,
): Read<Questions['against']> {
  const { seeds, shake, ...scenario } = fields
  const read = readAll({
    scenario: readScenario(scenario, clock),
    repeats: readRepeats('against', { seeds, shake }),
  })
  if (!read.ok) return { ok: false, problems: read.problems.map((one) => under('against', one)) }
  return accept({ scenario: read.value.scenario, ...read.value.repeats })
}

function under(name: string, problem: Problem): Problem {
  return problem.field.startsWith(`${name}.`) ? problem : { ...problem, field: `${name}.${problem.field}` }
}
