import fc from 'fast-check'
import { expect, it } from 'vitest'
import { models } from '../../sim/catalogue/models.ts'
import { systems } from '../../sim/catalogue/systems.ts'
import { answerEstimate, answerLayouts, answerSbatch, predictLine } from '../../sim/index.ts'

/** `LAW_QUESTIONS=1000 npx vitest run --config tests/vitest.config.ts tests/laws/layouts.test.ts` asks so many. */
const questions = Number(process.env['LAW_QUESTIONS'] ?? 24)

type Asked = { readonly [field: string]: unknown }
type Obstacles = readonly { readonly nearest: { readonly field: string; readonly value: unknown } | null }[]

const clusters = fc.record({
  name: fc.constant('cluster'),
  acceleratorId: fc.constantFrom('h100-sxm-80', 'a100-sxm-80', 'gh200-96', 'a100-sxm-40', 'mi250x'),
  nodes: fc.integer({ min: 1, max: 300 }),
  acceleratorsPerNode: fc.constantFrom(1, 4, 8),
})

const asked: fc.Arbitrary<Asked> = fc.record({
  model: fc.constantFrom(...models.map(({ id }) => id)),
  system: fc.oneof(fc.constantFrom(...systems.map(({ id }) => id)), clusters),
  gpus: fc.oneof(
    fc.integer({ min: 1, max: 600 }),
    fc.integer({ min: 0, max: 12 }).map((power) => 2 ** power),
    fc.integer({ min: 1, max: 200 }).map((nodes) => 8 * nodes),
  ),
  seqLen: fc.constantFrom(2048, 4096, 5000, 8192, 32768, 131072),
  globalBatchTokens: fc.constantFrom('500k', '4M', '4194304', '16.8M', '3333333'),
  precision: fc.constantFrom('bf16', 'bf16', 'fp8'),
})

/** The question with every nearest change made; null when one is not known. */
function changed(question: Asked, obstacles: Obstacles): Asked | null {
  const changes = obstacles.flatMap(({ nearest }) => (nearest === null ? [] : [nearest]))
  if (changes.length < obstacles.length) return null
  return { ...question, ...Object.fromEntries(changes.map(({ field, value }) => [field, value])) }
}

const run = { tokens: '1T', samples: 200, grid: 'CH' }

/** Asks for what was proposed; what is refused is told with its question. */
function accepted(status: string, told: unknown): void {
  expect(status, JSON.stringify(told)).toBe('answer')
}

/** The machine as its scheduler counts it, which a refusal by dies names; null where another one was told. */
function byDies(question: Asked, reason = ''): Asked | null {
  const [, acceleratorId, aNode, gpus] =
    /a system file of (\S+) with (\d+) a node, and (\d+) accelerators$/.exec(reason) ?? []
  if (acceleratorId === undefined) return null
  const { layout: _, ...rest } = question
  const found = systems.find(({ id }) => id === question['system'])
  const { name, nodes } = Object(found ?? question['system'])
  return {
    ...rest,
    gpus: Number(gpus),
    system: { name, nodes, acceleratorId, acceleratorsPerNode: Number(aNode) },
  }
}

/** A script, or a trainer's own reason with another layout or trainer that can, which is then accepted. */
function scripted(question: Asked): void {
  const answered = answerSbatch(question)
  if (answered.status === 'answer') return
  if (answered.status === 'refused') throw new Error(JSON.stringify([question, answered.problems]))
  const [obstacle] = answered.obstacles
  const dies = byDies(question, obstacle?.reason)
  if (dies !== null) {
    scripted(dies)
    return
  }
  expect(obstacle?.reason).toContain('cannot train this run')
  const near = obstacle?.nearest ?? null
  if (near === null) expect(obstacle?.reason).toContain('none of ours can as asked')
  else accepted(answerSbatch({ ...question, [near.field]: near.value }).status, [question, near])
}

function askFor(question: Asked): number {
  const answered = answerLayouts({ ...question, top: 8 })
  if (answered.status === 'refused') throw new Error(JSON.stringify([question, answered.problems]))
  if (answered.status === 'infeasible') {
    const near = changed(question, answered.obstacles)
    if (near !== null) accepted(answerLayouts(near).status, [question, near])
    return 0
  }
  const { layouts, globalBatchTokens } = answered.value
  for (const { text, layout, memory } of layouts) {
    const same = { ...question, ...run, layout: text }
    const estimate = answerEstimate(same)
    accepted(estimate.status, [question, text, estimate])
    if (estimate.status === 'answer') expect(estimate.value.layout).toEqual(layout)
    const { recompute, sequenceParallel, ...counts } = layout
    const hardware = typeof question['system'] === 'string' ? { system: question['system'] } : null
    if (hardware === null) continue
    const line = predictLine({
      ...question,
      hardware,
      layout: counts,
      recompute,
      sequenceParallel,
      framework: answered.value.framework,
      year: answered.value.year,
    })
    expect(line.ok ? line.peakBytes : line.problem, JSON.stringify([question, text])).toBe(memory.peakBytes)
  }
  const [best] = layouts
  if (best !== undefined) scripted({ ...question, ...run, layout: best.text })
  expect(globalBatchTokens).toBeGreaterThan(0)
  return layouts.length
}

it('whatever is ranked can be asked for, and every nearest change is accepted', () => {
  let ranked = 0
  fc.assert(
    fc.property(asked, (question) => {
      ranked += askFor(question)
    }),
    { numRuns: questions, seed: 12 },
  )
  expect(ranked).toBeGreaterThan(questions)
})

const counts = fc.constantFrom(1, 2, 3, 4, 6, 8, 16)
const wishes = fc.record(
  {
    tp: counts,
    pp: counts,
    vpp: fc.constantFrom(1, 2, 3),
    cp: fc.constantFrom(1, 2),
    ep: counts,
    mbs: counts,
  },
  { requiredKeys: ['tp', 'pp'] },
)

it('a layout that is refused or too large is told with one that is accepted', () => {
  fc.assert(
    fc.property(asked, wishes, (question, layout) => {
      const answered = answerEstimate({ ...question, ...run, layout })
      if (answered.status === 'answer') return
      if (answered.status === 'infeasible') {
        const near = changed({ ...question, ...run, layout }, answered.obstacles)
        if (near !== null) accepted(answerEstimate(near).status, [question, layout, near])
        return
      }
      const [problem] = answered.problems
      const named = /; use (tp=\S+)$/.exec(problem?.message ?? '')?.[1]
      if (named !== undefined)
        accepted(answerEstimate({ ...question, ...run, layout: named }).status, [question, layout, named])
    }),
    { numRuns: questions, seed: 12 },
  )
})
