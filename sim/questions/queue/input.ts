import * as z from 'zod/mini'
import words from '../../data/queue/words.json' with { type: 'json' }
import { quoted } from '../../base/shown.ts'
import { accept, readAll, refuse, type Read } from '../../base/outcome.ts'
import { readBounded } from '../../base/quantity.ts'
import type { Load } from '../../queue/outlook/continued.ts'
import type { PlannedRun } from '../../queue/outlook/planned-run.ts'
import { inner, or, orNull, tellWords } from '../asking/field.ts'
import { readBy } from '../asking/problems.ts'
import { few, quantity, whole, within, word } from '../asking/readers.ts'
import { instant, instantOfLog, readInstant, type KnownClock } from './clock.ts'
import { atLeastOne, countIn, wholeSeconds } from './read-fields.ts'
import { scenarioFields, queueScenarioOf } from './scenario.ts'
import { importFields, importOf } from './file/import.ts'
import { readSystemAsked } from './system/asked.ts'
import { syntheticField } from './synthetic.ts'

/** Ten repeats tell a difference of a few per cent from chance on most logs. */
const usualSeeds = 10
const usualDraws = 100
/** What says how a file is read. */
const ofFile = ['coresPerNode', 'exactLimits', 'first', 'columns', 'mapping', 'delimiter', 'zone'] as const
export const waitingAt = { draws: usualDraws, seed: 1, startByS: null, endByS: null } as const
/** Half an hour either way: more than the unevenness of arrivals inside a working hour, less than the daily cycle. */
const usualShakeS = 1800
const mostLinks = 10_000

const seed = inner(z.number(), whole(0, 2 ** 53))
const repeats = (least: number) => ({
  seeds: or(countIn(least, 1000), usualSeeds),
  shake: or(wholeSeconds, usualShakeS),
})

function repeated({ seeds, shake }: z.output<z.ZodMiniObject<ReturnType<typeof repeats>>>): {
  readonly seeds: readonly number[]
  readonly shakeS: number
} {
  return { shakeS: shake, seeds: Array.from({ length: seeds }, (_, i) => i + 1) }
}

function waitingField(clock: KnownClock) {
  const by = orNull(instant(clock))
  return z.pipe(
    z.strictObject({
      at: instantOfLog(clock),
      draws: or(countIn(0, 10_000), usualDraws),
      seed: or(seed, 1),
      ...{ startBy: by, endBy: by },
    }),
    z.transform(({ at, startBy, endBy, ...rest }) => ({
      ...{ ...rest, atS: at, startByS: startBy, endByS: endBy },
    })),
  )
}

function runField(clock: KnownClock) {
  const at = orNull(instant(clock))
  const name = orNull(word)
  return inner(
    z.strictObject({
      nodes: countIn(1, 2 ** 30),
      work: atLeastOne,
      limit: atLeastOne,
      startup: or(wholeSeconds, 0),
      submit: orNull(instantOfLog(clock)),
      ...{ startBy: at, endBy: at },
      priority: or(within(-1e12, 1e12), 0),
      ...{ queue: name, qos: name, user: name, project: name },
      ...repeats(1),
    }),
    (run) => {
      const { startup, limit, work } = run
      if (startup >= limit)
        return refuse('startup', `${String(startup)} s leave nothing of a limit of ${String(limit)} s`)
      return work / (limit - startup) > mostLinks
        ? refuse('work', `takes more than ${String(mostLinks)} links of ${String(limit)} s`)
        : accept(run)
    },
  )
}

/** The confidence of a difference needs two seeds. */
function againstField(fields: ReturnType<typeof scenarioFields>) {
  return inner(z.strictObject({ ...fields, ...repeats(2) }), (said) => {
    const scenario = queueScenarioOf(said)
    return scenario.ok ? accept({ scenario: scenario.value, ...repeated(said) }) : scenario
  })
}

/** How a workload is replayed and what is asked of it; the file or the jobs come beside it. */
function replayFields(clock: KnownClock) {
  const { coresPerNode, ...ofFile } = importFields
  const scenario = scenarioFields(clock)
  return {
    ...scenario,
    coresPerNode,
    gpusPerNode: orNull(countIn(1, 1024)),
    system: orNull(inner(z.record(word, z.unknown()), readSystemAsked)),
    ...ofFile,
    synthetic: orNull(syntheticField),
    now: inner(z.optional(z.union([quantity, z.boolean()])), (raw, at): Read<number | 'last' | null> => {
      if (raw === undefined || raw === false) return accept(null)
      return raw === true || raw === 'last' ? accept('last') : readInstant(at, raw, clock)
    }),
    againstRecorded: or(z.boolean(), false),
    continue: inner(z.optional(word), readLoad),
    waiting: orNull(waitingField(clock)),
    run: orNull(runField(clock)),
    against: orNull(againstField(scenario)),
  } as const
}

type Said = z.output<z.ZodMiniObject<ReturnType<typeof replayFields>>>

const kindFields = z.strictObject({
  count: z.number(),
  gpus: z.optional(z.number()),
  cores: z.optional(z.number()),
  memoryMb: z.optional(z.number()),
  weight: z.optional(z.number()),
  partitions: z.optional(few(word)),
  features: z.optional(few(word)),
})

