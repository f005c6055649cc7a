import { GIGA } from '../../base/units.ts'
import { predictLine } from '../predict/work.ts'
import { lessonNumberIn, threeDigits, wordIn, type Computed, type Settings } from './contract.ts'

const splits = [1, 2, 4].flatMap((tp) => [1, 2, 4, 8, 16].map((pp) => ({ tp, pp })))
const globalBatch = 4096

export function layoutLesson(settings: Settings): Computed {
  const tried = splits.map((split) => tryOut(split, settings))
  const fitting = tried.flatMap((one) => (one.speed === null ? [] : [{ ...one, speed: one.speed }]))
  const best = fitting.reduce<(typeof fitting)[number] | null>(
    (a, b) => (a === null || b.speed > a.speed ? b : a),
    null,
  )
  const least = fitting.reduce<(typeof fitting)[number] | null>(
    (a, b) => (a === null || b.split < a.split ? b : a),
    null,
  )
  if (best === null || least === null)
    return {
      finding: 'None of the fifteen layouts fits into the memory',
      series: ['tokens/s per accelerator'],
      rows: tried.map(({ name }) => ({ x: name, values: [null] })),
      predicted: 0,
      held: Math.min(...tried.map(({ peakGb }) => peakGb)),
      asked: 0,
      facts: [],
    }
  return {
    finding:
      best === least
        ? `${best.name} is fastest, and splits least of those that fit`
        : `${best.name} is fastest; ${least.name} splits least and is ${threeDigits(100 * (1 - least.speed / best.speed))} % slower`,
    series: ['tokens/s per accelerator'],
    rows: tried.map(({ name, speed }) => ({ x: name, values: [speed] })),
    predicted: fitting.length,
    held: best.peakGb,
    asked: 100 * (best.speed / least.speed - 1),
    facts: [
      `A bar that is missing does not fit; the least of those needs ${threeDigits(leastUnfit(tried))} GB.`,
      `Apertus 70B, ${globalBatch.toLocaleString('en')} sequences of 4,096 tokens in a step.`,
    ].filter((fact) => !fact.includes('∞')),
  }
}

function leastUnfit(tried: readonly Readonly<ReturnType<typeof tryOut>>[]): number {
  return Math.min(...tried.flatMap(({ speed, peakGb }) => (speed === null ? [peakGb] : [])))
}

function tryOut({ tp, pp }: { readonly tp: number; readonly pp: number }, settings: Settings) {
  const gpus = lessonNumberIn(settings, 'gpus')
  const answer = predictLine({
    id: 1,
    model: 'apertus-70b',
    seqLen: 4096,
    hardware: { system: 'alps' },
    gpus,
    layout: {
      tp,
      pp,
      vpp: 1,
      dp: gpus / (tp * pp),
      cp: 1,
      ep: 1,
      microBatch: lessonNumberIn(settings, 'microBatch'),
      globalBatch,
      zero: 1,
      sequenceParallel: tp > 1,
    },
    recompute: wordIn(settings, 'recompute'),
    precision: 'bf16',
    framework: 'megatron',
    year: 2025,
  })
  if (!answer.ok) throw new Error(`a layout of the lessons is refused: ${answer.problem}`)
  return {
    name: `tp ${String(tp)}, pp ${String(pp)}`,
    split: tp * pp,
    peakGb: answer.peakBytes / GIGA,
    /** Null where it does not fit. */
    speed: answer.fits ? answer.tokensPerSPerGpu : null,
  }
}
