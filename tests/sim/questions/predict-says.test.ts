import { describe, expect, it } from 'vitest'
import { answerPredict, predictLine } from '../../../sim/index.ts'
import { expertLoad } from '../../../sim/step/practice.ts'

const dense = {
  model: 'llama-3.1-8b',
  seqLen: 8192,
  gpus: 128,
  hardware: { accelerator: 'h100-sxm-80' },
  layout: { tp: 1, pp: 1, dp: 128, microBatch: 1, globalBatch: 128, zero: 1 },
  recompute: 'none',
  framework: 'torchtitan',
  year: 2025,
}
const mixture = { ...dense, model: 'mixtral-8x7b', layout: { ...dense.layout, ep: 8 }, framework: 'maxtext' }

function speedOf(line: object): number {
  const answer = predictLine(line)
  if (!answer.ok) throw new Error(answer.problem)
  return answer.tokensPerSPerGpu
}

function problemsOf(line: object): string {
  const answer = predictLine(line)
  return answer.ok ? '' : answer.problem
}

function rangeOf(line: object): number {
  const answer = predictLine(line)
  if (!answer.ok) throw new Error(answer.problem)
  const [low, high] = answer.interval80.tokensPerSPerGpu
  return high / low
}

describe('what a line leaves open is a range of habits', () => {
  it.each([
    ['compile', dense, [true, false]],
    ['overlapGradients', { ...dense, framework: 'megatron' }, [true, false]],
    ['capacityFactor', mixture, [1, 1.2]],
    // Far from the end of memory, where what runs is slowed by its allocator.
    ['year', { ...dense, seqLen: 4096 }, [2023, 2025]],
    [
      'framework',
      { ...dense, layout: { ...dense.layout, zero: 3 } },
      ['megatron', 'nemo', 'fsdp', 'deepspeed'],
    ],
  ] as const)('%s: its middle lies among them, its range is no narrower', (field, line, choices) => {
    const open = { ...line, [field]: null }
    const speeds = choices.map((choice) => speedOf({ ...line, [field]: choice }))
    expect(speedOf(open)).toBeGreaterThanOrEqual(Math.min(...speeds) * 0.97)
    expect(speedOf(open)).toBeLessThanOrEqual(Math.max(...speeds) * 1.03)
    const said = field === 'framework' ? { ...line, framework: 'fsdp' } : { ...line, [field]: choices[0] }
    expect(rangeOf(open)).toBeGreaterThanOrEqual(rangeOf(said))
  })
})

