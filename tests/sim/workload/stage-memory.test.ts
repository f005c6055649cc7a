import { describe, expect, it } from 'vitest'
import type { Layout } from '../../../sim/workload/layout.ts'
import { memoryOf, type MemoryTerms } from '../../../sim/workload/memory.ts'
import { usualHabits } from './usual-habits.ts'
import { chunksStarted } from '../../../sim/workload/stage-memory.ts'
import { alone, expectNear, mixtureShapes, shapes } from '../step/invented.ts'

const terms: MemoryTerms = {
  shapes,
  seqLen: 2000,
  optimizer: 'adamw',
  habits: { ...usualHabits, reserveBytes: 1e9 },
}

/** Two stages of two layers, each cut over two ranks of tp, states over four of dp. */
const cut: Layout = { ...alone, tp: 2, pp: 2, dp: 4, globalBatch: 32, zero: 1, sequenceParallel: true }
const partsOf = (layout: Layout, of = terms) => memoryOf(of, layout).breakdownBytes

describe('memory, worked by hand', () => {
  it('of the first stage: states of 19 M parameters and activations of 4 layers', () => {
    // A rank holds 2 · 7 M and 5 M of the embedding: 2 and 4 bytes of each, 12 of a quarter.
    // A token leaves 8000/2 bytes of residual stream, (4040 + 24000)/2 inside: 18,020, of 2,000 tokens.
    expect(partsOf(cut)).toEqual({
      weights: 38e6,
      gradients: 76e6,
      optimizer: 57e6,
      activations: 144.16e6,
      logits: 0,
      gathered: 0,
      reserve: 1e9,
    })
    expectNear(memoryOf(terms, cut).peakBytes, 1315.16e6)
  })

  it('without what is cheap to compute again: 12,020 bytes of a token, and logits outweigh the first stage', () => {
    // The first stage keeps 96 MB of 4 layers; the last 48 MB of 2 and 60 MB of logits.
    const { activations, logits } = partsOf({ ...cut, recompute: 'selective' })
    expectNear(activations, 48.08e6)
    expectNear(logits, 60e6)
  })

  it('with full recomputation is highest at the loss, where 10 M logits stand beside two inputs', () => {
    // The first stage keeps 4 inputs of 2 MB and one layer at work, 44 MB; the last 2 inputs and 60 MB of logits.
    const { activations, logits } = partsOf({ ...cut, recompute: 'full' })
    expectNear(activations, 4e6)
    expectNear(logits, 60e6)
  })

  it('halves activations with twice the context parallelism, and cuts states over it', () => {
    const { activations, optimizer } = partsOf({ ...cut, cp: 2 })
    expectNear(activations, 72.08e6)
    expectNear(optimizer, 28.5e6)
  })

  it('fully sharded inside a node of 4, as HYBRID_SHARD of PyTorch: on 16 ranks what 4 alone would hold', () => {
    const habits = { ...terms.habits, shardDomain: 4 }
    const on = (dp: number, zero: Layout['zero']) =>
      partsOf({ ...alone, dp, zero, globalBatch: dp }, { ...terms, habits })
    expect(on(16, 3)).toEqual(partsOf({ ...alone, dp: 4, zero: 3, globalBatch: 4 }))
    // Other stages know no such way.
    expect(on(16, 1)).toEqual(partsOf({ ...alone, dp: 16, zero: 1, globalBatch: 16 }))
    // Ranks of tp take their places in the node.
    const both = partsOf({ ...alone, tp: 2, dp: 16, zero: 3, globalBatch: 16 }, { ...terms, habits })
    expect(both).toEqual(partsOf({ ...alone, tp: 2, dp: 2, zero: 3, globalBatch: 2 }))
  })

  it('fully sharded: a quarter of everything, two layers gathered, and the ends in place of gradients', () => {
    const sharded: Layout = { ...alone, dp: 4, zero: 3 }
    const { weights, gradients, optimizer, gathered } = partsOf(sharded)
    expect([weights, gradients, optimizer, gathered]).toEqual([38e6, 76e6, 228e6, 96e6])
    const casts = { ...terms, habits: { ...terms.habits, castsWhenGathered: true } }
    const cast = partsOf(sharded, casts)
    expect([cast.weights, cast.optimizer]).toEqual([76e6, 152e6])
    expectNear(partsOf(sharded, { ...terms, optimizer: 'ademamix' }).optimizer, 304e6)
  })

  it('of experts: each rank holds two of eight, cut over the two ranks that hold the same', () => {
    const { weights, optimizer } = partsOf(
      { ...alone, dp: 8, ep: 4, zero: 1 },
      { ...terms, shapes: mixtureShapes },
    )
    expectNear(weights, 2 * (28.032e6 + 24e6))
    expectNear(optimizer, 12 * (3.504e6 + 12e6))
  })

  it('of micro-batches in flight: 4, 3 and 1 of 4 stages; 11, 9 and 5 chunks with two a rank', () => {
    const started = (vpp: number) => [0, 1, 3].map((rank) => chunksStarted({ ...alone, pp: 4, vpp }, rank))
    expect(started(1)).toEqual([4, 3, 1])
    expect(started(2)).toEqual([11, 9, 5])
  })
})
