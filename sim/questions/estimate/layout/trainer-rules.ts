import trainers from '../../../data/trainers/names.json' with { type: 'json' }
import { cellsOf, namesIn } from '../../../base/csv.ts'
import rows from '../../../data/trainers/rules.csv?raw'
import { canBe } from '../../../planner/best-layout.ts'
import { type LayoutQuestion, type Trainer, habitsOf } from '../../../planner/question.ts'
import { own } from '../../../base/nearest.ts'
import type { Architecture } from '../../../workload/huggingface.ts'
import { expertTensor, microBatches, type Layout } from '../../../workload/layout.ts'

/** One run under a layout, as far as the rules of trainers ask. */
export type TrainerCut = {
  readonly model: { readonly architecture: Architecture }
  readonly layout: Layout
  /** Ranks that cut an expert's matrices beside ep. */
  readonly expertTensor: number
  readonly seqLen: number
  readonly precision: string
  readonly gpus: number
  readonly chip: { readonly vendor: string }
  /** The makers' fork of Megatron-LM trains it: Apertus. */
  readonly isFork: boolean
}

type Rules = Readonly<Record<string, (cut: TrainerCut) => boolean>>

/** The rules of `sim/data/trainers/rules.csv`, which has the sentence of each and where the trainer says it. */
const holds: Readonly<Record<string, Rules>> = {
  megatron: {
    ranks: ({ gpus, layout: l }) => gpus % (l.tp * l.pp * l.cp) === 0,
    heads: ({ model, layout }) => model.architecture.attention.heads % layout.tp === 0,
    'key and value heads': ({ model: { architecture: a }, layout: { tp } }) =>
      a.attention.latent !== null || a.attention.kvHeads % tp === 0 || tp % a.attention.kvHeads === 0,
    batch: ({ layout }) => Number.isInteger(microBatches(layout)),
    'interleaving needs a pipeline': ({ layout: l }) => l.vpp === 1 || l.pp > 1,
    interleaving: ({ layout: l }) => l.vpp === 1 || microBatches(l) % l.pp === 0,
    stages: ({ layout: l, model }) => l.pp * l.vpp <= model.architecture.layers + 2,
    context: ({ layout: l, seqLen }) => l.cp === 1 || seqLen % (2 * l.cp) === 0,
    'tokens of a rank': ({ layout: l, seqLen }) =>
      l.tp === 1 || !l.sequenceParallel || (seqLen / l.cp) % l.tp === 0,
    experts: ({ layout: l, model: { architecture: a } }) =>
      l.ep === 1 || (a.moe !== null && a.moe.experts % l.ep === 0),
    'expert ranks': ({ layout: l, model, expertTensor }) =>
      model.architecture.moe === null || (l.tp * l.cp * l.dp) % (l.ep * expertTensor) === 0,
    'expert biases': ({ model, expertTensor }) =>
      model.architecture.moe?.expertBias !== true || expertTensor === 1,
    'sequence of a mixture': ({ layout: l, model }) =>
      model.architecture.moe === null || l.tp === 1 || l.sequenceParallel,
    'stages of a hybrid': ({ layout: l, model: { architecture: a } }) =>
      l.pp === 1 ||
      a.blocks.every(({ mixer }) => !mixer.kind.includes('mamba')) ||
      (l.vpp === 1 && a.layers % l.pp === 0),
    'stages of the fork': (run) =>
      !run.isFork ||
      run.layout.pp === 1 ||
      run.model.architecture.layers % (run.layout.pp * run.layout.vpp) === 0,
    'shards of the fork': (run) => !run.isFork || run.layout.zero <= 1,
    'FP8 of the fork': (run) => !run.isFork || run.precision === 'bf16',
  },
  torchtitan: {
    'no ZeRO 1': ({ layout: { zero } }) => zero !== 1,
    'replicas alone': ({ layout: l }) => l.zero !== 0 || l.dp === 1 || l.tp * l.pp * l.cp * l.ep === 1,
    'context shards': ({ layout: l }) => l.zero !== 0 || l.cp === 1,
    sequence: ({ layout: l }) => l.tp === 1 || l.sequenceParallel,
    'tokens of a rank': ({ layout: l, seqLen }) => seqLen % (2 * l.tp * l.cp) === 0,
    heads: ({ layout: l, model: { architecture: a } }) =>
      a.attention.heads % l.tp === 0 && (a.attention.latent !== null || a.attention.kvHeads % l.tp === 0),
    batch: ({ layout: l }) => Number.isInteger(microBatches(l)),
    interleaving: ({ layout: l }) => l.vpp === 1 || (l.pp > 1 && microBatches(l) % l.pp === 0),
    'micro-batches': ({ layout: l }) => l.vpp > 1 || microBatches(l) >= l.pp,
    stages: ({ layout: l, model: { architecture: a } }) => l.pp * l.vpp <= a.layers,
    'tied ends': ({ layout: l, model: { architecture: a } }) => l.pp === 1 || !a.tiedEmbeddings,
    'expert tensors': ({ layout: l, expertTensor, model: { architecture: a } }) =>
      a.moe === null || expertTensor === l.tp || expertTensor === 1,
    'expert ranks': ({ layout: l, expertTensor, model: { architecture: a } }) =>
      a.moe === null || (a.moe.experts % l.ep === 0 && (l.dp * l.cp * l.tp) % (l.ep * expertTensor) === 0),
    'expert mesh': ({ layout: { ep, cp, tp }, expertTensor }) =>
      ep === 1 || ep % (expertTensor === 1 ? cp * tp : cp) === 0,
    'FP8 chip': ({ precision, chip }) => precision !== 'fp8' || chip.vendor === 'NVIDIA',
    'FP8 of experts': ({ precision, model: { architecture: a } }) => precision !== 'fp8' || a.moe === null,
  },
  nanotron: {
    bf16: ({ precision }) => precision === 'bf16',
    shards: ({ layout: l }) => l.zero <= 1,
    'no interleaving': ({ layout: l }) => l.vpp === 1,
    recomputation: ({ layout: l }) => l.recompute !== 'selective',
    sequence: ({ layout: l }) => l.tp === 1 || l.sequenceParallel,
    'no experts': ({ layout: l }) => l.cp === 1 && l.ep === 1,
    heads: ({ layout: l, model: { architecture: a } }) =>
      a.attention.heads % l.tp === 0 && a.attention.kvHeads >= l.tp && a.attention.kvHeads % l.tp === 0,
    batch: ({ layout: l }) => Number.isInteger(microBatches(l)),
    'micro-batches': ({ layout: l }) => microBatches(l) >= l.pp - 1,
    stages: ({ layout: l, model: { architecture: a } }) => reachesLastRank(a, l.pp),
  },
}

