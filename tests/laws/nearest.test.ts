import fc from 'fast-check'
import { expect, it } from 'vitest'
import { systems } from '../../sim/catalogue/systems.ts'
import {
  answerEstimate,
  answerLayouts,
  answerSbatch,
  answerSchedule,
  answerTradeoffs,
} from '../../sim/index.ts'
import type { Obstacle } from '../../sim/base/outcome.ts'

type Asked = { readonly [field: string]: unknown }

/** A question with one field changed; the field may lie inside another, as in `run.nodes`. */
function withField(question: Asked, [name = '', ...rest]: readonly string[], value: unknown): Asked {
  const inside = question[name]
  if (rest.length === 0) return { ...question, [name]: value }
  const below: Asked = typeof inside === 'object' && inside !== null ? { ...inside } : {}
  return { ...question, [name]: withField(below, rest, value) }
}

/** The question with every nearest change made; null when one is not known. */
function changed(question: Asked, obstacles: readonly Obstacle[]): Asked | null {
  const near = obstacles.flatMap(({ nearest }) => (nearest === null ? [] : [nearest]))
  if (near.length < obstacles.length) return null
  return near.reduce<Asked>((asked, { field, value }) => withField(asked, field.split('.'), value), question)
}

const queue = fc.record({
  cluster: fc.record({ nodes: fc.integer({ min: 1, max: 12 }) }),
  jobs: fc.constant([
    { id: 'a', submit: 0, nodes: 1, requested_s: 50, actual_s: 40 },
    { id: 'b', submit: 5, nodes: 1, requested_s: 80, actual_s: 80 },
  ]),
  run: fc.record({
    nodes: fc.integer({ min: 1, max: 20 }),
    work: fc.integer({ min: 50, max: 500 }),
    limit: fc.integer({ min: 20, max: 200 }),
    startup: fc.constant(5),
    submit: fc.constant(3),
    seeds: fc.constant(1),
    queue: fc.constant('normal'),
  }),
  limits: fc.record({
    queue: fc.constant('normal'),
    longest: fc.integer({ min: 20, max: 150 }),
    mostNodes: fc.integer({ min: 1, max: 16 }),
  }),
  failures: fc.option(
    fc.record({
      per1000NodeDays: fc.constantFrom(5, 1e5, 1e7),
      repair: fc.constantFrom('10min', '1d'),
      restart: fc.constant(10),
    }),
    { nil: undefined },
  ),
})

it('the nearest change of a queue that cannot take a run is one that it can', () => {
  let tried = 0
  fc.assert(
    fc.property(queue, ({ limits, failures, ...plain }) => {
      const beside = failures === undefined ? {} : { failures }
      const question: Asked = { ...plain, ...beside, limits: [limits] }
      const answered = answerSchedule(question, null)
      if (answered.status !== 'infeasible') return
      const near = changed(question, answered.obstacles)
      if (near === null) return
      tried += 1
      const again = answerSchedule(near, null)
      expect(again.status, JSON.stringify([question, answered.obstacles, again])).toBe('answer')
    }),
    { numRuns: 200, seed: 12 },
  )
  expect(tried).toBeGreaterThan(50)
})

const queued = systems
  .filter(({ queues, country }) => queues.length > 0 && country !== '')
  .map(({ id }) => id)

it('a time limit that no queue grants is told with one that a script is then made for', () => {
  let tried = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...queued),
      fc.integer({ min: 1, max: 16 }),
      fc.constantFrom('30h', '200h', '40d'),
      (system, nodes, queueLimit) => {
        const per = systems.find(({ id }) => id === system)?.acceleratorsPerNode ?? 1
        const question = { model: 'llama-3-8b', tokens: '1T', system, gpus: nodes * per, queueLimit }
        const answered = answerSbatch(question)
        if (answered.status !== 'infeasible') return
        const near = changed(question, answered.obstacles)
        if (near === null) return
        tried += 1
        expect(answerSbatch(near).status, JSON.stringify([question, answered.obstacles])).toBe('answer')
      },
    ),
    { numRuns: 20, seed: 12 },
  )
  expect(tried).toBeGreaterThan(5)
})

