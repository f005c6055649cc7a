import { describe, expect, it } from 'vitest'
import {
  answerEstimate,
  answerPilot,
  predictLine,
  readProfile,
  type PilotAnswer,
} from '../../../../sim/index.ts'

const hardware = { accelerator: 'h100-sxm-80' }
const layout = { tp: 1, pp: 1, microBatch: 2, globalBatch: 128, zero: 3 }
const run = { model: 'llama-3.1-8b', seqLen: 8192, hardware, gpus: 64, layout }
const line = { ...run, framework: 'torchtitan' }

function learned(raw: unknown): PilotAnswer {
  const answered = answerPilot(raw)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

/** Logs in each trainer's words: a slow start, steady steps of a known speed, and a slow step now and then. */
const seconds = (step: number) => (step === 0 ? 60 : step % 10 === 9 ? 40 : 20)
const log = (line: (step: number) => string) => Array.from({ length: 40 }, (_, at) => line(at)).join('\n')
const tokensPerGpu = (128 * 8192) / 64
const perS = (step: number) => Math.round(tokensPerGpu / seconds(step))
const logs = {
  'Megatron-LM': log(
    (at) =>
      ` [2026-01-01 00:00:00.0] iteration ${String(at)}/ 500 | consumed samples: 128 | elapsed time per iteration (ms): ${(seconds(at) * 1000).toFixed(1)} | global batch size:   128 | lm loss: 2.1E+00 |`,
  ),
  NeMo: log(
    (at) =>
      `Training epoch 0, iteration ${String(at)}/499 | lr: 1e-06 | global_batch_size: 128 | global_step: ${String(at)} | train_step_timing in s: ${String(seconds(at))}`,
  ),
  torchtitan: log(
    (at) =>
      `[titan] INFO - \u001b[31mstep: ${String(at)}  \u001b[32mloss:  8.1  \u001b[36mmemory: 45.20GiB(57.12%)  \u001b[34mtps: ${String(perS(at))}  \u001b[35mmfu: 35.40%\u001b[39m`,
  ),
  nanotron: log(
    (at) =>
      `[INFO|DP=0]: iteration: ${String(at)} / 500 | consumed_tokens: 1M | time_per_iteration_ms: ${String(seconds(at))}K | tokens_per_sec_per_gpu: ${String(perS(at))} | global_batch_size: 1.05M | lm_loss: 3.2`,
  ),
  MaxText: log(
    (at) =>
      `completed step: ${String(at)}, seconds: ${seconds(at).toFixed(3)}, TFLOP/s/device: 300.0, Tokens/s/device: ${perS(at).toFixed(3)}, loss: 8.1`,
  ),
  'llm-foundry': log((at) => `\t Train throughput/device/tokens_per_sec: ${perS(at).toFixed(4)}`),
  'Hugging Face Trainer': log(
    (at) => ` 12%|#  | ${String(at)}/500 [00:30<03:40, ${seconds(at).toFixed(2)}s/it]{'loss': 2.1}`,
  ),
}

describe('a log of a trainer', () => {
  it.each(Object.entries(logs))('of %s gives the speed of its steady part', (trainer, text) => {
    const { rows } = learned({ log: text, run })
    expect(rows[0]?.id).toBe(`${trainer} log`)
    expect((rows[0]?.measuredTokensPerSPerGpu ?? 0) / (tokensPerGpu / 20)).toBeCloseTo(1, 2)
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
    expect(same.tokensPerSPerGpu).toBeLessThan(0.88 * before.tokensPerSPerGpu)
    expect(same.tokensPerSPerGpu).toBeGreaterThan(0.8 * before.tokensPerSPerGpu)
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
    const asked = { model: 'llama-3.1-8b', tokens: '1T', gpus: 64, framework: 'torchtitan' }
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
    expect(measuredToo).toBeLessThan(alone ?? 0)
    expect(hours[1]?.source).toContain('1 steps of your pilot')
  })

  it('says of a line without a measurement that it is left out', () => {
    const { leftOut } = learned({ lines: [{ ...line, measured }, line] })
    expect(leftOut.map(({ problem }) => problem).join()).toContain('measured')
  })
})
