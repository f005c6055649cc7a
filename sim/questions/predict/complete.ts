import { quoted } from '../../base/shown.ts'
import { divisors } from '../../base/math.ts'
import { accept, type Read } from '../../base/outcome.ts'
import { memoryHabitsOf } from '../../step/memory-habits.ts'
import { frameworkNames, isCompiled, stackOf } from '../../step/practice.ts'
import type { Layout, PinnedLayout, Recompute, ZeroStage } from '../../workload/layout.ts'
import { brokenInWords } from '../../workload/layout-rules.ts'
import { fitsAtProbability, fitsProbability, memoryOf, usableBytes } from '../../workload/memory.ts'
import { shapesOf } from '../../workload/shapes.ts'
import { layoutNames } from '../estimate/reading/read-layout.ts'
import type { StepWish } from './line.ts'

/** A question with nothing left open, and what was chosen for whoever left it open. */
export type Settled = Fitted & {
  readonly wish: StepWish
  readonly flashAttention: boolean
  /** The line leaves tp, pp, the micro-batch or the global batch open. */
  readonly openLayout: boolean
  /** How many times as long a step takes for its allocator, which frees and asks again where memory is short. */
  readonly retrying: number
  /** Sentences such as 'recompute: none, the least that fits'. */
  readonly chosen: readonly string[]
}

/** Tokens in a step where nobody says: what the middle of the published runs have. A judgement. */
const usualBatchTokens = 4e6
/** Fused attention is the rule from here on. */
const flashSince = 2023
const sequenceParallelSince = 2022

/** Settles what a line leaves open, or says why its layout cannot be. */
export function settle(wish: StepWish): Read<Settled> {
  const cut = cutOf(wish)
  if (!cut.ok) return cut
  const flashAttention = wish.flashAttention ?? wish.practice.year >= flashSince
  const open = { ...wish, flashAttention }
  const settled = smallerWhereOpen(open, withZero(open, cut.value))
  const chosen = [
    ...unknownFramework(wish.framework),
    ...(wish.recompute === null ? [recomputeInWords(open, settled)] : []),
    ...(wish.flashAttention === null
      ? [`flashAttention: ${String(flashAttention)}, usual in ${String(wish.practice.year)}`]
      : []),
    ...openFields(wish.layout, settled.layout),
  ]
  const retrying = retryingOf(open, settled.fitsProbability)
  // What decides the time of a step most: where one of them is the planner's, so is the layout.
  const { tp, pp, microBatch, globalBatch } = wish.layout
  const openLayout = [tp, pp, microBatch, globalBatch].includes(null)
  return accept({ wish, flashAttention, chosen, retrying, openLayout, ...settled })
}

/** Where it is as likely as not that memory is short, a step takes a quarter longer. A judgement. */
const mostRetrying = 0.25

/**
 * An allocator near the end of its memory frees what it keeps and asks again. Far beyond it the count is wrong, for
 * nothing would run; what is recomputed by the memory left is so because it fits; a compiler plans memory beforehand.
 */
function retryingOf({ recompute, practice }: Open, probability: number): number {
  if (recompute === null || isCompiled(practice.stack)) return 1
  const doubt = (p: number) => 4 * p * (1 - p)
  return 1 + mostRetrying * Math.max(0, doubt(probability) - doubt(fitsAtProbability))
}

/** A micro-batch that nobody gave is halved until the layout fits, if one does. */
function smallerWhereOpen(open: Open, usual: Fitted): Fitted {
  const { microBatch } = usual.layout
  if (usual.fits || open.layout.microBatch !== null || microBatch === 1) return usual
  const cut = cutOf({ ...open, layout: { ...open.layout, microBatch: microBatch / 2 } })
  if (!cut.ok) return usual
  const smaller = withZero(open, cut.value)
  return smaller.fits ? smaller : smallerWhereOpen(open, smaller)
}

/** A misspelt name moves the answer by as much as another trainer does: it is said, not passed over. */
function unknownFramework(framework: string | null): readonly string[] {
  if (framework === null || stackOf(framework) !== 'unknown') return []
  return [`framework: ${quoted(framework)} is not known, taken as typical; known are ${frameworkNames}`]
}

/** The usual ZeRO stage where it was given or fits; else the least above it that fits. */
function withZero(open: Open, cut: Layout): Fitted {
  const at = (zero: ZeroStage) => withRecompute(open, { ...cut, zero })
  const usual = at(cut.zero)
  if (usual.fits || open.layout.zero !== null) return usual
  // Weights cut over the ranks beside a pipeline are gathered for every micro-batch: that is asked for, not chosen.
  // DeepSpeed refuses gradients that are cut beside one (deepspeed/runtime/pipe/engine.py).
  const most = cut.pp === 1 ? 3 : open.practice.stack === 'deepspeed' ? 1 : 2
  const above = zeros.filter((zero) => zero > cut.zero && zero <= most)
  return above.map(at).find(({ fits }) => fits) ?? usual
}

