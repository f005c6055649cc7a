import { quoted } from '../../base/shown.ts'
import { accept, readAll, readItems, refuse, type Problem, type Read } from '../../base/outcome.ts'
import { readBounded, readWhole } from '../../base/quantity.ts'
import type { Accelerator } from '../../catalogue/types.ts'
import { problemsOf } from '../asking/problems.ts'
import { readDay } from '../../base/calendar.ts'
import { readEstimate } from '../estimate/input.ts'
import type { Scenario } from '../estimate/input.ts'
import { readAcceleratorName } from '../estimate/reading/read-accelerator.ts'
import { usualCounts } from '../estimate/layout/by-count.ts'
import type { TradeoffsPlan } from './plan.ts'
import { countOf, type Axes } from './points.ts'
import { confidenceLimits } from '../estimate/promises/input.ts'
import { readFind, readLimits } from './read-limits.ts'
import { tradeoffsInputSchema, tradeoffsWords, type TradeoffsFields } from './schema.ts'

/** More points than this are refused: the answer would not be looked at. */
export const mostPoints = 20_000

/** Reads the axes, objectives, limits and questions, or says everything that is wrong with them. */
export function readTradeoffs(raw: unknown): Read<TradeoffsPlan> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return refuse('input', 'has to be an object with the fields of a run; a list is an axis')
  const shape = tradeoffsInputSchema.safeParse(raw)
  if (!shape.success)
    return { ok: false, problems: problemsOf(shape.error.issues, { raw, words: tradeoffsWords }) }
  const fields = shape.data
  const first = fields.start === undefined ? accept(null) : readDay('start', fields.start)
  const firstDay = first.ok ? first.value : null
  const read = readAll({
    start: first,
    gpus: readGpus(fields.gpus),
    tokens: readList(fields.tokens, 'tokens', (field, one) => readBounded(field, one, [1, 1e18])),
    powerCapsW: readCaps(fields.powerCapW),
    precisions: readPrecisions(fields.precision),
    swaps: readSwaps(fields.accelerator),
    limits: readLimits(fields.limits, firstDay),
    find: readFind(fields.find, firstDay),
    objectives: readObjectives(fields.objectives),
    confidence: readBounded('confidence', fields.confidence ?? 0.5, confidenceLimits),
    scenarios: readScenarios(fields),
  })
  if (!read.ok) return { ok: false, problems: distinct(read.problems) }
  const { scenarios } = read.value
  const { gpus, tokens, powerCapsW, precisions, swaps, limits, find, objectives, confidence } = read.value
  const asked = { limits, find, objectives, confidence }
  const price = fields.price ?? (isOneCurrency(scenarios) ? 'tariff' : 'market')
  const machines = scenarios.flatMap((scenario) => swapped(scenario, swaps)).map((one) => priced(one, price))
  const axes = { scenarios: machines, precisions, gpusOf: gpus, powerCapsW, tokens }
  return checked(axes, { price, ...asked })
}

type Rest = Pick<TradeoffsPlan, 'price' | 'objectives' | 'limits' | 'find' | 'confidence'>

function checked(axes: Axes, rest: Rest): Read<TradeoffsPlan> {
  const count = countOf(axes)
  if (count > mostPoints) {
    const said = count.toLocaleString('en')
    return refuse(
      'gpus',
      `the axes make ${said} points; at most ${mostPoints.toLocaleString('en')} are computed`,
    )
  }
  const [scenario] = axes.scenarios
  const [precision] = axes.precisions
  if (scenario === undefined || precision === undefined) return refuse('model', 'is an empty list')
  const gpus = Math.max(...axes.gpusOf(scenario))
  const first: Scenario = {
    ...scenario,
    precision,
    gpus,
    tokens: axes.tokens[0] ?? scenario.tokens,
    layout: 'auto',
  }
  return accept({ axes, first, firstCapW: axes.powerCapsW[0] ?? null, ...rest })
}

function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((one) => [`${one.field}: ${one.message}`, one])).values()]
}

function listOf<T>(raw: T | readonly T[]): readonly T[] {
  return isList(raw) ? raw : [raw]
}

function isList<T>(raw: T | readonly T[]): raw is readonly T[] {
  return Array.isArray(raw)
}

function readList<Raw, T>(
  raw: Raw | readonly Raw[],
  field: string,
  read: (field: string, raw: Raw) => Read<T>,
): Read<readonly T[]> {
  const list = listOf(raw)
  if (list.length === 0) return refuse(field, 'is an empty list')
  return readItems(list.map((one, i) => read(list.length === 1 ? field : `${field}.${String(i)}`, one)))
}

/** What an estimate has not, or not as an axis. */
const ownFields: readonly string[] = [
  ...['model', 'system', 'tokens', 'gpus', 'accelerator', 'precision', 'powerCapW'],
  ...['price', 'objectives', 'limits', 'confidence', 'start', 'find'],
]

