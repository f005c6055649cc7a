import { countOfShard, mostSamples, pointAt, type Shard, type SweepPlan } from '../../sim/index.ts'
import type { Chunk, ChunkAnswer } from './chunk.ts'
import type { Form } from './lines.ts'
import type { Workers } from './workers.ts'

export type SweepRun = {
  readonly plan: SweepPlan
  readonly shard: Shard
  /** Points of the shard that are there already. */
  readonly kept: number
  readonly form: Form | null
}

/** A third of a second of work or so: long beside the message, short beside a person's patience. */
const mostPerChunk = 16
const samplesPerChunk = mostPerChunk * 2000
/** Chunks for each thread that are begun or wait for an earlier one: all that is ever in memory. */
const chunksPerThread = 4

/** The points of a shard in the order of their index, whoever answers first. Ends early when told to stop. */
export async function* runSweep(
  run: SweepRun,
  workers: Workers,
  signal: AbortSignal,
): AsyncGenerator<ChunkAnswer> {
  const most = workers.threads * chunksPerThread
  const begun: Promise<ChunkAnswer>[] = []
  for (const chunk of chunksOf(run, most)) {
    if (signal.aborted) return
    const answer = workers.answer(chunk)
    // Its failure is told when its turn comes; until then nobody listens.
    answer.catch(() => undefined)
    begun.push(answer)
    const first = begun.length < most ? undefined : begun.shift()
    if (first !== undefined) yield await first
  }
  for (const answer of begun) {
    if (signal.aborted) return
    yield await answer
  }
}

function* chunksOf({ plan, shard, kept, form }: SweepRun, most: number): Generator<Chunk> {
  const points = countOfShard(plan.count, shard)
  const sizes = [
    mostPerChunk,
    Math.ceil(samplesPerChunk / mostSamples(plan)),
    Math.ceil((points - kept) / most),
  ]
  const size = Math.max(1, Math.min(...sizes))
  const identity = { ...shard, hash: plan.hash, count: plan.count }
  for (let from = kept; from < points; from += size) {
    const length = Math.min(size, points - from)
    const indices = Array.from({ length }, (_, place) => shard.shard - 1 + (from + place) * shard.shards)
    yield { points: indices.map((index) => pointAt(plan, index)), form, identity }
  }
}
