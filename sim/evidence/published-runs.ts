import { citationsOf, readTable, type Row } from '../catalogue/loader/table.ts'
import type { Citation, Accelerator } from '../catalogue/types.ts'
import runsText from '../data/runs/throughput.csv?raw'
import type { Layout } from '../workload/layout.ts'
import distances from '../data/throughput/distances.json' with { type: 'json' }
import type { Architecture } from '../workload/huggingface.ts'
import { countParameters } from '../workload/flops.ts'

/** What decides how alike two runs are. */
export type RunShape = Readonly<ReturnType<typeof runShapeOf>>

type Size = { readonly accelerators: number; readonly seqLen: number; readonly precision: string }

export function runShapeOf(architecture: Architecture, accelerator: Accelerator, size: Size) {
  return {
    activeParameters: countParameters(architecture).active,
    mixture: architecture.moe !== null,
    acceleratorId: accelerator.id,
    vendor: accelerator.vendor,
    accelerators: size.accelerators,
    seqLen: size.seqLen,
    precision: size.precision,
  }
}

export type KnownRun = { readonly run: PublishedRun; readonly shape: RunShape; readonly mfu: number }

/**
 * How far apart two runs are, in e-folds of size: a judgement, not a fit. Another accelerator counts as much as a
 * model e times larger, another vendor or precision twice that; scale counts least, because utilisation falls
 * slowly with the number of accelerators.
 */
const weights = distances

export function distance(a: RunShape, b: RunShape): number {
  return (
    weights.parameters * Math.abs(Math.log(a.activeParameters / b.activeParameters)) +
    weights.accelerators * Math.abs(Math.log(a.accelerators / b.accelerators)) +
    weights.seqLen * Math.abs(Math.log(a.seqLen / b.seqLen)) +
    (a.acceleratorId === b.acceleratorId ? 0 : weights.accelerator) +
    (a.vendor === b.vendor ? 0 : weights.vendor) +
    (a.precision === b.precision ? 0 : weights.precision) +
    (a.mixture === b.mixture ? 0 : weights.mixture)
  )
}

/** The published run most like the one asked for. Throws on an empty list, which would be a bug. */
export function nearestRun(shape: RunShape, known: readonly KnownRun[]): KnownRun {
  const [first, ...others] = known
  if (first === undefined) throw new Error('there is no published run to compare with')
  return others.reduce(
    (best, next) => (distance(shape, next.shape) < distance(shape, best.shape) ? next : best),
    first,
  )
}

/**
 * How wrong the nearest run's utilisation is: each published run guessed from the nearest one of another source,
 * published ÷ guessed, ascending.
 */
export function leaveOneSourceOut(known: readonly KnownRun[]): readonly number[] {
  return known
    .map((one) => {
      const others = known.filter((other) => other.run.citation[0] !== one.run.citation[0])
      return one.mfu / nearestRun(one.shape, others).mfu
    })
    .sort((a, b) => a - b)
}

/** Throughput that somebody published for a training run or a benchmark of one, in tokens, which have no convention. */
export type PublishedRun = Readonly<ReturnType<typeof runOf>>

const counts = ['tp', 'pp', 'vpp', 'dp', 'cp', 'ep', 'microBatch', 'globalBatch'] as const
const stages = [0, 1, 2, 3] as const

/** What the source says of the layout, and nothing else. */
function layoutOf(row: Row): Partial<Layout> {
  const said: { -readonly [Name in keyof Layout]?: Layout[Name] } = {}
  for (const name of counts) {
    const count = row.number(name)
    if (count !== null) said[name] = count
  }
  const zero = row.number('zero')
  const stage = stages.find((one) => one === zero)
  if (stage !== undefined) said.zero = stage
  else if (zero !== null) row.refuse(`zero: ${String(zero)} is none of ${stages.join(', ')}`)
  const sequenceParallel = row.flag('sequenceParallel')
  if (sequenceParallel !== null) said.sequenceParallel = sequenceParallel
  return said
}

/** Of a row that is refused for it. */
const unread: Citation = ['', '']

function runOf(row: Row) {
  const { tokensPerS: citation = unread } = citationsOf(row, { tokensPerS: 'tokensPerS' })
  return {
    ...row.texts('id name modelId acceleratorId'),
    ...row.counts('accelerators seqLen'),
    precision: row.oneOf('precision', ['bf16', 'fp8']) ?? 'bf16',
    tokensPerSPerAccelerator: row.count('tokensPerS'),
    layout: layoutOf(row),
    citation,
  }
}

/**
 * The runs whose utilisation stands in until a performance model predicts it. Strong scaling of Apertus-70B is read
 * from the drawing of Figure 12 (error below 0.5 %).
 */
export const publishedRuns = readTable({ name: 'runs/throughput.csv', text: runsText, key: ['id'] }, runOf)