const zeros: readonly ZeroStage[] = [1, 2, 3]
function withRecompute(open: Open, cut: Layout): Fitted {
  return open.recompute === null
    ? leastRecompute(open, cut, evenOdds)
    : withMemory(open, { ...cut, recompute: open.recompute })
}

function openFields(wish: PinnedLayout, layout: Layout): readonly string[] {
  return layoutNames
    .filter((name) => name !== 'recompute' && wish[name] === null)
    .map((name) => `${name}: ${String(layout[name])}`)
}

type Open = StepWish & { readonly flashAttention: boolean }

/** A layout with what of it is recomputed, and whether it fits. */
type Fitted = Readonly<ReturnType<typeof withMemory>>

function withMemory(
  { model, seqLen, accelerator, practice, hardware, precision, flashAttention }: Open,
  layout: Layout,
) {
  const habits = memoryHabitsOf({ practice, hardware }, precision, flashAttention)
  const terms = { shapes: shapesOf(model.architecture), seqLen, optimizer: model.optimizer, habits }
  const memory = memoryOf(terms, layout)
  const probability = fitsProbability(memory.peakBytes, accelerator)
  const fits = probability >= fitsAtProbability
  return {
    layout,
    /** Share of the layers that `layout.recompute` stands for where nobody says it; the others do `lighter`. */
    recomputedShare: 1,
    lighter: layout.recompute,
    memory,
    fitsProbability: probability,
    fits,
  }
}

/** On Blackwell NeMo's recipes with sharded weights offload activations (Megatron-Bridge, scripts/performance). */
const offloads = ({ practice, hardware }: Open, { zero }: Layout) =>
  practice.stack === 'nemo' && hardware.family === 'blackwell' && zero === 3

/** A run that is described has been made to fit: what it recomputes is the least that fits as likely as not. */
const evenOdds = 0.5
/** Recomputing attention alone was published in 2022 (Korthikanti et al., arXiv 2205.05198), and usual a year later. */
const selectiveSince = 2023

/** The least recomputation that fits; whole layers where nothing less does and the software does not offload. */
function leastRecompute(open: Open, cut: Layout, odds: number): Fitted {
  const usual: readonly Recompute[] = open.practice.year >= selectiveSince ? ['none', 'selective'] : ['none']
  let less = withMemory(open, cut)
  for (const recompute of usual) {
    less = withMemory(open, { ...cut, recompute })
    if (less.fitsProbability >= odds) return less
  }
  const whole = partly(open, less, withMemory(open, { ...cut, recompute: 'full' }))
  // Offloading keeps on the accelerator what recomputing whole layers keeps: one layer at a time.
  if (offloads(open, cut) && whole.fits) return { ...whole, layout: { ...cut, recompute: 'none' } }
  // On TPUs MaxText's recipes keep, offload or compute again tensor by tensor: between none and whole layers.
  return open.hardware.family === 'tpu' && whole.fits
    ? { ...whole, layout: { ...cut, recompute: 'selective' } }
    : whole
}

/**
 * Whole layers are computed again in as few of them as the memory needs, and of the others attention: Megatron-LM's
 * 'block' method, to fill the memory (README). Ours: the peak falls in a straight line with their share, to even odds.
 */
function partly({ accelerator, practice }: Open, less: Fitted, whole: Fitted): Fitted {
  const blocks = (practice.stack === 'megatron' || practice.stack === 'nemo') && whole.layout.zero < 3
  if (less.layout.recompute === 'none' || !blocks || whole.fitsProbability < evenOdds) return whole
  const over = less.memory.peakBytes - usableBytes(accelerator)
  const share = over / (less.memory.peakBytes - whole.memory.peakBytes)
  return { ...whole, recomputedShare: Math.max(0, Math.min(1, share)), lighter: less.layout.recompute }
}

function recomputeInWords(open: Open, { layout, recomputedShare }: Fitted): string {
  const { recompute } = layout
  if (recomputedShare < 1)
    return `recompute: full in ${(100 * recomputedShare).toFixed(0)} % of the layers, the least that fits`
  const { fits, fitsProbability: probability } = withMemory(open, layout)
  if (recompute === 'none' && probability < evenOdds)
    return 'recompute: none, activations are handed to the host'
  return fits || probability < evenOdds
    ? `recompute: ${recompute}, the least that fits`
    : `recompute: ${recompute}, the least that fits rather than not (odds ${probability.toFixed(2)}), as tuned runs have it`
}

