import { describe, expect, it } from 'vitest'
import { acceleratorFields } from '../../../sim/questions/estimate/reading/read-accelerator.ts'
import { readMachine } from '../../../sim/questions/estimate/reading/read-system.ts'
import { systemFields } from '../../../sim/questions/estimate/reading/shapes.ts'
import { predictLine } from '../../../sim/questions/predict/work.ts'

/** The figures of an H100 as a person would copy them off its datasheet. */
const figures = {
  name: 'hx-1',
  bf16Tflops: 989.4,
  fp8Tflops: 1979,
  memoryGB: 80,
  memoryGBs: 3350,
  scaleUpGBs: 900,
  scaleOutGBs: 50,
  gpusPerDomain: 8,
  tdpW: 700,
}
const line = {
  id: 'a',
  model: 'qwen3-8b',
  seqLen: 4096,
  gpus: 16,
  layout: { tp: 2, dp: 8, microBatch: 1, globalBatch: 64, zero: 1 },
  precision: 'fp8',
  recompute: 'none',
}

describe("an accelerator of one's own", () => {
  it('is predicted as the part of the catalogue with the same figures', () => {
    const own = predictLine({ ...line, hardware: { accelerator: figures } })
    const known = predictLine({ ...line, hardware: { accelerator: 'NVIDIA H100 80GB HBM3' } })
    if (!own.ok || !known.ok) throw new Error('cannot be predicted')
    const { interval80, novelty } = known
    // The evidence does not know it by its figures, so its range is at least as wide.
    expect({ ...own, interval80, novelty }).toEqual(known)
    expect(own.interval80.tokensPerSPerGpu[0]).toBeLessThanOrEqual(interval80.tokensPerSPerGpu[0])
    expect(own.interval80.tokensPerSPerGpu[1]).toBeGreaterThanOrEqual(interval80.tokensPerSPerGpu[1])
  })

  it('does not fit what its memory does not hold', () => {
    const fits = (memoryGB: number) => {
      const answer = predictLine({ ...line, hardware: { accelerator: { ...figures, memoryGB } } })
      return answer.ok ? answer.fits : answer.problem
    }
    expect(fits(80)).toBe(true)
    expect(fits(40)).toBe(false)
  })

  it('has no fp8 rate that it does not name', () => {
    const { fp8Tflops, ...without } = figures
    expect(fp8Tflops).toBe(1979)
    expect(predictLine({ ...line, hardware: { accelerator: without } })).toMatchObject({
      ok: false,
      problem: expect.stringContaining('hx-1 has no published fp8 rate; use bf16'),
    })
  })

  it('is refused with every problem at once', () => {
    const accelerator = { ...figures, name: ' ', memoryGB: 0, fp8Tflops: 500, gpusPerDomain: 1.5 }
    const answer = predictLine({ ...line, hardware: { accelerator } })
    const problem = answer.ok ? '' : answer.problem
    expect([...problem.matchAll(/hardware\.accelerator\.(\w+): /g)].map(([, field]) => field)).toEqual([
      'name',
      'memoryGB',
      'gpusPerDomain',
      'fp8Tflops',
    ])
  })

  it('is refused with a field that it does not have, and without one that it needs', () => {
    const answer = (accelerator: object) => predictLine({ ...line, hardware: { accelerator } })
    expect(answer({ ...figures, tdpw: 700 })).toMatchObject({
      ok: false,
      problem: expect.stringContaining('tdpw'),
    })
    expect(answer({ name: 'x', bf16Tflops: 1, memoryGB: 1 })).toMatchObject({
      ok: false,
      problem: expect.stringContaining('memoryGBs'),
    })
  })

  it('stands in a system file in place of an id, and never beside one', () => {
    const system = { name: 'Mine', nodes: 4, acceleratorsPerNode: 8 }
    const machine = (said: object) => readMachine(systemFields.parse({ ...system, ...said }))
    expect(machine({ accelerator: figures })).toMatchObject({
      ok: true,
      value: { accelerator: { id: 'hx-1', memoryBytes: 80e9 }, system: { acceleratorId: 'hx-1' } },
    })
    expect(machine({ accelerator: 'NVIDIA B200' })).toMatchObject({
      ok: true,
      value: { accelerator: { id: 'b200' } },
    })
    expect(systemFields.safeParse(system).success).toBe(false)
    expect(machine({ accelerator: figures, acceleratorId: 'b200' }).ok).toBe(false)
  })

  it.each([
    [2, 8, 8],
    [6, 4, 4],
    [72, 16, 16],
  ])('is refused with a domain of %i in nodes of %i, which the model takes as %i', (said, perNode, taken) => {
    const accelerator = { ...figures, gpusPerDomain: said }
    const message = `${String(said)} is not kept: nodes of ${String(perNode)} make a domain of ${String(taken)}; give that, or leave it out`
    const system = { name: 'Mine', nodes: 4, acceleratorsPerNode: perNode, accelerator }
    expect(readMachine(systemFields.parse(system))).toEqual({
      ok: false,
      problems: [{ field: 'system.accelerator.gpusPerDomain', message }],
    })
    expect(predictLine({ ...line, hardware: { accelerator, gpusPerNode: perNode } })).toMatchObject({
      ok: false,
      problem: expect.stringContaining(`hardware.accelerator.gpusPerDomain: ${message}`),
    })
  })

  it.each([
    [4, 4],
    [72, 4],
    [16, 32],
    [2, null],
  ])('keeps a domain of %i in nodes of %s', (gpusPerDomain, gpusPerNode) => {
    const hardware = { accelerator: { ...figures, gpusPerDomain }, gpusPerNode }
    expect(predictLine({ ...line, hardware }).ok).toBe(true)
  })

  it('takes no name of the catalogue away', () => {
    expect(acceleratorFields.parse({ ...figures, name: 'H100' }).id).toBe('h100-own')
  })
})
