import parts from '../../words/plain/parts.json'
import { t, translated } from '../../language.ts'
import plain from '../../words/plain/panels.json'
/** A part of a step or of the memory: its name and one sentence that a teacher can say. */
export type PartWords = { readonly name: string; readonly what: string }

/** The words of the panels about one step, its layout and the memory. */
export const panelWords = translated({
  ...plain,
  step: {
    ...plain.step,
    finding: (f: Readonly<Record<'seconds' | 'share' | 'part', string>>) =>
      t`One step takes ${f.seconds} s, and ${f.share} of it is ${f.part}`,
    given: (mfu: string) =>
      t`The utilisation of ${mfu} is given by you, so the step is not predicted part by part.`,
    groups: {
      computing: (share: string) => t`Computing ${share}`,
      traffic: (share: string) => t`Exchanging data ${share}`,
      waiting: (share: string) => t`Waiting ${share}`,
    },
    range: (low: string, high: string) => t`${low} to ${high} (p10 to p90)`,
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
    ...plain.layout,
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
    ranked: (n: string, all: string) =>
      t`The ${n} best of ${all} layouts at this batch, ranked by the low end of their 80 % interval: the plain optimum is where a model errs most.`,
    tooFull: (n: string) => t`${n} layouts do not fit the memory.`,
  },
})

type Parts = Readonly<Record<string, PartWords>>

export const stepParts: Parts = translated(parts.step)
export const memoryParts: Parts = translated(parts.memory)