describe('what a line says of its run', () => {
  it('compiled is faster than left open, and that faster than eager, where compiling is a choice', () => {
    const compiled = speedOf({ ...dense, compile: true })
    const open = speedOf(dense)
    expect(compiled).toBeGreaterThan(open)
    expect(open).toBeGreaterThan(speedOf({ ...dense, compile: false }))
    expect(speedOf({ ...dense, compile: null })).toBe(open)
  })

  it("Megatron is taken with its fusions, and slower where a line says that it runs without, as NeMo's GPTConfig does", () => {
    for (const framework of ['megatron', 'nemo']) {
      const line = { ...dense, framework }
      expect(speedOf({ ...line, compile: true })).toBe(speedOf(line))
      expect(speedOf({ ...line, compile: false })).toBeLessThan(speedOf(line))
    }
    const compiler = { ...dense, framework: 'maxtext' }
    expect(speedOf({ ...compiler, compile: false })).toBe(speedOf(compiler))
  })

  it('gradients that are reduced after the backward pass cost their whole time', () => {
    const line = { ...dense, framework: 'megatron' }
    const overlapped = predictLine({ ...line, overlapGradients: true })
    const waiting = predictLine({ ...line, overlapGradients: false })
    if (!overlapped.ok || !waiting.ok) throw new Error('cannot be predicted')
    const reducing = ({ breakdownS }: typeof waiting) => breakdownS['dataParallelS'] ?? Number.NaN
    expect(reducing(waiting)).toBeGreaterThan(reducing(overlapped))
    expect(waiting.stepTimeS).toBeGreaterThan(overlapped.stepTimeS)
  })

  it('hybrid shards keep the states of a node in each node, and gather over no network', () => {
    const fully = { ...dense, layout: { ...dense.layout, zero: 3 }, hybridShards: false }
    const [whole, hybrid] = [predictLine(fully), predictLine({ ...fully, hybridShards: true })]
    if (!whole.ok || !hybrid.ok) throw new Error('cannot be predicted')
    // PyTorch's HYBRID_SHARD: 8 hold 16 bytes of each of 8.03 G parameters that 128 held.
    const states = 16 * 8.03e9
    expect((hybrid.peakBytes - whole.peakBytes) / (states / 8 - states / 128)).toBeCloseTo(1, 2)
    const shown = (answer: typeof whole, part: string) => answer.breakdownS[part] ?? Number.NaN
    expect(shown(hybrid, 'dataParallelS')).toBeLessThan(shown(whole, 'dataParallelS'))
    expect(shown(hybrid, 'optimizerS')).toBeGreaterThan(shown(whole, 'optimizerS'))
    // On one node both are the same.
    const one = { ...fully, gpus: 8, layout: { ...fully.layout, dp: 8, globalBatch: 8 } }
    expect(speedOf({ ...one, hybridShards: true })).toBe(speedOf(one))
  })

  it('expert traffic beside another micro-batch shows less, and of a dense model nothing changes', () => {
    const line = { ...mixture, framework: 'megatron', layout: { ...mixture.layout, dp: 128, ep: 8 } }
    expect(speedOf({ ...line, overlapExperts: true })).toBeGreaterThan(speedOf(line))
    expect(speedOf({ ...line, overlapExperts: null })).toBe(speedOf(line))
    expect(speedOf({ ...dense, overlapExperts: true })).toBe(speedOf(dense))
  })

  it('experts padded to twice their share compute twice, and forced balance is the fastest', () => {
    const matmul = (capacityFactor: number) => {
      const answer = predictLine({ ...mixture, capacityFactor })
      return (answer.ok ? answer.breakdownS['matmulS'] : null) ?? Number.NaN
    }
    // Attention and router stay, the experts' products go up by their even share each time.
    expect(matmul(3) - matmul(2)).toBeCloseTo(matmul(2) - matmul(1), 6)
    expect(speedOf({ ...mixture, capacityFactor: 1 })).toBeGreaterThan(speedOf(mixture))
  })

  it('a limit that drops tokens holds many experts of a rank to nearly their even share', () => {
    const drops = { capacityFactor: 3, padsExperts: false }
    expect(expertLoad(1, drops)).toBe(3)
    expect(expertLoad(16, drops)).toBe(1.5)
    expect(expertLoad(16, { ...drops, padsExperts: true })).toBe(3)
  })

  it('a power limit is that of the accelerator alone wherever it stands', () => {
    const limited = speedOf({ ...dense, powerLimitW: 350 })
    expect(limited).toBeLessThan(speedOf(dense))
    expect(speedOf({ ...dense, hardware: { ...dense.hardware, powerLimitW: 350 } })).toBe(limited)
    expect(speedOf({ ...dense, hardware: { ...dense.hardware, powerCapW: 350 } })).toBe(limited)
    expect(speedOf({ ...dense, powerLimitW: 700 })).toBe(speedOf(dense))
    // The cap of a GH200 module feeds its host first: 210 W.
    const module = (hardware: object) =>
      speedOf({ ...dense, hardware: { accelerator: 'gh200-96', ...hardware } })
    expect(module({ powerLimitW: 450 })).toBe(module({ powerCapW: 660 }))
  })

  it('is refused with every field, its value and what would be right', () => {
    expect(
      problemsOf({
        ...mixture,
        capacityFactor: 0,
        powerLimitW: 3,
        hardware: { ...dense.hardware, powerLimitW: -5 },
      }),
    ).toBe(
      'hardware.powerLimitW: -5 is outside 10 to 100000; powerLimitW: 3 is outside 10 to 100000; capacityFactor: 0 is outside 0.1 to 1000',
    )
    expect(problemsOf({ ...dense, capacityFactor: 1.25 })).toContain(
      'capacityFactor: 1.25 is of a mixture of experts, and llama-3.1-8b has none; leave it out',
    )
    expect(
      problemsOf({ ...dense, powerLimitW: 400, hardware: { ...dense.hardware, powerCapW: 500 } }),
    ).toContain(
      '500 W and 400 W are two limits; give one of powerCapW (module) and powerLimitW (accelerator alone)',
    )
    const inside = { ...dense, recompute: null, layout: { ...dense.layout, recompute: 'full' } }
    expect(speedOf(inside)).toBe(speedOf({ ...dense, recompute: 'full' }))
    expect(problemsOf({ ...inside, recompute: 'none' })).toBe(
      'recompute: is none, and full in layout; give one of them',
    )
    const near = predictLine({
      ...dense,
      seqLen: null,
      seq_len: 4096,
      gpusPerNode: 8,
      note: 'ours',
      measured: {},
    })
    expect(near.ok && near.warnings).toEqual(["'seq_len' is not read; did you mean seqLen?"])
    for (const field of ['compile', 'overlapGradients', 'overlapExperts', 'hybridShards'])
      expect(problemsOf({ ...dense, [field]: 'yes' })).toMatch(new RegExp(`${field}: .*true, false`))
  })
})

