import type { Answered } from '../../base/answered.ts'
import { median } from '../../base/math.ts'
import { accept, refuse, type Read } from '../../base/outcome.ts'
import { readBounded } from '../../base/quantity.ts'
import { version } from '../../base/version.ts'
import { fittedConstants } from '../../step/fitted/calibration.ts'
import { believeRows, correctionAt, type PilotPlace } from '../../uncertainty/pilot.ts'
import { emptyStepTimes } from '../../step/step.ts'
import { settle } from '../predict/complete.ts'
import { at, placeOf, scales } from '../predict/pilot-place.ts'
import { errorRangeOf, stepOf, throughputOf } from '../predict/settled-step.ts'
import { readStep } from '../predict/read.ts'
import { mostRows, type PilotAnswer, type ProfileRow } from './profile.ts'

/** What the lines of a pilot say: lines of `predict` with what was measured. */
export function learnFrom(lines: readonly unknown[]): Answered<PilotAnswer> {
  if (lines.length > mostRows)
    return {
      status: 'refused',
      problems: [{ field: 'lines', message: `are ${String(lines.length)}; at most ${String(mostRows)}` }],
    }
  const rows: ProfileRow[] = []
  const leftOut: PilotAnswer['leftOut'][number][] = []
  for (const [index, line] of lines.entries()) {
    const row = rowOf(line)
    if (row.ok) rows.push(row.value)
    else leftOut.push({ id: idOf(line) ?? index + 1, problem: wordsOf(row) })
  }
  if (rows.length === 0) {
    const problems = leftOut.slice(0, 5).map(({ id, problem }) => ({
      field: `lines.${String(id)}`,
      message: problem,
    }))
    const none = { field: 'lines', message: 'hold no measured step; give lines of predict with "measured"' }
    return { status: 'refused', problems: problems.length === 0 ? [none] : problems }
  }
  return {
    status: 'answer',
    value: {
      kind: 'petaplan pilot profile',
      version,
      rows,
      learned: learnedOf(rows),
      carries: carriesOf(rows),
      leftOut,
    },
  }
}

function idOf(line: unknown): string | number | null {
  const id: unknown = Object.entries(Object(line)).find(([name]) => name === 'id')?.[1]
  return typeof id === 'string' || typeof id === 'number' ? id : null
}

function wordsOf(read: Extract<Read<unknown>, { ok: false }>): string {
  return read.problems.map(({ field, message }) => `${field}: ${message}`).join('; ')
}

const times = emptyStepTimes()

/** One line beside its prediction. */
function rowOf(line: unknown): Read<ProfileRow> {
  const wish = readStep(line)
  if (!wish.ok) return wish
  const settled = settle(wish.value)
  if (!settled.ok) return settled
  const { layout, memory } = settled.value
  const { gpus, seqLen } = wish.value
  const measured = measuredOf(line, (layout.globalBatch * seqLen) / gpus)
  if (!measured.ok) return measured
  stepOf(settled.value, fittedConstants, times)
  const predicted = throughputOf(settled.value, times.stepS)
  return accept({
    id: wish.value.id,
    ...placeOf(settled.value, errorRangeOf(settled.value)),
    gpus,
    measuredTokensPerSPerGpu: measured.value.tokensPerSPerGpu,
    predictedTokensPerSPerGpu: predicted,
    logRatio: Math.log(measured.value.tokensPerSPerGpu / predicted),
    measuredPeakBytes: measured.value.peakBytes,
    predictedPeakBytes: memory.peakBytes,
  })
}

type Measured = { readonly tokensPerSPerGpu: number; readonly peakBytes: number | null }