/** nanotron cuts the pipeline by what its blocks cost, a layer or the head at a time: whether the head is on the last rank. */
function reachesLastRank({ hidden, intermediate, layers, vocab }: Architecture, pp: number): boolean {
  const layer = (4 * hidden + 3 * intermediate) * hidden
  const share = (layers * layer + vocab * hidden) / pp
  let rank = 0
  for (let held = 1; held <= layers; held += 1) if (held * layer > share * (rank + 1)) rank += 1
  return rank === pp - 1
}

/** The trainers that scripts are written for, in the order in which one is named in place of another. */
export const frameworks = namesIn('megatron megatron-bridge torchtitan torchtitan-main nanotron')
export type Framework = (typeof frameworks)[number]

export function trainerWords(framework: Framework): string {
  return trainers[framework].words
}

/** NeMo's training is Megatron-Bridge since 2025; people say either. */
const otherNames: Readonly<Record<string, Framework>> = {
  nemo: 'megatron-bridge',
  bridge: 'megatron-bridge',
  'megatron-lm': 'megatron',
  'megatron-core': 'megatron',
  'torchtitan-0.2': 'torchtitan',
}

/** The trainer of ours that a name means, in whatever case and with whatever between its words; null for another. */
export function trainerNamed(said: string): Framework | null {
  const name = said.toLowerCase().replaceAll(/[\s_]+/g, '-')
  return own(otherNames, name) ?? frameworks.find((one) => one === name) ?? null
}

