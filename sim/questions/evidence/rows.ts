import { own } from '../../base/nearest.ts'
import type { Read } from '../../base/outcome.ts'
import { GIGA } from '../../base/units.ts'
import type { HuggingFaceConfig } from '../../catalogue/types.ts'
import {
  evidenceModels,
  throughputRows,
  throughputTables,
  type ThroughputRow,
  type ThroughputTable,
} from '../../evidence/throughput.ts'
import type { Practice } from '../../step/practice.ts'
import { unmeasuredKinds } from '../../workload/shapes.ts'
import { settle, type Settled } from '../predict/complete.ts'
import { readLine } from '../predict/line.ts'

/** A measured row as a question that the model can answer, or why it cannot. */
export type EvidenceRow = {
  readonly table: ThroughputTable
  readonly row: ThroughputRow
  /** Of its table; rows of kinds of blocks that no constant stands for are judged and not fitted on. */
  readonly role: ThroughputTable['role']
  /** Counts for the accuracy bars: pretraining, graded A or B, and enough stated to predict. */
  readonly judged: boolean
  readonly question: { readonly settled: Settled; readonly observed: number } | { readonly reason: string }
}

/** A row and the shapes of its model, where they are known. */
type Shaped = { readonly row: ThroughputRow; readonly model: HuggingFaceConfig | undefined }

/** Every row of every table, in order; none is dropped. */
export function evidenceRows(): readonly EvidenceRow[] {
  const rows = throughputRows()
  const models = evidenceModels()
  return throughputTables().flatMap((table) =>
    rows
      .filter((row) => row.table === table.name)
      .map((row) => evidenceRow(table, { row, model: models(row.model) })),
  )
}

function evidenceRow(table: ThroughputTable, shaped: Shaped): EvidenceRow {
  const { row } = shaped
  const question = questionOf(shaped)
  const judged = 'settled' in question && row.grade !== 'C'
  const kinds = 'settled' in question ? unmeasuredKinds(question.settled.wish.model.architecture) : []
  return { table, row, role: kinds.length > 0 ? 'check' : table.role, judged, question }
}

function questionOf({ row, model }: Shaped): EvidenceRow['question'] {
  if (row.task !== 'pretrain') return { reason: `${row.task}: fine-tuning is another workload` }
  if (model === undefined)
    return { reason: 'the shapes of the model are not published, or are of no decoder we count' }
  const { tokensPerSPerGpu: observed, seqLen, gpus } = row
  if (observed === null || seqLen === null || gpus === null)
    return { reason: 'tokens per second or sequence length not stated' }
  const settled = settledOf({ row, model })
  return settled.ok
    ? { settled: settled.value, observed }
    : { reason: settled.problems.map(({ message }) => message).join('; ') }
}

/** A row as a line of `predict`. */
export function lineOf({ row, model }: Shaped): { readonly [field: string]: unknown } {
  const { tp, pp, vpp, cp, ep, microBatch, globalBatch, zero } = row
  return {
    id: row.id,
    model,
    seqLen: row.seqLen,
    hardware: {
      accelerator: row.accelerator,
      gpusPerNode: row.gpusPerNode,
      scaleOutGBsPerGpu: row.scaleOutBytesPerS === null ? null : row.scaleOutBytesPerS / GIGA,
      powerCapW: row.powerLimitW,
    },
    gpus: row.gpus,
    layout: { tp, pp, vpp, cp, ep, microBatch, globalBatch, zero },
    sequenceParallel: row.sequenceParallel,
    precision: row.precision === '' ? null : row.precision,
    recompute: row.recompute === '' ? null : row.recompute,
    flashAttention: row.flashAttention,
    framework: row.framework === '' ? null : row.framework,
    year: row.year,
    ...saidBy(row, model),
  }
}

/** What the settings of a row say in the words of a line; forced balance is a capacity factor of one. */
function saidBy({ settings }: ThroughputRow, model: HuggingFaceConfig | undefined) {
  const has = (word: string) => settings.includes(word)
  const factor = settings.find((word) => word.startsWith('capacity-factor='))?.split('=')[1]
  const mixture =
    model?.['num_experts'] !== undefined ||
    model?.['n_routed_experts'] !== undefined ||
    model?.['num_local_experts'] !== undefined
  return {
    overlapGradients: has('no-overlap') ? false : null,
    compile: has('compile') || has('fused-kernels') ? true : has('eager') ? false : null,
    capacityFactor: !mixture ? null : has('balanced-experts') ? 1 : (factor ?? null),
  }
}

function settledOf(shaped: Shaped): Read<Settled> {
  const wish = readLine(lineOf(shaped))
  if (!wish.ok) return wish
  const said = shaped.row.settings.map((word) => own(habitsByWord, word) ?? {})
  const practice: Practice = Object.assign({ ...wish.value.practice }, ...said)
  return settle({ ...wish.value, practice })
}

/** What settings of a row say that no line can, by the source's own recipes. */
const habitsByWord: Readonly<Record<string, Partial<Practice>>> = {
  'fused-experts': { fusesExperts: 1 },
  'plain-experts': { fusesExperts: 0 },
  deepep: { dispatchesOnce: 1 },
  alltoall: { dispatchesOnce: 0 },
  'async-tp': { overlapsTensor: true },
  'tp-overlap': { overlapsTensor: true },
  'transformer-engine': { nativeAttention: true, chainsNorms: false, chainsSoftmax: false },
  'cudnn-attention': { nativeAttention: true },
  'blockwise-attention': { attentionBlock: 1024 },
  'grouped-experts': { groupsExperts: true },
  'flash-attention-1': { firstFlash: 1 },
  'flash-attention-2': { firstFlash: 0 },
  'flash-attention-4': { nativeAttention: true },
  hsdp: { shardsInside: true },
  'fused-loss': { fusesLoss: true },
  'bf16-gradients': { gradientBytes: 2 },
  'fp8-rowwise': { scalesRows: true },
  'whole-gradients': { sumsWhole: 'always' },
  'recompute-norms': { selects: 'norms' },
  'recompute-experts': { selects: 'experts' },
  'recompute-mlp': { selects: 'mlp' },
  'expert-overlap': { overlapsExperts: true },
  interleaved: { chunks: 'always' },
  'cut-experts': { cutsExperts: true },
}
