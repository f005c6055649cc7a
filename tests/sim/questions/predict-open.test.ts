import { expect, it } from 'vitest'
import { predictLine } from '../../../sim/index.ts'

const line = {
  model: 'llama-3.1-405b',
  seqLen: 8192,
  gpus: 8192,
  hardware: { accelerator: 'h100-sxm-80', gpusPerNode: 8 },
  recompute: 'none',
  year: 2025,
}
const layout = { tp: 8, cp: 1, pp: 16, dp: 64, vpp: 8, microBatch: 1, globalBatch: 1024 }

function predicted(zero: number | null) {
  const answer = predictLine({ ...line, layout: { ...layout, zero } })
  if (!answer.ok) throw new Error(answer.problem)
  return answer
}

it('a ZeRO stage that is left open is the least that fits', () => {
  expect(predicted(1).fits).toBe(false)
  expect(predicted(2).fits).toBe(true)
  const open = predicted(null)
  expect(open.fits).toBe(true)
  expect(open.chosen).toContain('zero: 2')
  expect(open.peakBytes).toBe(predicted(2).peakBytes)
})

it('a ZeRO stage that is left open is one that DeepSpeed runs beside a pipeline', () => {
  const answer = predictLine({ ...line, framework: 'deepspeed', layout: { ...layout, vpp: 1, zero: null } })
  expect(answer.ok ? answer.chosen : []).toContain('zero: 1')
})

it('a layout that no rule allows is refused with every rule that it breaks', () => {
  const answer = predictLine({ ...line, layout: { ...layout, tp: 7, globalBatch: 1000 } })
  expect(answer.ok ? '' : answer.problem).toBe(
    [
      'layout: tp × pp × cp × dp = 7168 does not equal gpus = 8192',
      'layout: tp = 7 does not divide 128 attention heads',
      'layout: tp = 7 does not divide the widths of the model: hidden 16384, MLP 53248',
      'layout: globalBatch = 1000 is not a multiple of dp × microBatch = 64',
      'layout: vpp = 8 needs micro-batches in groups of pp = 16; there are 15.625 (globalBatch ÷ dp ÷ microBatch)',
    ].join('; '),
  )
})

it('a cut that does not divide the accelerators is one problem, not its consequences too', () => {
  const answer = predictLine({ ...line, gpus: 8192, layout: { tp: 8, pp: 6 } })
  expect(answer.ok ? '' : answer.problem).toBe('layout: tp × pp × cp = 48 does not divide gpus = 8192')
})

it('a batch that is left open comes in whole groups of interleaved stages, so that no own proposal is refused', () => {
  for (const model of ['llama-3.1-405b', 'apertus-70b'])
    for (const gpus of [64, 128, 192, 320, 448, 1024]) {
      const answer = predictLine({
        ...line,
        model,
        gpus,
        seqLen: 4096,
        recompute: null,
        framework: 'megatron',
      })
      expect(answer.ok ? '' : answer.problem, `${model} on ${String(gpus)}`).toBe('')
    }
})

it('recomputation that is left open fills the memory of Megatron-LM: whole layers in as few as have to be', () => {
  const asked = (recompute: 'full' | 'selective' | null) => {
    const answer = predictLine({
      ...line,
      model: 'llama-3.1-8b',
      gpus: 8,
      layout: { tp: 1, pp: 1, dp: 4, cp: 2, microBatch: 1, globalBatch: 128, zero: 1 },
      precision: 'fp8',
      framework: 'megatron',
      recompute,
    })
    if (!answer.ok) throw new Error(answer.problem)
    return answer
  }
  const [full, selective, open] = [asked('full'), asked('selective'), asked(null)]
  // 79.11 GiB, as PyTorch reports of an H100, less a GB outside its allocator: as likely as not.
  const usable = 79.11 * 1024 ** 3 - 1e9
  const share = (selective.peakBytes - usable) / (selective.peakBytes - full.peakBytes)
  expect(share).toBeGreaterThan(0)
  expect(share).toBeLessThan(1)
  expect(open.chosen).toContain(
    `recompute: full in ${(100 * share).toFixed(0)} % of the layers, the least that fits`,
  )
  // What is said and may not fit waits for its allocator too.
  const aloneS = ({ stepTimeS, fitsProbability: p }: typeof open) =>
    stepTimeS / (1 + Math.max(0, p * (1 - p) - 0.09))
  const stepS = share * aloneS(full) + (1 - share) * aloneS(selective)
  expect(open.stepTimeS / stepS).toBeCloseTo(1, 9)
})

it('a pipeline that is given without its chunks has none, as Megatron-LM takes it; one that is chosen may have them', () => {
  const asked = { ...line, framework: 'megatron' }
  const chunksOf = (said: object) => {
    const answer = predictLine({ ...asked, layout: { tp: 8, microBatch: 1, globalBatch: 1024, ...said } })
    if (!answer.ok) throw new Error(answer.problem)
    return answer.chosen.find((sentence) => sentence.startsWith('vpp'))
  }
  expect(chunksOf({ pp: 16 })).toBe('vpp: 1')
  expect(chunksOf({ pp: 16, vpp: 4 })).toBeUndefined()
  expect(chunksOf({})).not.toBe('vpp: 1')
})
