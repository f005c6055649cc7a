import { describe, expect, it } from 'vitest'
import {
  exposedDataParallelS,
  gatherOnceS,
  optimizerS,
  shardTraffic,
} from '../../../sim/step/data-parallel.ts'
import { evidenceRows } from '../../../sim/questions/evidence/rows.ts'
import type { Practice } from '../../../sim/step/practice.ts'
import type { Layout } from '../../../sim/workload/layout.ts'
import { alone, expectNear, machine, mixtureShapes, shapes } from './invented.ts'

const asked = (cut: Partial<Layout>, habits: Partial<Practice> = {}, s = shapes) => ({
  shapes: s,
  layout: { ...alone, ...cut },
  machine: { ...machine, practice: { ...machine.practice, ...habits } },
})

const work = { pp: 1, forwardS: 2e-4, backwardS: 3e-4, layersHeld: 4, microBatches: 2 }

describe('data parallelism, worked by hand', () => {
  it('gathers 76 M parameters of two bytes over 4 ranks of a domain', () => {
    // 4 layers of 14 M and both ends of 10 M: 30 µs + 3/4 of 152 MB at 200 GB/s
    expectNear(gatherOnceS(asked({ dp: 4 }), 4), 3e-5 + 5.7e-4)
  })

  it('over 16 ranks of which tp 2 leaves 4 in each domain', () => {
    // 12 hops inside, 3 between; 15/16 of 76 MB at the 100 GB/s of 4 ports
    expectNear(gatherOnceS(asked({ dp: 16, tp: 2 }), 4), 1.2e-4 + 3e-4 + 7.125e-4)
  })

  it('gathers experts over the ranks that hold the same', () => {
    // Dense: 56.064 MB over 8. Experts: 4 layers · 2 held · 3 M · 2 bytes over 2.
    const dense = 7e-5 + (0.875 * 56.064e6) / 200e9
    expectNear(gatherOnceS(asked({ dp: 8, ep: 4 }, {}, mixtureShapes), 4), dense + 1e-5 + 1.2e-4)
  })

  it.each([
    // Gradients of 4 bytes take twice the gather, and all-reduced they come back.
    ['ZeRO 0 reduces gradients there and back', 0, {}, 2.4e-3],
    ['ZeRO 1 scatters gradients and gathers weights', 1, {}, 1.8e-3],
    ['gradients of 2 bytes take half', 0, { gradientBytes: 2 }, 1.2e-3],
    // Half of 4 layers' backward (0.6 ms) and forward (0.4 ms) hides as much.
    ['what runs behind the passes does not show', 1, { overlapsGradients: 1 }, 1.2e-3 - 6e-4 + 6e-4 - 4e-4],
  ] as const)('%s', (_, zero, habits, byHand) => {
    expectNear(exposedDataParallelS(asked({ dp: 4, zero }, habits), work), byHand)
  })

  it('behind a pipeline DeepSpeed sums the gradients whole, there and back, and gathers weights beside', () => {
    const whole = asked({ dp: 4, zero: 1 }, { sumsWhole: 'pipelines' })
    expectNear(exposedDataParallelS(whole, work), 1.8e-3)
    expectNear(exposedDataParallelS(whole, { ...work, pp: 2 }), 1.8e-3 + 1.2e-3)
    // Aleph Alpha's trainer does so always: its optimizer calls all_reduce, with ZeRO too.
    expectNear(exposedDataParallelS(asked({ dp: 4, zero: 1 }, { sumsWhole: 'always' }), work), 3e-3)
  })

  it('ZeRO 3 gathers each layer twice and scatters it, in every micro-batch', () => {
    // Layer 28 MB: 0.135 ms. Forward hides it at 10 % contention; backward 0.405 ms stand against 0.3 ms. Ends 0.18 ms.
    const layer = 0.1 * 1.35e-4 + (4.05e-4 - 3e-4) + 0.1 * 3e-4
    const overlaps = { overlapsGradients: 1 }
    expectNear(exposedDataParallelS(asked({ dp: 4, zero: 3 }, overlaps), work), 2 * (4 * layer + 1.8e-4))
    // Gradients that wait for the end of the layer show their 0.27 ms.
    const waits = 2 * 0.1 * 1.35e-4 + 2.7e-4
    expectNear(exposedDataParallelS(asked({ dp: 4, zero: 3 }), work), 2 * (4 * waits + 1.8e-4))
    const bare = exposedDataParallelS(asked({ dp: 4, zero: 3 }, { overlapsShards: false }), work)
    expectNear(bare, 2 * (4 * (1.35e-4 + 4.05e-4) + 1.8e-4))
    // DeepSpeed scatters them in the two bytes of its regime: three times 0.135 ms.
    const deepspeed = asked({ dp: 4, zero: 3 }, { overlapsShards: false, stack: 'deepspeed' })
    expectNear(exposedDataParallelS(deepspeed, work), 2 * (4 * 3 * 1.35e-4 + 1.8e-4))
  })

  it('by modules an expert comes matrix by matrix, and nothing comes ahead', () => {
    const cut = { dp: 4, zero: 3 as const }
    const layers = shardTraffic(asked(cut, {}, mixtureShapes))
    const modules = shardTraffic(asked(cut, { gathersPerLayer: 12 }, mixtureShapes))
    // Latency of a ring of 4 for 11 more pieces of the layer and 3 · 8 − 1 more of its experts.
    expectNear(modules.layerS - layers.layerS, (11 + 23) * 3e-5)
    expect([layers.hides, modules.hides]).toEqual([true, false])
    expect(shardTraffic(asked(cut, { gathersPerLayer: 12 })).hides).toBe(true)
  })

  it('cuts weights inside a slice of TPUs and sums gradients across slices once a step', () => {
    const whole = asked({ dp: 16, zero: 3 })
    const sliced = {
      ...whole,
      machine: { ...machine, hardware: { ...machine.hardware, family: 'tpu' } },
    } as const
    const { layerS, copiesS } = shardTraffic(sliced)
    // 28 MB over 8 chips; 76 M / 8 gradients of 4 bytes through one port, to the other slice and back.
    expectNear(layerS, 7e-5 + (0.875 * 28e6) / 200e9)
    expectNear(copiesS, 2 * (1e-4 + (0.5 * 38e6) / 25e9))
    expectNear(shardTraffic(whole).copiesS, 0)
  })

  it('cuts weights inside a node where FSDP shards in its hybrid way, as its rows in the evidence say', () => {
    const { layerS, copiesS } = shardTraffic(asked({ dp: 16, zero: 3 }, { shardsInside: true }))
    expectNear(layerS, 7e-5 + (0.875 * 28e6) / 200e9)
    expectNear(copiesS, 2 * (1e-4 + (0.5 * 38e6) / 25e9))
    const inside = evidenceRows().flatMap(({ row, question }) =>
      'settled' in question && question.settled.wish.practice.shardsInside ? [row.table] : [],
    )
    expect([...new Set(inside)]).toEqual([
      'fms-fsdp',
      'Modalities-Leonardo',
      'Modalities-MareNostrum5',
      'AXLearn',
    ])
  })

  it('of one rank moves nothing', () => {
    expectNear(exposedDataParallelS(asked({}), work), 0)
  })
})

describe('the optimizer, worked by hand', () => {
  it('reads and writes 34 bytes for each of 76 M parameters, or of its part of them', () => {
    expectNear(optimizerS(asked({ dp: 4 }), 4), 2.584e-3)
    expectNear(optimizerS(asked({ dp: 4, zero: 1 }), 4), 6.46e-4)
  })

  it('has the experts of its rank, cut over the ranks that hold the same', () => {
    // Dense and ends: 28.032 M over 8. Experts: 4 layers · 2 held · 3 M = 24 M over 2.
    const at = (zero: 0 | 1) => optimizerS(asked({ dp: 8, ep: 4, zero }, {}, mixtureShapes), 4)
    expectNear(at(1), (3.504e6 + 12e6) * 34e-12)
    expectNear(at(0), (28.032e6 + 24e6) * 34e-12)
  })
})