/** The workload as JSON or as the text of a file. */
const bodyFields = {
  cluster: z.optional(z.strictObject({ nodes: z.union([z.number(), few(kindFields)]) })),
  jobs: z.optional(z.array(z.unknown())),
  file: z.optional(z.string()),
  withJobs: z.optional(z.boolean()),
} as const
const body = z.object(bodyFields)
export type ScheduleBody = z.output<typeof body>

const unread = z.strictObject(replayFields('unread'))
const undated = z.strictObject(replayFields(null))

/** The body of `POST /api/v1/schedule`. */
export const scheduleInput = z.extend(unread, bodyFields)

/** What each field holds, in words: descriptions of the API, the command line's help and the messages of errors. */
export const scheduleWords: Readonly<Record<keyof Said | keyof typeof bodyFields, string>> = words

tellWords(scheduleInput, scheduleWords)

/**
 * Reads how a workload is to be replayed, or says everything that is wrong with it.
 *
 * @param clock  what dates are counted from; while the file is unread they are NaN, and are to be read again
 */
export function readReplay(raw: unknown, clock: KnownClock = 'unread'): Read<ReplayOptions> {
  const fields = clock === 'unread' ? unread : clock === null ? undated : z.strictObject(replayFields(clock))
  const read = readBy(fields, scheduleWords, raw)
  return read.ok ? optionsOf(read.value) : read
}

/** Reads the body of a request: its workload, and how that is to be replayed while it is unread, and by its clock. */
export function readSchedule(raw: unknown) {
  const read = readBy(scheduleInput, scheduleWords, raw)
  if (!read.ok) return read
  const { cluster, jobs, file, withJobs, ...said } = read.value
  const options = optionsOf(said)
  if (!options.ok) return options
  const fields = Object.entries(Object(raw)).filter(([name]) => !Object.hasOwn(bodyFields, name))
  const placedBy = (clock: KnownClock) => readReplay(Object.fromEntries(fields), clock)
  return accept({ body: { cluster, jobs, file, withJobs }, options: options.value, placedBy })
}

/** What fields say together. */
function optionsOf(said: Said) {
  const { gpusPerNode, system, synthetic, now, againstRecorded, waiting, against } = said
  const beside =
    synthetic === null ? [] : ofFile.filter((name) => said[name] !== null && said[name] !== false)
  const message = 'says how a file is read, and the workload is invented (synthetic): leave one of them out'
  const problems = beside.map((field) => ({ field, message }))
  const read = readAll({
    scenario: queueScenarioOf(said, system ?? {}),
    synthetic: problems.length > 0 ? { ok: false, problems } : accept(synthetic),
    run: runAsked(said),
  })
  if (!read.ok) return read
  const { scenario, run } = read.value
  const known = { kinds: system?.kinds ?? null, away: system?.away ?? [] }
  const machine = { gpusPerNode, ...known, limits: scenario.beyond.limits }
  return accept({
    ...scenario,
    /** Null: the workload comes from a file. */
    synthetic,
    /** Of every node, which jobs then share; null where nodes are taken whole, or the file tells their kinds. */
    gpusPerNode,
    /** The machine of a system file; null where the file of the workload or the number of nodes tells it. */
    system,
    /** The instant from which the log is replayed, with what it shows of it; null for the whole log. */
    now,
    againstRecorded,
    import: importOf(said, machine),
    ask: { waiting, run, against },
  })
}

/** How a workload is replayed, and what is asked of that beyond its figures, each null by itself. */
export type ReplayOptions = Readonly<Extract<ReturnType<typeof optionsOf>, { readonly ok: true }>['value']>
export type Questions = ReplayOptions['ask']

/** A run without a submission is submitted at the instant from which the log is replayed. */
function runAsked({ run: said, continue: load, now }: Said) {
  if (said === null)
    return load === null
      ? accept(null)
      : refuse('continue', 'says how the load goes on around a planned run; give run as well')
  const { work, limit, startup, submit, startBy, endBy, seeds, shake, ...run } = said
  if (submit === null && now === null) return refuse('run.submit', 'is missing; give it, or replay from now')
  const times = { workS: work, limitS: limit, startupS: startup, submitS: submit ?? -Infinity }
  const planned: PlannedRun = { ...run, ...times, secondPerNode: 0 }
  return accept({ planned, ...repeated({ seeds, shake }), load, startByS: startBy, endByS: endBy })
}

/** `log`, `repeat`, `growth=0.2` or `none`. */
function readLoad(text = 'none', at: string): Read<Load | null> {
  if (text === 'none') return accept(null)
  if (text === 'log' || text === 'repeat') return accept({ kind: text, growthPerYear: 0 })
  const growth = /^growth=(-?(?:\d+(?:\.\d+)?|\.\d+))$/.exec(text)?.[1]
  if (growth === undefined) return refuse(at, `${quoted(text)} is not log, repeat, growth=0.2 or none`)
  const read = readBounded(at, growth.replace(/^-/, ''), [0, growth.startsWith('-') ? 0.99 : 10])
  if (!read.ok) return read
  return accept({ kind: 'log', growthPerYear: growth.startsWith('-') ? -read.value : read.value })
}
