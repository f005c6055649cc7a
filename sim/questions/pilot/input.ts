import * as z from 'zod/mini'
import { few, word } from '../asking/readers.ts'
import { refuse, accept, type Read } from '../../base/outcome.ts'
import { findSystem } from '../../catalogue/find.ts'
import { readLayoutWish } from '../estimate/reading/read-layout.ts'
import { lineFields, lineInput } from '../predict/line.ts'
import { mostRows } from './learn.ts'
import { shown } from '../../base/shown.ts'
import { LogReader, type SteadyLog } from './steady.ts'

const ofLines = z.strictObject({ lines: few(z.looseObject({}), mostRows) })
const ofLog = z.strictObject({ log: z.string(), run: z.looseObject({}) })

/** Measured lines of `predict`, or a trainer's log with what it does not say of its run; a line is read by itself. */
export const pilotSaid = z.union([ofLines, ofLog])

/** What a log does not say of its run: the fields of a line of `predict`, a layout also in words. */
const runFields = z.looseObject({
  ...lineFields,
  layout: z.optional(z.nullable(z.union([word, z.record(word, z.unknown())]))),
})

/** The same with what a line is: the body of `POST /pilot`. */
export const pilotInput = z.union([
  z.extend(ofLines, { lines: few(lineInput, mostRows) }),
  z.extend(ofLog, { run: runFields }),
])

/** A line of `predict` with what a log measured, or why the log is no measurement. */
export function lineOfLog(steady: SteadyLog | null, run: object): Read<object> {
  if (steady === null)
    return refuse(
      'log',
      'has no step of Megatron-LM, NeMo, torchtitan, nanotron, MaxText, llm-foundry, OLMo-core, DeepSpeed, torchtune, NeMo Automodel or the Hugging Face Trainer in it',
    )
  if (!steady.isSettled)
    return refuse(
      'log',
      'holds too few steps behind its warm-up to tell the steady ones; log ten or more, or give lines of predict with "measured"',
    )
  if (steady.isOfTwo) return refuse('log', 'goes at two paces, as two runs do; give the steps of one')
  const said = new Map<string, unknown>(Object.entries(run))
  const layout = layoutIn(said.get('layout'))
  if (!layout.ok) return layout
  const logged = batchOf(steady, Number(said.get('seqLen') ?? Number.NaN))
  const globalBatch = layout.value['globalBatch'] ?? logged
  if (logged !== null && Math.abs(Number(globalBatch) / logged - 1) > rounding)
    return refuse(
      'layout',
      `says gbs=${shown(globalBatch)}, the log ${String(logged)}: give the run of the log`,
    )
  const { tokensPerSPerGpu, samplesPerS, peakBytes } = steady
  const stepTimeS = steady.stepTimeS ?? Number(globalBatch) / (samplesPerS ?? Number.NaN)
  if (tokensPerSPerGpu === null && globalBatch === null)
    return refuse('layout', "says no gbs, nor does the log; a step's time says nothing without its batch")
  return accept({
    id: `${steady.trainer} log`,
    framework: steady.framework,
    ...run,
    layout: { ...layout.value, globalBatch },
    measured: tokensPerSPerGpu === null ? { stepTimeS } : { tokensPerSPerGpu },
    peakBytes,
  })
}

function layoutIn(said: unknown): Read<Readonly<Record<string, unknown>>> {
  if (said === undefined || said === null || said === 'auto') return accept({})
  if (typeof said !== 'string') return accept(Object.fromEntries(Object.entries(Object(said))))
  const wish = readLayoutWish(said)
  return wish.ok ? accept(wish.value === 'auto' ? {} : { ...wish.value }) : wish
}

function batchOf({ globalBatch, globalBatchTokens }: SteadyLog, seqLen: number): number | null {
  if (globalBatch !== null) return globalBatch
  const sequences = globalBatchTokens === null ? Number.NaN : globalBatchTokens / seqLen
  return sequences >= 1 ? roundest(sequences) : null
}

/** A log rounds its tokens to three digits. */
const rounding = 0.005

/** Of the whole numbers that a rounded one may stand for, the one that the highest power of two divides. */
function roundest(shown: number): number {
  for (let unit = 2 ** Math.floor(Math.log2(shown)); unit > 1; unit /= 2) {
    const near = Math.round(shown / unit) * unit
    if (Math.abs(near / shown - 1) <= rounding) return near
  }
  return Math.round(shown)
}

/** The steady part of a log given whole. */
export function steadyOfText(log: string): SteadyLog | null {
  const reader = new LogReader()
  for (const line of log.split(/\r\n|\n|\r/)) reader.add(line)
  return reader.steady()
}

/** The options of a run as the fields of a line of `predict`: a system, or an accelerator in the place of one. */
export function readStepNames(said: object): object {
  const ofARun = ['tokens', 'grid']
  const fields = Object.entries(said).filter(([name]) => !ofARun.includes(name))
  const { system, ...run } = Object.fromEntries<unknown>(fields)
  return system === undefined ? run : { ...run, hardware: hardwareNamed(system) }
}

function hardwareNamed(system: unknown): object {
  if (typeof system === 'string') return findSystem(system) === null ? { accelerator: system } : { system }
  const own = new Map<string, unknown>(Object.entries(Object(system)))
  return {
    accelerator: own.get('accelerator') ?? own.get('acceleratorId'),
    gpusPerNode: own.get('acceleratorsPerNode'),
  }
}
