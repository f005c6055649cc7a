import { findAccelerator } from '../../sim/catalogue/accelerators.ts'
import { evidenceModels, throughputRows, type ThroughputRow } from '../../sim/evidence/throughput.ts'
import { hardwareOf, type Hardware } from '../../sim/step/hardware.ts'
import type { Precision } from '../../sim/step/kernel.ts'
import { memoryHabitsOf } from '../../sim/step/memory-habits.ts'
import { practiceOf, type Practice } from '../../sim/step/practice.ts'
import { type Architecture, readArchitecture } from '../../sim/workload/huggingface.ts'
import type { Layout, Recompute, ZeroStage } from '../../sim/workload/layout.ts'
import { fittingBytes, type MemoryTerms } from '../../sim/workload/memory.ts'
import { shapesOf } from '../../sim/workload/shapes.ts'

/** A published pretraining run with a layout, and what memory and step time need to know of it. */
export type PublishedLayout = {
  readonly id: string
  readonly architecture: Architecture
  /** `recompute` as stated, else 'none'. */
  readonly layout: Layout
  readonly recompute: Recompute | null
  readonly precision: Precision
  readonly practice: Practice
  readonly acceleratorId: string
  readonly hardware: Hardware
  readonly terms: MemoryTerms
  readonly capacityBytes: number
}

const precisions: readonly Precision[] = ['bf16', 'fp16', 'fp8', 'mxfp8', 'nvfp4']
const recomputes: readonly Recompute[] = ['none', 'selective', 'full']
const stages: readonly ZeroStage[] = [0, 1, 2, 3]
/** Flash attention spread in this year; so did sequence parallelism a year before. */
const flashSince = 2023

const modelOf = evidenceModels()

function readRow(row: ThroughputRow): readonly PublishedLayout[] {
  const config = modelOf(row.model)
  const accelerator = findAccelerator(row.accelerator)
  const { tp, gpus, seqLen } = row
  if (config === undefined || accelerator === null || tp === null || gpus === null || seqLen === null)
    return []
  const read = readArchitecture(config)
  if (!read.ok) return []
  const practice = practiceOf(row.framework, row.year)
  const hardware = hardwareOf(accelerator, {
    gpusPerNode: row.gpusPerNode,
    scaleOutBytesPerS: row.scaleOutBytesPerS,
    pairBytesPerS: null,
    powerCapW: row.powerLimitW,
  })
  const precision = precisions.find((one) => one === row.precision) ?? 'bf16'
  const flash = row.flashAttention ?? practice.year >= flashSince
  return [
    {
      id: row.id,
      architecture: read.value,
      layout: layoutOf(row, { tp, gpus, practice }),
      recompute: recomputes.find((one) => one === row.recompute) ?? null,
      precision,
      practice,
      acceleratorId: accelerator.id,
      hardware,
      terms: {
        shapes: shapesOf(read.value),
        seqLen,
        optimizer: row.model.startsWith('apertus') ? 'ademamix' : 'adamw',
        habits: memoryHabitsOf({ practice, hardware }, precision, flash),
      },
      capacityBytes: fittingBytes(accelerator),
    },
  ]
}

type Cut = { readonly tp: number; readonly gpus: number; readonly practice: Practice }

/** What a row leaves open is the least; where it gives no batch, four micro-batches for each stage. */
function layoutOf(row: ThroughputRow, { tp, gpus, practice }: Cut): Layout {
  const pp = row.pp ?? 1
  const cp = row.cp ?? 1
  const dp = row.dp ?? gpus / (tp * pp * cp)
  const microBatch = row.microBatch ?? 1
  return {
    tp,
    pp,
    vpp: row.vpp ?? 1,
    dp,
    cp,
    ep: row.ep ?? 1,
    microBatch,
    globalBatch: row.globalBatch ?? dp * microBatch * pp * 4,
    zero: stages.find((stage) => stage === row.zero) ?? 1,
    recompute: recomputes.find((one) => one === row.recompute) ?? 'none',
    sequenceParallel: row.sequenceParallel ?? (tp > 1 && practice.year >= flashSince - 1),
  }
}

/** Every row of grade A or B that pretrains a model of known shapes in a stated layout. */
export const publishedLayouts: readonly PublishedLayout[] = throughputRows()
  .filter(({ task, grade }) => task === 'pretrain' && (grade === 'A' || grade === 'B'))
  .flatMap(readRow)