/** Each model on each system, read as an estimate is; fields that are axes are put in later. */
function readScenarios(fields: TradeoffsFields): Read<readonly Scenario[]> {
  const { model, system } = fields
  const given = Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value !== undefined && !ownFields.includes(name)),
  )
  const pairs = listOf<unknown>(model).length * listOf<unknown>(system).length
  if (pairs > mostPoints) {
    const most = mostPoints.toLocaleString('en')
    return refuse(
      'model',
      `and system make ${pairs.toLocaleString('en')} pairs; at most ${most} are computed`,
    )
  }
  const reads = listOf<unknown>(model).flatMap((one) =>
    listOf<unknown>(system).map((machine) =>
      readEstimate({ ...given, model: one, system: machine, tokens: 1e12, gpus: 1 }),
    ),
  )
  if (reads.length === 0)
    return refuse(listOf<unknown>(model).length === 0 ? 'model' : 'system', 'is an empty list')
  return readItems(reads)
}

type GpusOf = Axes['gpusOf']

function readGpus(raw: TradeoffsFields['gpus']): Read<GpusOf> {
  if (raw === undefined)
    return accept(({ system }) => usualCounts(system.acceleratorsPerNode, system.accelerators))
  if (typeof raw === 'object' && 'from' in raw) return readSpan(raw)
  const read = readList(raw, 'gpus', (field, one) => readWhole(field, one, [1, 1e7]))
  if (!read.ok) return read
  const counts = ascending(read.value)
  return accept(() => counts)
}

/** Each once, smallest first. */
function ascending(counts: readonly number[]): readonly number[] {
  return [...new Set(counts)].sort((a, b) => a - b)
}

/** Numbers evenly spread on a log scale, taken to whole nodes and to powers of two as coarse as the steps, which layouts divide. */
function readSpan(raw: {
  readonly from: string | number
  readonly to: string | number
  readonly steps?: number | undefined
}): Read<GpusOf> {
  const read = readAll({
    from: readWhole('gpus.from', raw.from, [1, 1e7]),
    to: readWhole('gpus.to', raw.to, [1, 1e7]),
    steps: readWhole('gpus.steps', raw.steps ?? 20, [2, mostPoints]),
  })
  if (!read.ok) return read
  const { from, to, steps } = read.value
  if (to < from) return refuse('gpus.to', `${String(to)} is below from, ${String(from)}`)
  const apart = (to / from) ** (1 / (steps - 1)) - 1
  return accept(({ system }) => {
    const node = from < system.acceleratorsPerNode ? 1 : system.acceleratorsPerNode
    const counts = Array.from({ length: steps }, (_, step) => {
      const exact = from * (to / from) ** (step / (steps - 1))
      const grain = Math.max(node, 2 ** Math.floor(Math.log2((exact * apart) / 2)))
      return Math.min(to, Math.max(from, Math.round(exact / grain) * grain))
    })
    return ascending(counts)
  })
}

function readCaps(raw: TradeoffsFields['powerCapW']): Read<readonly (number | null)[]> {
  return raw === undefined
    ? accept([null])
    : readList(raw, 'powerCapW', (field, one) => readBounded(field, one, [1, 1e5]))
}

function readPrecisions(raw: TradeoffsFields['precision']): Read<Axes['precisions']> {
  return readList(raw ?? 'bf16', 'precision', (field, one) => {
    const precision = one.trim().toLowerCase()
    return precision === 'bf16' || precision === 'fp8'
      ? accept(precision)
      : refuse(field, `${quoted(one)} is not bf16 or fp8`)
  })
}

function readSwaps(raw: TradeoffsFields['accelerator']): Read<readonly Accelerator[]> {
  if (raw === undefined) return accept([])
  return readList(raw, 'accelerator', readAcceleratorName)
}

/** The machine with other accelerators in the same nodes: what was measured of it is then no longer known. */
function swapped(scenario: Scenario, swaps: readonly Accelerator[]): readonly Scenario[] {
  if (swaps.length === 0) return [scenario]
  return swaps.map((accelerator) => {
    if (accelerator.id === scenario.accelerator.id) return scenario
    const system = {
      ...scenario.system,
      name: `${scenario.system.name} with ${accelerator.name}`,
      acceleratorId: accelerator.id,
      hplFlopsPerS: null,
      hplPowerW: null,
      hplAccelerators: null,
      idleW: null,
      powerCapW: null,
      pairBytesPerS: null,
      tariffId: null,
    }
    return { ...scenario, system, accelerator }
  })
}

/** By the market every system is counted in the same currency and on the same basis. */
function priced(scenario: Scenario, price: 'tariff' | 'market'): Scenario {
  return price === 'tariff' ? scenario : { ...scenario, system: { ...scenario.system, tariffId: null } }
}

function isOneCurrency(scenarios: readonly Scenario[]): boolean {
  const kinds = scenarios.map(
    ({ system, gpuHourPrice }) => gpuHourPrice?.currency ?? system.tariffId ?? 'market',
  )
  return new Set(kinds).size <= 1
}

function readObjectives(raw: readonly string[] | undefined): Read<readonly string[]> {
  if (raw === undefined) return accept(['time', 'cost'])
  if (raw.length >= 1 && raw.length <= 5) return accept(raw)
  return refuse('objectives', `has ${String(raw.length)} entries; give one to five`)
}
