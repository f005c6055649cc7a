import type { Names } from '../base/csv.ts'
import { divisors } from '../base/math.ts'
import { acceleratorsOf, fullestStage, microBatches, type Layout } from './layout.ts'
import type { Shapes } from './shapes.ts'

/** What a layout is of: one model at one sequence length on so many accelerators. */
export type LayoutAsked = { readonly shapes: Shapes; readonly seqLen: number; readonly gpus: number }

type Rule = {
  readonly name: Names<'gpus heads widths sequence layers experts ranks batch interleaving'>[number]
  /** The rule itself, for help and tallies. */
  readonly sentence: string
  readonly holds: (layout: Layout, asked: LayoutAsked) => boolean
  /** What is wrong with a layout that breaks it. */
  readonly says: (layout: Layout, asked: LayoutAsked) => string
  /** The nearest layout by which this rule holds, whatever the others say. */
  readonly nearest: (layout: Layout, asked: LayoutAsked) => Layout
}

/** Heads are the grain of tensor parallelism. Source: Shoeybi et al. 2019 (arXiv:1909.08053), section 3. */
export function headsDivide({ heads }: Shapes, tp: number): boolean {
  return heads % tp === 0
}

/** Columns and rows of every matrix are cut evenly. Source: as `headsDivide`. */
export function widthsDivide(s: Shapes, tp: number): boolean {
  return s.hidden % tp === 0 && s.mlpGrain % tp === 0
}

/** The ring cuts each sequence in 2·cp chunks, so that causal work balances. Source: Llama 3 report, section 3.3.2. */
export function sequenceDivides(seqLen: number, cp: number): boolean {
  return cp === 1 || seqLen % (2 * cp) === 0
}

/**
 * Layers divide evenly, or the ends hold fewer but not none, and no more is missing than a layer for each chunk.
 * Embedding and head count as a layer each, as Megatron-LM can have them. One stage has no chunks.
 */
export function layersDivide(layers: number, { pp, vpp }: Pick<Layout, 'pp' | 'vpp'>): boolean {
  if (pp === 1) return vpp === 1
  const held = fullestStage(layers, { pp, vpp })
  const spare = held * pp - layers
  return pp <= layers && pp * vpp <= layers + 2 && spare <= pp * vpp && spare < 2 * held
}

/**
 * Chunks per stage that a search tries, ascending; none where the layers do not divide. It leaves out what is missing
 * more than a layer for each stage, which trainers take only from a list of stages written by hand.
 */
export function virtualStages(layers: number, pp: number): readonly number[] {
  const found: number[] = []
  for (let vpp = 1; pp * vpp <= layers + 2; vpp += 1) {
    const spare = fullestStage(layers, { pp, vpp }) * pp - layers
    if (spare <= pp && layersDivide(layers, { pp, vpp })) found.push(vpp)
  }
  return found
}

/** Every rank holds as many whole experts; a dense model has one of each. */
export function expertsDivide({ experts }: Shapes, ep: number): boolean {
  return experts === 0 ? ep === 1 : experts % ep === 0
}

/** Expert parallelism folds over tensor, context and data parallelism. Source: Liu et al. 2025 (arXiv:2504.14960). */
export function ranksDivide({ tp, cp, dp }: Pick<Layout, 'tp' | 'cp' | 'dp'>, ep: number): boolean {
  return (tp * cp * dp) % ep === 0
}

/** Interleaved schedules go through the micro-batches in groups of pp. Source: Narayanan et al. 2021, section 2.2. */
export function interleaves({ pp, vpp }: Pick<Layout, 'pp' | 'vpp'>, microBatchCount: number): boolean {
  return vpp === 1 || microBatchCount % pp === 0
}

const named = (name: string, value: number) => `${name} = ${String(value)}`

