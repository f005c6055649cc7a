import parts from '../../words/parts.json'
import { t, translated } from '../../language.ts'
/** A part of a step or of the memory: its name and one sentence that a teacher can say. */
export type PartWords = { readonly name: string; readonly what: string }

/** The words of the panels about one step, its layout and the memory. */
export const panelWords = translated({
  step: {
    finding: (f: Readonly<Record<'seconds' | 'share' | 'part', string>>) =>
      t`One step takes ${f.seconds} s, and ${f.share} of it is ${f.part}`,
    given: (mfu: string) =>
      t`The utilisation of ${mfu} is given by you, so the step is not predicted part by part.`,
    groups: {
      computing: (share: string) => t`Computing ${share}`,
      traffic: (share: string) => t`Exchanging data ${share}`,
      waiting: (share: string) => t`Waiting ${share}`,
    },
    hint: 'Point at a part, tap it, or go through them with the Tab key: what it is.',
    mfu: 'MFU: share of the peak that trains the model',
    range: (low: string, high: string) => t`${low} to ${high} (p10 to p90)`,
    noRange: 'given by you',
    speed: (tokens: string, teraflops: string) =>
      t`${tokens} tokens/s and ${teraflops} TFLOP/s of the model per accelerator.`,
    hfu: (hfu: string) => t`With what is computed twice, the hardware is at ${hfu} of its peak (HFU).`,
  },
  memory: {
    finding: (m: Readonly<Record<'used' | 'capacity' | 'share', string>>) =>
      t`The fullest accelerator holds ${m.used} of ${m.capacity}: ${m.share}`,
    free: { name: 'Free', what: 'Memory that this layout leaves unused.' },
  },
  layout: {
    copies: (dp: string, each: string) =>
      t`${dp} copies of the model train side by side, each on ${each} accelerators (data parallel ${dp}).`,
    tensor: (tp: string) => t`Every layer is cut over ${tp} accelerators (tensor parallel ${tp}).`,
    pipeline: (pp: string) => t`The layers are spread over ${pp} stages (pipeline parallel ${pp}).`,
    interleaved: (pp: string, vpp: string) =>
      t`The layers are spread over ${pp} stages, each with ${vpp} pieces of the model (pipeline parallel ${pp}, interleaved ${vpp}).`,
    context: (cp: string) => t`Each sequence is cut over ${cp} accelerators (context parallel ${cp}).`,
    expert: (ep: string) => t`The experts are spread over ${ep} accelerators (expert parallel ${ep}).`,
    batch: (b: Readonly<Record<'global' | 'each' | 'micro', string>>) =>
      t`A step takes ${b.global} sequences; each copy works through ${b.each} of them, ${b.micro} at a time.`,
    zero: [
      'Every copy keeps all of its optimizer state (ZeRO 0).',
      'The copies share the optimizer state out among them (ZeRO 1).',
      'The copies share optimizer state and gradients out among them (ZeRO 2).',
      'The copies share weights, gradients and optimizer state out among them (ZeRO 3, fully sharded).',
    ],
    recompute: {
      none: 'Every activation is kept: nothing is computed twice.',
      selective: 'The inside of attention is computed again in the backward pass (selective recomputation).',
      full: 'Every layer is computed again in the backward pass (full recomputation).',
    },
    alternatives: 'Other layouts',
    searching: 'Searching every layout …',
    ranked: (n: string, all: string) =>
      t`The ${n} best of ${all} layouts at this batch, ranked by the low end of their 80 % interval: the plain optimum is where a model errs most.`,
    tooFull: (n: string) => t`${n} layouts do not fit the memory.`,
    columns: [
      'Layout',
      'Tokens/s per accelerator',
      'Low end',
      'MFU',
      'Memory',
      'Unlike published layouts',
      'Choose',
    ],
  },
})

type Parts = Readonly<Record<string, PartWords>>

export const stepParts: Parts = translated(parts.step)
export const memoryParts: Parts = translated(parts.memory)
