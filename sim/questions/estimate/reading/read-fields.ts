import { nearestIds } from '../../../base/nearest.ts'
import { accept, readAll, refuse, type Read } from '../../../base/outcome.ts'
import { readBounded, readMoney, readWhole, type Money } from '../../../base/quantity.ts'
import { findGrid } from '../../../catalogue/find.ts'
import { grids } from '../../../catalogue/grids.ts'
import type { Grid } from '../../../catalogue/types.ts'
import { fieldWords } from './field-words.ts'
import { readLayoutWish } from './read-layout.ts'
import { readModel } from './read-model.ts'
import { given, readReliability, type ReliabilityParts } from './read-reliability.ts'
import { readMachine, type Machine } from './read-system.ts'
import type { LayoutWish, NamedModel, Precision, Scenario } from '../scenario.ts'
import type { EstimateFields, PartialEstimateFields } from '../schema.ts'

/** Reads one training run whose shape the compiler or the schema has checked, or says everything wrong with it. */
export function readFields(fields: EstimateFields): Read<Scenario> {
  const parts = readParts(fields)
  return parts.ok ? scenarioOf(parts.value) : parts
}

export type Parts = {
  readonly model: NamedModel | null
  readonly machine: Machine | null
  readonly tokens: number | null
  readonly gpus: number | null
  readonly layout: LayoutWish | 'auto' | null
  readonly mfu: number | null
  readonly seqLen: number | null
  readonly globalBatchTokens: number | null
  readonly precision: Precision | null
  readonly grid: Grid | null
  readonly powerPrice: Money | null
  readonly gpuHourPrice: Money | null
  readonly reliability: ReliabilityParts
}

/** What each field says. */
export function readParts(fields: PartialEstimateFields): Read<Parts> {
  return readAll<Parts>({
    model: given(fields.model, readModel),
    machine: given(fields.system, readMachine),
    tokens: given(fields.tokens, (raw) => readBounded('tokens', raw, [1, 1e18])),
    gpus: given(fields.gpus, (raw) => readWhole('gpus', raw, [1, 1e7])),
    layout: given(fields.layout, readLayoutWish),
    mfu: given(fields.mfu, readMfu),
    seqLen: given(fields.seqLen, (raw) => readWhole('seqLen', raw, [1, 1e8])),
    globalBatchTokens: given(fields.globalBatchTokens, (raw) =>
      readBounded('globalBatchTokens', raw, [1, 1e12]),
    ),
    precision: given(fields.precision, readPrecision),
    grid: given(fields.grid, readGrid),
    powerPrice: given(fields.powerPrice, (raw) => readMoney('powerPrice', raw)),
    gpuHourPrice: given(fields.gpuHourPrice, (raw) => readMoney('gpuHourPrice', raw)),
    reliability: readReliability(fields),
  })
}

function readMfu(raw: string | number): Read<number> {
  const mfu = readBounded('mfu', raw, [0, 1])
  if (!mfu.ok) return refuse('mfu', `${String(raw)} is not a fraction above 0 and below 1, e.g. 0.35`)
  return mfu.value > 0 && mfu.value < 1
    ? mfu
    : refuse('mfu', `${String(raw)} has to be above 0 and below 1, e.g. 0.35`)
}

function readPrecision(raw: string): Read<Precision> {
  const precision = raw.trim().toLowerCase()
  return precision === 'bf16' || precision === 'fp8'
    ? accept(precision)
    : refuse('precision', `'${raw}' is not bf16 or fp8`)
}

function readGrid(raw: string): Read<Grid> {
  const grid = findGrid(raw)
  if (grid !== null) return accept(grid)
  const near = nearestIds(
    raw,
    grids.flatMap(({ id, iso2 }) => [id, iso2]),
  )
  return refuse('grid', `'${raw}' is not a known country code; the nearest are ${near.join(', ')}`)
}

/** The sequence length that published runs of this size class use, when none is given. */
const usualSeqLen = 4096

/** The scenario of the fields that were said, with the usual for the others. */
export function scenarioOf(parts: Parts): Read<Scenario> {
  const { model, machine, tokens, gpus } = parts
  if (model === null || machine === null || tokens === null || gpus === null)
    return refuse('input', 'is incomplete')
  const grid = parts.grid ?? findGrid(machine.system.country)
  if (grid === null) {
    return refuse('grid', `is missing and the system's country is not known; give ${fieldWords.grid}`)
  }
  return accept({
    model,
    ...machine,
    tokens,
    gpus,
    layout: parts.layout ?? 'auto',
    mfu: parts.mfu,
    seqLen: parts.seqLen ?? usualSeqLen,
    globalBatchTokens: parts.globalBatchTokens,
    precision: parts.precision ?? 'bf16',
    grid,
    powerPrice: parts.powerPrice,
    gpuHourPrice: parts.gpuHourPrice,
    ...parts.reliability,
    without: [],
  })
}