/** The layout of a line with its open counts settled; recomputation comes after. */
function cutOf(wish: StepWish): Read<Layout> {
  const { gpus, layout: said, practice } = wish
  const { tp, pp } = said.tp === null || said.pp === null ? modelParallel(wish) : { tp: said.tp, pp: said.pp }
  const cp = said.cp ?? 1
  const dp = said.dp ?? gpus / (tp * pp * cp)
  const microBatch = said.microBatch ?? usualMicroBatch(wish, { tp, pp, cp, dp })
  const ep = said.ep ?? expertParallel(wish, dp * cp)
  const zero: ZeroStage =
    said.zero ?? (practice.stack === 'fsdp' || (isCompiled(practice.stack) && pp === 1) ? 3 : 1)
  const microBatches = said.globalBatch === null ? pp : said.globalBatch / (dp * microBatch)
  const vpp = said.vpp ?? usualChunks(wish, { pp, microBatches })
  const layout: Layout = {
    tp,
    pp,
    vpp,
    dp,
    cp,
    ep,
    microBatch,
    globalBatch: said.globalBatch ?? usualBatch(wish, { dp, microBatch, pp, vpp }),
    zero,
    recompute: 'none',
    sequenceParallel:
      said.sequenceParallel ??
      (tp > 1 && practice.year >= sequenceParallelSince && practice.stack !== 'deepspeed'),
  }
  const asked = { shapes: shapesOf(wish.model.architecture), seqLen: wish.seqLen, gpus }
  const problems = brokenInWords(layout, asked).map((message) => ({ field: 'layout', message }))
  return problems.length > 0 ? { ok: false, problems } : accept(layout)
}

/** Share of a step that a tuned pipeline leaves idle at most. A judgement. */
const usualBubble = 0.1

/** Tokens of a micro-batch where nobody says: what fills an accelerator, less in a pipeline for its bubble. */
const usualMicroBatchTokens = 8192
const usualPipelineTokens = 4096

function usualMicroBatch(
  { seqLen, layout: said }: StepWish,
  { pp, cp, dp }: Pick<Layout, 'tp' | 'pp' | 'cp' | 'dp'>,
): number {
  const wanted = ((pp > 1 ? usualPipelineTokens : usualMicroBatchTokens) * cp) / seqLen
  const perRank = said.globalBatch === null ? Infinity : said.globalBatch / dp
  let most = 1
  for (let size = 2; size <= wanted && size <= perRank; size *= 2)
    if (perRank === Infinity || perRank % size === 0) most = size
  return most
}

/**
 * Since 2021 Megatron-LM and its kin interleave chunks of a stage that is chosen, as many as the root of its layers; more
 * where few micro-batches would leave a bubble above a tenth. A pipeline that is given says so, or has none.
 */
function usualChunks(
  { practice, model, layout: said }: StepWish,
  { pp, microBatches }: { readonly pp: number; readonly microBatches: number },
): number {
  const held = model.architecture.layers / pp
  const has = practice.chunks === 'always' || (practice.chunks === 'chosen' && said.pp === null)
  if (pp === 1 || !has || !Number.isInteger(held) || microBatches % pp !== 0) return 1
  const root = Math.sqrt(held)
  const options = divisors(held)
  const usual = options.reduce(
    (best, chunks) => (Math.abs(Math.log(chunks / root)) < Math.abs(Math.log(best / root)) ? chunks : best),
    1,
  )
  const enough = options.find((chunks) => (pp - 1) / (chunks * microBatches) <= usualBubble) ?? held
  return Math.max(usual, enough)
}

/** The usual tokens of a step; in whole groups of the stages where they are interleaved, at least one group. */
function usualBatch({ seqLen }: StepWish, { dp, microBatch, pp, vpp }: BatchCut): number {
  const wanted = usualBatchTokens / seqLen / (dp * microBatch)
  const microBatches =
    vpp === 1 ? Math.max(pp, Math.round(wanted)) : pp * Math.max(1, Math.round(wanted / pp))
  return dp * microBatch * microBatches
}

type BatchCut = Pick<Layout, 'dp' | 'microBatch' | 'pp' | 'vpp'>

/** Every expert on a rank of its own domain, as far as the ranks and the experts divide. */
function expertParallel({ model, hardware }: StepWish, ranks: number): number {
  const experts = model.architecture.moe?.experts ?? 1
  if (experts === 1 || !Number.isInteger(ranks)) return 1
  const options = divisors(experts).filter((ep) => ranks % ep === 0 && ep <= hardware.domain)
  return Math.max(1, ...options)
}

/** The least model parallelism whose states fit: tensor inside the domain first, then pipeline. */
function modelParallel(wish: StepWish): { readonly tp: number; readonly pp: number } {
  const { gpus, hardware, layout: said, model } = wish
  const { layers, attention } = model.architecture
  const tps =
    said.tp === null
      ? divisors(Math.min(8, hardware.domain)).filter((tp) => attention.heads % tp === 0)
      : [said.tp]
  const pps = said.pp === null ? divisors(layers) : [said.pp]
  const cuts = tps
    .flatMap((tp) => pps.map((pp) => ({ tp, pp })))
    .filter(({ tp, pp }) => {
      const ranks = gpus / (tp * pp * (said.cp ?? 1))
      return said.dp === null ? Number.isInteger(ranks) : ranks === said.dp
    })
  const ordered = cuts.sort((a, b) => a.tp * a.pp - b.tp * b.pp || a.pp - b.pp)
  const fitting = ordered.find(({ tp, pp }) => {
    const cut = cutOf({ ...wish, layout: { ...said, tp, pp } })
    return cut.ok && leastRecompute({ ...wish, flashAttention: true }, cut.value, fitsAtProbability).fits
  })
  return fitting ?? ordered.at(-1) ?? { tp: said.tp ?? 1, pp: said.pp ?? 1 }
}