/** Of several numbers the one nearest in ratio to what is wanted; 1 of none. */
function nearestOf(values: readonly number[], wanted: number): number {
  const away = (value: number) => Math.abs(Math.log(value / wanted))
  return values.reduce((best, value) => (away(value) < away(best) ? value : best), values[0] ?? 1)
}

function nearestDivisor(of: number, wanted: number, allowed: (value: number) => boolean): number {
  return nearestOf(divisors(of).filter(allowed), wanted)
}

/** The rulebook: the search proposes by it, and every reader of a layout refuses by it. */
export const layoutRules: readonly Rule[] = [
  {
    name: 'gpus',
    sentence: 'tp × pp × cp × dp is the number of accelerators',
    holds: (layout, { gpus }) => Number.isInteger(layout.dp) && acceleratorsOf(layout) === gpus,
    says: (layout, { gpus }) =>
      Number.isInteger(layout.dp)
        ? `tp × pp × cp × dp = ${String(acceleratorsOf(layout))} does not equal gpus = ${String(gpus)}`
        : `tp × pp × cp = ${String(layout.tp * layout.pp * layout.cp)} does not divide gpus = ${String(gpus)}`,
    nearest: (layout, { gpus }) => {
      const tp = nearestDivisor(gpus, layout.tp, (value) => value <= layout.tp)
      const cp = nearestDivisor(gpus / tp, layout.cp, (value) => value <= layout.cp)
      const pp = nearestDivisor(gpus / (tp * cp), layout.pp, (value) => value <= layout.pp)
      return { ...layout, tp, cp, pp, dp: gpus / (tp * cp * pp) }
    },
  },
  {
    name: 'heads',
    sentence: 'tp divides the attention heads',
    holds: ({ tp }, { shapes }) => headsDivide(shapes, tp),
    says: ({ tp }, { shapes }) =>
      `${named('tp', tp)} does not divide ${String(shapes.heads)} attention heads`,
    nearest: withTp,
  },
  {
    name: 'widths',
    sentence: 'tp divides the widths of the model',
    holds: ({ tp }, { shapes }) => widthsDivide(shapes, tp),
    says: ({ tp }, { shapes: s }) =>
      `${named('tp', tp)} does not divide the widths of the model: hidden ${String(s.hidden)}, ${
        s.denseLayers === 0
          ? ''
          : `MLP ${String(Number.isInteger(s.intermediate) ? s.intermediate : s.mlpGrain)}`
      }${s.experts === 0 ? '' : ` expert ${String(s.expertIntermediate)}`}`,
    nearest: withTp,
  },
  {
    name: 'sequence',
    sentence: 'the sequence divides in 2 × cp chunks',
    holds: ({ cp }, { seqLen }) => sequenceDivides(seqLen, cp),
    says: ({ cp }, { seqLen }) =>
      `2 × cp = ${String(2 * cp)} does not divide the sequence of ${String(seqLen)} tokens`,
    nearest: (layout, { seqLen }) => {
      const cp = nearestDivisor(layout.cp, layout.cp, (value) => sequenceDivides(seqLen, value))
      return { ...layout, cp, dp: (layout.dp * layout.cp) / cp }
    },
  },
  {
    name: 'layers',
    sentence: 'pp × vpp divides the layers, or the ends hold fewer but not none',
    holds: (layout, { shapes }) => layersDivide(shapes.layers, layout),
    says: ({ pp, vpp }, { shapes: { layers } }) =>
      pp === 1
        ? `vpp = ${String(vpp)} needs a pipeline: pp = 1 has one chunk`
        : pp * vpp > layers
          ? `pp × vpp = ${String(pp * vpp)} is more than ${String(layers)} layers`
          : `pp × vpp = ${String(pp * vpp)} does not divide ${String(layers)} layers, not even with shorter ends`,
    nearest: withPipeline,
  },
  {
    name: 'experts',
    sentence: 'ep divides the experts; without experts it is 1',
    holds: ({ ep }, { shapes }) => expertsDivide(shapes, ep),
    says: ({ ep }, { shapes: { experts } }) =>
      experts === 0
        ? `${named('ep', ep)} but the model has no experts`
        : ep > experts
          ? `${named('ep', ep)} is more than ${String(experts)} experts`
          : `${named('ep', ep)} does not divide ${String(experts)} experts`,
    nearest: withEp,
  },
  {
    name: 'ranks',
    sentence: 'ep divides tp × cp × dp',
    // Without whole replicas, or experts to spread, the rules above say what is wrong.
    holds: (layout, { shapes }) =>
      !Number.isInteger(layout.dp) || shapes.experts === 0 || ranksDivide(layout, layout.ep),
    says: ({ tp, cp, dp, ep }) => `${named('ep', ep)} does not divide tp × dp × cp = ${String(tp * dp * cp)}`,
    nearest: withEp,
  },
  {
    name: 'batch',
    sentence: 'the batch is a multiple of dp × micro-batch',
    // Without whole replicas the rules above say what is wrong.
    holds: (layout) => !Number.isInteger(layout.dp) || Number.isInteger(microBatches(layout)),
    says: ({ globalBatch, dp, microBatch }) =>
      `globalBatch = ${String(globalBatch)} is not a multiple of dp × microBatch = ${String(dp * microBatch)}`,
    nearest: (layout) => withBatch(layout, layout.dp * layout.microBatch),
  },
  {
    name: 'interleaving',
    sentence: 'with more than one chunk a stage, pp divides the micro-batches',
    holds: (layout) => interleaves(layout, microBatches(layout)),
    says: (layout) =>
      `${named('vpp', layout.vpp)} needs micro-batches in groups of pp = ${String(layout.pp)}; there are ${String(Number(microBatches(layout).toFixed(3)))} (globalBatch ÷ dp ÷ microBatch)`,
    nearest: (layout) => withBatch(layout, layout.dp * layout.microBatch * layout.pp),
  },
]