it('a deadline or budget that cannot be kept is told with one that can', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('10d', '40d', '100d', '400d'),
      fc.constantFrom(0.5, 0.8, 0.9),
      fc.constantFrom(256, 1024, 4096),
      (deadline, confidence, gpus) => {
        const run = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus, samples: 200 }
        const question = { ...run, deadline, confidence }
        const answered = answerEstimate(question)
        if (answered.status !== 'infeasible') return
        const near = changed(question, answered.obstacles)
        if (near !== null)
          expect(answerEstimate(near).status, JSON.stringify([question, near])).toBe('answer')
      },
    ),
    { numRuns: 3, seed: 12 },
  )
})

it('a trainer that cannot train the model is told with all else that is in the way', () => {
  let tried = 0
  for (const [model, system, framework] of [
    ['smollm2-1.7b', 'sakuraone', 'torchtitan-main'],
    ['nemotron-4-340b', 'sejong', 'nanotron'],
    ['olmoe-1b-7b', 'deltaai', 'megatron'],
  ] as const) {
    for (const precision of ['bf16', 'fp8']) {
      const question = { model, system, framework, precision, gpus: 8192 }
      const answered = answerLayouts(question)
      if (answered.status !== 'infeasible') throw new Error(JSON.stringify(answered).slice(0, 200))
      const near = changed(question, answered.obstacles)
      if (near === null) continue
      tried += 1
      expect(answerLayouts(near).status, JSON.stringify([question, answered.obstacles])).toBe('answer')
    }
  }
  expect(tried).toBeGreaterThan(3)
})

/** 'cost up to 54,830 CHF' as a limit. */
function limitIn(words: string): Asked {
  const [, measure = '', digits = '', unit = ''] = /^(\w+) up to ([\d.,]+) ?(.*)$/.exec(words) ?? []
  const most = digits.replaceAll(',', '')
  return {
    [measure]: measure === 'cost' ? `${unit} ${most}` : measure === 'time' ? `${most}d` : Number(most),
  }
}

it('limits that no way of running keeps are told with those to move, one for itself or several together', () => {
  const run = { model: 'apertus-8b', tokens: '1T', system: 'alps', samples: 200, gpus: [64, 256, 1024] }
  const tried = { alone: 0, together: 0 }
  for (const limits of [
    { cost: 'CHF 10k' },
    { time: '3d', power: 0.1 },
    { cost: 'CHF 100', power: 0.01 },
    { energy: 10, water: 10, gpus: 32 },
    { cost: 'CHF 100', time: '100d', carbon: 1 },
  ]) {
    for (const confidence of [0.5, 0.9]) {
      const question: Asked = { ...run, limits, confidence }
      const told = answerTradeoffs(question)
      if (told.status !== 'answer') throw new Error(JSON.stringify(told))
      const near = /Nearest: allow (.+)\.$/.exec(told.value.sentence)?.[1] ?? ''
      const ways = near.includes(', and ') ? [near.split(', and ')] : near.split(', or ').map((one) => [one])
      for (const way of ways) {
        const moved = way.map(limitIn).reduce((one, other) => ({ ...one, ...other }), limits)
        const again = answerTradeoffs({ ...question, limits: moved })
        const within = again.status === 'answer' ? again.value.counts.within : 0
        expect(within, JSON.stringify([question, near, moved])).toBeGreaterThan(0)
        tried[way.length > 1 ? 'together' : 'alone'] += 1
      }
    }
  }
  expect(tried.alone).toBeGreaterThan(1)
  expect(tried.together).toBeGreaterThan(1)
})

it.each([
  [{ model: 'apertus-70b', gpus: 20_000 }, { failureRate: 100 }],
  [{ model: 'llama-3.1-8b', gpus: 20_000 }, { failureRate: 1000 }],
  [
    { model: 'qwen3-235b-a22b', gpus: 20_000 },
    { failureRate: 10, restartTime: '30min' },
  ],
  [
    { model: 'llama-3.2-1b', gpus: 10_752 },
    { failureRate: 100, framework: 'torchtitan' },
  ],
  [
    { model: 'deepseek-v3', gpus: 20_000 },
    { failureRate: 300, queueLimit: '2h' },
  ],
])('the nearest change of a run that fails often ends: %o %o', (run, reliability) => {
  const question = { tokens: '10T', system: 'alps', samples: 200, ...run, ...reliability }
  const answered = answerEstimate(question)
  const near = answered.status === 'infeasible' ? changed(question, answered.obstacles) : null
  expect(near?.['gpus']).toBeLessThan(10_752)
  expect(answerEstimate(near ?? {}).status).toBe('answer')
})
