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
    use: 'Use',
    useOf: (layout: string) => t`Use ${layout}`,
    used: 'in use',
  },
})

export const stepParts: Readonly<Record<string, PartWords>> = translated({
  matmul: {
    name: 'Matrix products',
    what: 'The multiplications of the layers, forward and backward: the work that accelerators are built for.',
  },
  attention: {
    name: 'Attention',
    what: 'Each token is compared with those before it; grows with the length of the sequence.',
  },
  memory: {
    name: 'Memory-bound work',
    what: 'Norms, activations and additions: little arithmetic, so that the memory sets the pace.',
  },
  head: {
    name: 'Output head and loss',
    what: 'A score for every word of the vocabulary, and how far it is from the right one; on the last stage only.',
  },
  recompute: {
    name: 'Recomputed',
    what: 'Activations worked out a second time, so that they need not be kept in memory.',
  },
  host: {
    name: 'Launching kernels',
    what: 'The processor hands out work more slowly than the accelerator does it.',
  },
  optimizer: {
    name: 'Optimizer',
    what: 'The weights are moved along their gradients, once a step; memory sets the pace.',
  },
  tensorParallel: {
    name: 'Tensor-parallel traffic',
    what: 'Accelerators that share a layer exchange their parts of it, several times a layer.',
  },
  contextParallel: {
    name: 'Context-parallel traffic',
    what: 'Accelerators that share a sequence pass its keys and values around.',
  },
  expertParallel: {
    name: 'Expert traffic',
    what: 'Tokens travel to the accelerators of their experts and back.',
  },
  pipelineSend: {
    name: 'Traffic between stages',
    what: 'Each stage of the pipeline hands its activations to the next.',
  },
  dataParallel: {
    name: 'Data-parallel traffic',
    what: 'The copies add up their gradients and share the new weights, as far as this is not hidden behind computing.',
  },
  pipelineBubble: {
    name: 'Pipeline bubble',
    what: 'Stages stand idle at the beginning and the end of a step, until work reaches them.',
  },
  straggler: {
    name: 'Waiting for the slowest',
    what: 'All accelerators wait for the last one at every exchange; grows with their number.',
  },
  modelFlopsAtPeak: {
    name: 'Arithmetic of the model at peak',
    what: 'What the step would take if the accelerator reached its peak all the time.',
  },
  lostToEverythingElse: {
    name: 'Everything else',
    what: 'All that keeps the accelerator from its peak: memory, traffic, waiting.',
  },
})

export const memoryParts: Readonly<Record<string, PartWords>> = translated({
  weights: { name: 'Weights', what: "This accelerator's share of the parameters, two bytes each in bf16." },
  gradients: { name: 'Gradients', what: 'The direction in which each weight should move.' },
  optimizer: {
    name: 'Optimizer state',
    what: 'Running averages and full-precision weights that the optimizer keeps.',
  },
  activations: {
    name: 'Activations',
    what: 'Results of the forward pass, kept until the backward pass needs them.',
  },
  logits: {
    name: 'Logits',
    what: 'Scores of all words of the vocabulary for each token, on the last stage.',
  },
  gathered: {
    name: 'Gathered layers',
    what: 'Whole layers fetched from the other copies while they are used.',
  },
  reserve: {
    name: 'Framework reserve',
    what: 'What the framework and the communication libraries keep for themselves.',
  },
})