/** @param perStep  tokens of one step for one accelerator */
function measuredOf(line: unknown, perStep: number): Read<Measured> {
  const said = new Map<string, unknown>(Object.entries(Object(line)))
  const fields = new Map<string, unknown>(Object.entries(Object(said.get('measured'))))
  const peak = said.get('peakBytes') ?? fields.get('peakBytes') ?? null
  const peakBytes = peak === null ? accept(null) : bounded('peakBytes', peak, [1, 1e15])
  if (!peakBytes.ok) return peakBytes
  const speed = fields.get('tokensPerSPerGpu')
  const stepTime = fields.get('stepTimeS')
  if (speed === undefined && stepTime === undefined)
    return refuse('measured', 'is missing; give {"tokensPerSPerGpu": …} or {"stepTimeS": …}')
  const read =
    speed === undefined
      ? bounded('measured.stepTimeS', stepTime, [1e-6, 1e6])
      : bounded('measured.tokensPerSPerGpu', speed, [1e-6, 1e9])
  if (!read.ok) return read
  const tokensPerSPerGpu = speed === undefined ? perStep / read.value : read.value
  return accept({ tokensPerSPerGpu, peakBytes: peakBytes.value })
}

function bounded(field: string, said: unknown, limits: readonly [number, number]): Read<number> {
  return typeof said === 'number' || typeof said === 'string'
    ? readBounded(field, said, limits)
    : refuse(field, 'has to be a number')
}

function learnedOf(rows: readonly ProfileRow[]): PilotAnswer['learned'] {
  const errorOf = (ratio: number) => Math.abs(Math.exp(-ratio) - 1)
  const errorBefore = median(rows.map(({ logRatio }) => errorOf(logRatio)))
  const errorAfter =
    rows.length < 2 || rows.length > mostLeftOut
      ? null
      : median(rows.map((row) => errorOf(unseen(rows, row))))
  const measuredOverPredicted = Math.exp(median(rows.map(({ logRatio }) => logRatio)))
  const stacks = [...new Set(rows.map(({ stack, acceleratorId }) => `${stack} on ${acceleratorId}`))]
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  return {
    measuredOverPredicted,
    errorBefore,
    errorAfter,
    sentences: [
      `${String(rows.length)} measured ${rows.length === 1 ? 'step' : 'steps'} of ${stacks.join(', ')}: ${measuredOverPredicted.toFixed(3)} times the predicted throughput in the middle.`,
      errorAfter === null
        ? `The model alone was ${percent(errorBefore)} off.`
        : `The model alone was ${percent(errorBefore)} off in the middle; each step asked of the others is ${percent(errorAfter)} off.`,
    ],
  }
}

/** Leaving each out in turn takes as many fits as rows. */
const mostLeftOut = 100

/** What is left of a row's error when the others correct it. */
function unseen(rows: readonly ProfileRow[], row: ProfileRow): number {
  const { factor } = correctionAt(believeRows(rows.filter((one) => one !== row)), row)
  return row.logRatio - Math.log(factor)
}

/** How the pilot's largest step, changed in one thing, is predicted before and after. */
function carriesOf(rows: readonly ProfileRow[]): PilotAnswer['carries'] {
  const belief = believeRows(rows)
  const largest = rows.reduce((most, one) => (one.gpus > most.gpus ? one : most))
  const { stack, acceleratorId, low, high } = largest
  const moved = (by: Partial<Record<number, number>>): PilotPlace => ({
    stack,
    acceleratorId,
    low,
    high,
    at: largest.at.map((value, index) => value + (by[index] ?? 0)),
  })
  const changes: readonly (readonly [what: string, place: PilotPlace])[] = [
    ['the same again', moved({})],
    ['8 times the accelerators', moved({ [at.gpus]: scales.gpus * Math.log(8) })],
    ['64 times the accelerators', moved({ [at.gpus]: scales.gpus * Math.log(64) })],
    ['8 times the parameters', moved({ [at.parameters]: scales.size * Math.log(8) })],
    ['8 times the sequence', moved({ [at.seqLen]: scales.size * Math.log(8) })],
    ['another precision', moved({ [at.precision]: scales.precision })],
    ['another accelerator', { ...moved({}), acceleratorId: '' }],
    ['another software', { ...moved({}), stack: '' }],
  ]
  return changes.map(([what, place]) => {
    const { low: lowAfter, high: highAfter, spreadLeft } = correctionAt(belief, place)
    return {
      what,
      before: [Math.exp(low), Math.exp(high)] as const,
      after: [lowAfter, highAfter] as const,
      spreadLeft,
    }
  })
}