describe('what a line says that cannot be so', () => {
  it('is refused where its system has another accelerator than the one beside it', () => {
    const both = (system: string, accelerator: unknown) =>
      problemsOf({ ...dense, hardware: { system, accelerator } })
    expect(both('alps', 'h100-sxm-80')).toBe(
      'hardware.accelerator: is not the gh200-96 of alps; give one of the two',
    )
    expect(both('alps', { name: 'mine', bf16Tflops: 500, memoryGB: 80, memoryGBs: 3000 })).toContain(
      'is not the gh200-96 of alps',
    )
    // The same by another of its names.
    expect(both('alps', 'NVIDIA GH200 120GB')).toBe('')
  })

  it('is said where a sequence is longer than the positions that the model learns: 2,048 and two of OPT', () => {
    const warned = (seqLen: number) => {
      const layout = { ...dense.layout, tp: 8, pp: 4, dp: 4 }
      const answer = predictLine({ ...dense, model: 'opt-66b', seqLen, layout, recompute: 'full' })
      return answer.ok ? answer.warnings : [answer.problem]
    }
    expect(warned(2048)).toEqual([])
    expect(warned(4096)).toEqual([
      'The model learns 2050 positions, fewer than the 4096 tokens of a sequence: it cannot be trained so without more of them.',
    ])
  })

  it('is said where nothing fits but what is handed to the host, and where four bits are not those of the chip', () => {
    const warned = (line: object) => {
      const answer = predictLine({ ...dense, ...line })
      return answer.ok ? [answer.fits, ...answer.warnings] : [answer.problem]
    }
    const offloaded =
      'fits: states or activations that are handed to the host are not considered; with them it may fit'
    expect(warned({ layout: { ...dense.layout, zero: 3 } })).toEqual([true])
    expect(warned({ model: 'llama-3.1-70b' })).toEqual([false, offloaded])
    const four = { layout: { ...dense.layout, zero: 3 }, framework: 'nemo' }
    expect(warned({ ...four, precision: 'nvfp4', hardware: { accelerator: 'b200' } })).toEqual([true])
    expect(warned({ ...four, precision: 'mxfp4', hardware: { accelerator: 'mi355x' } })).toEqual([
      true,
      'precision: nvfp4 stands for the four-bit format of this chip, by its own rate',
    ])
  })

  it("is taken with cuDNN's attention where MaxText runs on GPUs, as its recipes name it", () => {
    const seconds = (framework: string, accelerator: string) => {
      const answer = predictLine({ ...dense, framework, hardware: { accelerator } })
      if (!answer.ok) throw new Error(answer.problem)
      return answer.breakdownS['attentionS'] ?? Number.NaN
    }
    // PyTorch's portable kernel gains nothing from a B200; cuDNN's gains at least what a rule of thumb for FlashAttention-3 has, 1.5.
    expect(seconds('levanter', 'b200') / seconds('maxtext', 'b200')).toBeGreaterThan(1.5)
    expect(seconds('maxtext', 'b200')).toBeLessThan(seconds('maxtext', 'h100-sxm-80'))
  })
})

describe('many lines', () => {
  it('are read by themselves: what has the wrong shape is told beside what a field says, the rest is answered', () => {
    const answered = answerPredict({ lines: [dense, { ...dense, gpus: {}, year: 1900 }] })
    expect(answered).toMatchObject({
      status: 'answer',
      value: {
        predictions: [
          { ok: true },
          {
            ok: false,
            problem:
              'gpus: {} is of the wrong kind; give accelerators, e.g. 512; year: 1900 is outside 2017 to 2100',
          },
        ],
      },
    })
  })

  it('stand beside a profile and nothing else', () => {
    const answered = answerPredict({ lines: [dense], profil: {} })
    expect(answered.status === 'refused' && answered.problems.map(({ field }) => field)).toEqual(['profil'])
  })
})