type Row = { readonly says: (cut: TrainerCut) => string; readonly holds: (cut: TrainerCut) => boolean }

/** The rules of each trainer, each with its sentence; a row without a rule is a fault of ours and throws. */
const table: ReadonlyMap<string, readonly Row[]> = tableOf()

function tableOf(): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>()
  for (const [trainer = '', rule = '', sentence = ''] of cellsOf(rows).slice(1)) {
    const check = own(own(holds, trainer) ?? {}, rule)
    if (check === undefined) throw new Error(`the rule '${rule}' of ${trainer} is not written`)
    const row = { holds: check, says: (cut: TrainerCut) => filled(sentence, cut) }
    found.set(trainer, [...(found.get(trainer) ?? []), row])
  }
  return found
}

/** A sentence with the figures of the run in it. */
function filled(sentence: string, { layout: l, seqLen, gpus, expertTensor: etp }: TrainerCut): string {
  const figures = {
    ...l,
    seqLen,
    gpus,
    rankBatch: l.dp * l.microBatch,
    chunks: l.pp * l.vpp,
    contextChunks: 2 * l.cp,
    rankTokens: seqLen / l.cp,
    expertRanks: l.ep * etp,
    microBatches: microBatches(l),
  }
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(own(figures, name)))
}

function rulesOf(framework: Framework): readonly Row[] {
  return table.get(trainers[framework].rules) ?? []
}

/** What of a trainer's rules a run breaks, in sentences. */
export function trainerLacks(framework: Framework, cut: TrainerCut): readonly string[] {
  return rulesOf(framework)
    .filter((rule) => !rule.holds(cut))
    .map(({ says }) => says(cut))
}

/** Who trains a run, by its rules on layouts alone. */
export function trainerOf(framework: Framework, question: LayoutQuestion): Trainer {
  const { model, seqLen, precision, gpus, accelerator: chip, software } = question
  const { cutsExperts } = habitsOf(software)
  const isFork = model.optimizer === 'ademamix'
  const run = { model, seqLen, precision, gpus, chip, isFork }
  const under = (layout: Layout): TrainerCut => ({
    ...run,
    layout,
    expertTensor: expertTensor(layout, cutsExperts),
  })
  const rules = rulesOf(framework)
  const can = (one: Framework) =>
    canBe(narrowed(one, { ...question, software: { ...software, framework: one } }))
  return {
    name: trainerWords(framework),
    beyond: '',
    allows: (layout) => {
      const cut = under(layout)
      return rules.every((rule) => rule.holds(cut))
    },
    lacks: (layout) => trainerLacks(framework, under(layout)),
    shardsStages: framework.startsWith('torchtitan'),
    instead: () => changeTo(frameworks.find((one) => one !== framework && can(one)) ?? null),
  }
}

function narrowed(framework: Framework, question: LayoutQuestion): LayoutQuestion {
  return { ...question, trainer: trainerOf(framework, question) }
}

export function changeTo(framework: Framework | null): ReturnType<Trainer['instead']> {
  if (framework === null) return null
  return { field: 'framework', value: framework, sentence: `Use ${trainerWords(framework)}` }
}

/** A question about layouts within what the trainer that its software names can do, where it is one of ours. */
export function withinTrainer(question: LayoutQuestion): LayoutQuestion {
  const named = trainerNamed(question.software.framework)
  return named === null ? question : narrowed(named, question)
}
