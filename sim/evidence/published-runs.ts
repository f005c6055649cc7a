import { citationsOf, readTable, type Row } from '../catalogue/loader/table.ts'
import type { Citation } from '../catalogue/types.ts'
import runsText from '../data/runs/throughput.csv?raw'
import type { Layout } from '../workload/layout.ts'

/** Throughput that somebody published for a training run or a benchmark of one, in tokens, which have no convention. */
export type PublishedRun = Readonly<ReturnType<typeof runOf>>

type Said = { -readonly [Name in keyof Layout]?: Layout[Name] }

const counts = ['tp', 'pp', 'vpp', 'dp', 'cp', 'ep', 'microBatch', 'globalBatch'] as const
const stages = [0, 1, 2, 3] as const

/** What the source says of the layout, and nothing else. */
function layoutOf(row: Row): Partial<Layout> {
  const said: Said = {}
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
    id: row.text('id'),
    name: row.text('name'),
    /** Ids of the catalogue. */
    modelId: row.text('modelId'),
    acceleratorId: row.text('acceleratorId'),
    accelerators: row.count('accelerators'),
    seqLen: row.count('seqLen'),
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
