import { describe, expect, it } from 'vitest'
import {
  answerEstimate,
  answerPilot,
  predictLine,
  readProfile,
  type PilotAnswer,
} from '../../../../sim/index.ts'
import { answerSuggest } from '../../../../sim/questions/pilot/index.ts'
import { steadyOfText } from '../../../../sim/questions/pilot/input.ts'
import { deepspeed, expected, logs, otherLogs, run, steadyTokensPerSPerGpu } from './logs.ts'

const { layout } = run
const line = { ...run, framework: 'torchtitan' }

function never(): never {
  throw new Error('no step was found')
}

function learned(raw: unknown): PilotAnswer {
  const answered = answerPilot(raw)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

describe('a log of a trainer', () => {
  it.each(Object.entries(logs))(
    'of %s gives the speed of its steady part and counts the rest',
    (trainer, text) => {
      const { rows, log } = learned({ log: text, run })
      expect(rows[0]?.id).toBe(`${trainer} log`)
      expect((rows[0]?.measuredTokensPerSPerGpu ?? 0) / steadyTokensPerSPerGpu).toBeCloseTo(1, 2)
      expect(log?.steadyReadings).toBe(expected.steady)
      expect(log?.leftOut).toEqual({ warmUp: expected.warmUp, slow: expected.slow, other: 0 })
    },
  )

  it.each(['Megatron-LM', 'torchtitan', 'nanotron'])('of %s gives the reserved peak in bytes', (trainer) => {
    const { rows } = learned({ log: logs[trainer], run })
    expect(rows[0]?.measuredPeakBytes).toBe(50 * 1024 ** 3)
  })

  it.each(['Megatron-LM', 'NeMo', 'torchtitan', 'nanotron'])('of %s says its own batch', (trainer) => {
    const open = { ...layout, globalBatch: null }
    const { rows } = learned({ log: logs[trainer], run: { ...run, layout: open } })
    expect(rows[0]?.line['layout']).toMatchObject({ globalBatch: 128 })
  })

  it('reads the summary of a Trainer without a bar, in its state file too', () => {
    for (const quote of ["'", '"']) {
      const text = `{${quote}train_runtime${quote}: 800.0, ${quote}train_samples_per_second${quote}: 6.4, ${quote}train_steps_per_second${quote}: 0.05}`
      const { rows } = learned({ log: text, run })
      expect((rows[0]?.measuredTokensPerSPerGpu ?? 0) / steadyTokensPerSPerGpu).toBeCloseTo(1, 6)
    }
  })

  it.each(Object.entries(otherLogs))('of %s gives the same speed', (name, { text, peak }) => {
    const steady = steadyOfText(text)
    expect(name.startsWith(steady?.trainer.split('-')[0] ?? '?')).toBe(true)
    const { stepTimeS, tokensPerSPerGpu, isSettled, peakBytes } = steady ?? never()
    expect((tokensPerSPerGpu ?? (128 * 8192) / 64 / (stepTimeS ?? 0)) / steadyTokensPerSPerGpu).toBeCloseTo(
      1,
      2,
    )
    expect(isSettled).toBe(true)
    expect((peakBytes ?? 0) / 1024 ** 3).toBeCloseTo(peak === true ? 50 : 0, 1)
  })

  it('of DeepSpeed in samples is read by its batch, or by the batch that is given', () => {
    const open = { ...run, layout: { ...layout, globalBatch: null } }
    const said = learned({ log: deepspeed('{"train_batch_size": 128, "zero_enabled": true}'), run: open })
    const given = learned({ log: deepspeed(''), run })
    for (const { rows, log } of [said, given]) {
      expect((rows[0]?.measuredTokensPerSPerGpu ?? 0) / steadyTokensPerSPerGpu).toBeCloseTo(1, 6)
      expect(log?.leftOut).toEqual({ warmUp: expected.warmUp, slow: expected.slow, other: 0 })
    }
    expect(JSON.stringify(answerPilot({ log: deepspeed(''), run: open }))).toContain('says no gbs')
  })

  it('with no more than its warm-up is refused, and read where few steps agree', () => {
    const [first = '', second = '', third = '', ...steady] = (logs['Megatron-LM'] ?? '')
      .split('\n')
      .filter((one) => one.includes('elapsed'))
    for (const lines of [[first], [first, second], [first, second, third]]) {
      const answered = answerPilot({ log: lines.join('\n'), run })
      expect(JSON.stringify(answered)).toContain('too few steps behind its warm-up')
    }
    expect(learned({ log: [first, ...steady.slice(0, 2)].join('\n'), run }).log?.steadyReadings).toBe(2)
  })

  it('of two runs at two paces, or of another batch than is said, is refused', () => {
    const one = logs['Megatron-LM'] ?? ''
    const other = one.replaceAll(/\(ms\): [0-9.]+/g, '(ms): 9000.0')
    for (const log of [`${one}\n${other}`, `${other}\n${one}`, `${one}\n${other}\n${other}`])
      expect(JSON.stringify(answerPilot({ log, run }))).toContain('at two paces')
    const doubled = { ...run, layout: { ...layout, globalBatch: 256 } }
    expect(JSON.stringify(answerPilot({ log: one, run: doubled }))).toContain('says gbs=256, the log 128')
  })

  it('of two runs in one table, or of one long line, is none', () => {
    const two = 'Step,a - throughput(tps),b - throughput(tps)\n1,700,800\n2,700,800'
    for (const text of [two, 'memory (MB) '.repeat(80_000), '1,'.repeat(500_000)])
      expect(steadyOfText(text)).toBeNull()
  })

  it('that is of none of them is refused in one sentence', () => {
    const answered = answerPilot({ log: 'hello\nworld', run })
    expect(answered.status === 'refused' && answered.problems.map(({ field }) => field)).toEqual(['log'])
  })
})

describe('a profile', () => {
  const before = predictLine(line)
  if (!before.ok) throw new Error(before.problem)
  const measured = { tokensPerSPerGpu: before.tokensPerSPerGpu * 0.8 }
  const profile = learned({ lines: [{ ...line, measured }] })
  const read = readProfile(JSON.parse(JSON.stringify(profile)))
  if (!read.ok) throw new Error('the profile cannot be read')
  const after = (asked: object) => {
    const answer = predictLine({ ...line, ...asked }, read.value)
    if (!answer.ok) throw new Error(answer.problem)
    return answer
  }
  const width = ({ interval80 }: ReturnType<typeof after>) =>
    Math.log(interval80.tokensPerSPerGpu[1] / interval80.tokensPerSPerGpu[0])

  it('moves the prediction of the same step towards what was measured, and narrows it', () => {
    const same = after({})
    expect(same.tokensPerSPerGpu).toBeLessThan(0.83 * before.tokensPerSPerGpu)
    expect(same.tokensPerSPerGpu).toBeGreaterThan(0.79 * before.tokensPerSPerGpu)
    expect(width(same)).toBeLessThan(width(before))
    const parts = Object.values(same.breakdownS).reduce((sum, part) => sum + part, 0)
    expect(parts / same.stepTimeS).toBeCloseTo(1, 6)
  })

  it('tells less the further a step is, and of another chip least', () => {
    const widths = [after({}), after({ gpus: 512, layout: { ...layout, globalBatch: 1024 } })].map(width)
    expect(widths[1]).toBeGreaterThan(widths[0] ?? Infinity)
    const left = Object.fromEntries(profile.carries.map(({ what, spreadLeft }) => [what, spreadLeft]))
    expect(left['another accelerator']).toBeGreaterThan(left['the same again'] ?? 1)
    for (const { spreadLeft } of profile.carries) expect(spreadLeft).toBeLessThanOrEqual(1)
  })

  it('narrows the hours of an estimate and says what it did', () => {
    const same = { gpus: 64, seqLen: 8192, layout: 'tp=1,pp=1,mbs=2,gbs=128,zero=3' }
    const asked = { model: 'llama-3.1-8b', tokens: '1T', framework: 'torchtitan', ...same }
    const own = {
      acceleratorId: 'h100-sxm-80',
      nodes: 8,
      acceleratorsPerNode: 8,
      country: 'USA',
      name: 'ours',
    }
    const hours = [{}, { profile }].map((more) => {
      const answered = answerEstimate({ ...asked, system: own, ...more })
      if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
      const { totals, assumptions } = answered.value
      return { ...totals.netGpuHours, source: assumptions.find(({ id }) => id === 'mfu')?.source ?? '' }
    })
    const [alone, measuredToo] = hours.map(({ p10, p90 }) => p90 / p10)
    expect(Math.log(measuredToo ?? Infinity)).toBeLessThan(0.8 * Math.log(alone ?? 0))
    expect(hours[1]?.source).toContain('1 steps of your pilot')
  })

  it('leaves a line of the wrong shape out, and learns from the others', () => {
    const { rows, leftOut } = learned({
      lines: [
        { ...line, measured },
        { ...line, measured, gpus: [] },
      ],
    })
    expect(rows).toHaveLength(1)
    expect(leftOut).toEqual([
      { id: 2, problem: 'gpus: [] is of the wrong kind; give accelerators, e.g. 512' },
    ])
  })

  it('says of a line without a measurement that it is left out', () => {
    const { leftOut } = learned({ lines: [{ ...line, measured }, line] })
    expect(leftOut.map(({ problem }) => problem).join()).toContain('measured')
  })
})

describe('the pilots that are suggested', () => {
  const planned = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096, framework: 'megatron' }
  const answered = answerSuggest({ ...planned, year: 2025 })
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  const { pilots } = answered.value

  it('each shrink the range by more than their noise', () => {
    expect(pilots.length).toBeGreaterThanOrEqual(2)
    const left = [1, ...pilots.map(({ spreadLeft }) => spreadLeft)]
    for (let i = 1; i < left.length; i += 1)
      expect((left[i - 1] ?? 0) - (left[i] ?? 1)).toBeGreaterThanOrEqual(0.02)
    // The second is no repetition of the first.
    expect((left[1] ?? 0) - (left[2] ?? 1)).toBeGreaterThanOrEqual(0.05)
  })

  it.each([
    { model: 'llama-3-8b', system: 'abci3', gpus: 8 },
    { model: 'qwen2.5-vl-7b', system: 'alps', gpus: 16, framework: 'torchtitan-main', precision: 'fp8' },
    { model: 'glm-4.5v', system: 'alps', gpus: 4096, framework: 'nemo' },
    { model: 'llama-3.1-8b', system: 'alps', gpus: 256 },
  ])('each fit: %o', (run) => {
    const suggested = answerSuggest({ ...run, tokens: '1T' })
    if (suggested.status !== 'answer') throw new Error(JSON.stringify(suggested))
    const { pilots: small, planned: said } = suggested.value
    expect(said.includes('no run of this layout fits')).toBe(small.length === 0)
    for (const { gpus, layout } of small)
      expect(answerEstimate({ ...run, tokens: '1T', samples: 200, gpus, layout }).status).toBe('answer')
    // Its optimizer is held by 256 replicas: one does not hold it, eight do.
    if (run.gpus === 256) expect(small[0]?.gpus).toBe(8)
  })

  it('keep their promise once they are measured and run as predicted', () => {
    const lineOfRun = (layout: string, gpus: number) => ({
      model: planned.model,
      hardware: { system: 'alps' },
      framework: planned.framework,
      year: 2025,
      seqLen: 4096,
      precision: 'bf16',
      flashAttention: true,
      gpus,
      layout: Object.fromEntries(
        layout.split(',').map((said) => {
          const [name = '', value = ''] = said.split('=')
          const names: Readonly<Record<string, string>> = { mbs: 'microBatch', gbs: 'globalBatch' }
          return [names[name] ?? name, Number.isNaN(Number(value)) ? value : Number(value)]
        }),
      ),
    })
    const lines = pilots.map(({ layout, gpus }) => {
      const one = lineOfRun(layout, gpus)
      const alone = predictLine(one)
      if (!alone.ok) throw new Error(alone.problem)
      return { ...one, measured: { tokensPerSPerGpu: alone.tokensPerSPerGpu } }
    })
    const profile = readProfile(JSON.parse(JSON.stringify(learned({ lines }))))
    if (!profile.ok) throw new Error('the profile cannot be read')
    const layout = /[a-z]+=\S+/.exec(answered.value.planned)?.[0] ?? ''
    const width = (known: Parameters<typeof predictLine>[1]) => {
      const answer = predictLine(lineOfRun(layout, planned.gpus), known)
      if (!answer.ok) throw new Error(answer.problem)
      const [low, high] = answer.interval80.tokensPerSPerGpu
      return Math.log(high / low)
    }
    expect(width(profile.value) / width(null)).toBeCloseTo(pilots.at(-1)?.spreadLeft ?? 0, 2)
  })
})