function withTp(layout: Layout, { shapes }: LayoutAsked): Layout {
  const can = (tp: number) => headsDivide(shapes, tp) && widthsDivide(shapes, tp)
  const tp = nearestDivisor(layout.tp * layout.dp, layout.tp, can)
  return { ...layout, tp, dp: (layout.dp * layout.tp) / tp }
}

function withPipeline(layout: Layout, { shapes }: LayoutAsked): Layout {
  const chunks = (pp: number) => virtualStages(shapes.layers, pp)
  const pp = nearestDivisor(layout.pp * layout.dp, layout.pp, (value) => chunks(value).length > 0)
  return { ...layout, pp, dp: (layout.dp * layout.pp) / pp, vpp: nearestOf(chunks(pp), layout.vpp) }
}

function withEp(layout: Layout, { shapes }: LayoutAsked): Layout {
  const ep = nearestDivisor(Math.max(1, shapes.experts), layout.ep, (value) => ranksDivide(layout, value))
  return { ...layout, ep }
}

function withBatch(layout: Layout, unit: number): Layout {
  return { ...layout, globalBatch: unit * Math.max(1, Math.round(layout.globalBatch / unit)) }
}

/** The rules that a layout breaks, in the order of the book. */
export function brokenRules(layout: Layout, asked: LayoutAsked): readonly Rule[] {
  return layoutRules.filter(({ holds }) => !holds(layout, asked))
}

/** The same in sentences. */
export function brokenInWords(layout: Layout, asked: LayoutAsked): readonly string[] {
  return brokenRules(layout, asked).map(({ says }) => says(layout, asked))
}

/** A layout near the one given by which every rule holds: each broken rule takes its nearest change in turn. */
export function nearestLayout(layout: Layout, asked: LayoutAsked): Layout | null {
  let near = layout
  for (let turn = 0; turn < 2 * layoutRules.length; turn += 1) {
    const [broken] = brokenRules(near, asked)
    if (broken === undefined) return near
    near = broken.nearest(near, asked)
  }
  return null
}
