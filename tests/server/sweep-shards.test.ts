import { appendFileSync, mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinable, joined, Unjoinable } from '../../server/sweep/join.ts'
import { csvHead, type Form } from '../../server/sweep/lines.ts'
import { whatIsLeft } from '../../server/output/part-file.ts'
import { runSweep } from '../../server/sweep/run.ts'
import { thisThread, threadPool } from '../../server/sweep/workers.ts'
import { countOfShard, readSweep, type Shard, type SweepPlan } from '../../sim/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'petaplan-'))
const raw = {
  base: { model: 'apertus-8b', system: 'alps', samples: 200, mfu: 0.3 },
  axes: { tokens: ['1T', '2T', '5T'], gpus: [64, 0, 128, 20_000], grid: ['CH', 'DE'] },
}

function planOf(sweep: unknown): SweepPlan {
  const plan = readSweep(sweep, { mostPoints: 1000, resolve: (_, value) => ({ ok: true, value }) })
  if (!plan.ok) throw new Error('refused')
  return plan.value
}

const plan = planOf(raw)
const whole: Shard = { shard: 1, shards: 1 }
const never = new AbortController().signal

async function textOf(form: Form, shard: Shard, workers = thisThread): Promise<string> {
  let text = form === 'csv' ? `${csvHead(plan.fields)}\n` : ''
  for await (const chunk of runSweep({ plan, shard, kept: 0, form }, workers, never)) text += chunk.text
  return text
}

/** Files of all shards, named by their number. */
async function filesOf(form: Form, shards: number): Promise<readonly string[]> {
  const paths: string[] = []
  for (let shard = 1; shard <= shards; shard += 1) {
    const path = join(folder, `${String(shard)}-of-${String(shards)}.${form}`)
    writeFileSync(path, await textOf(form, { shard, shards }))
    paths.push(path)
  }
  return paths
}

function joinedText(paths: readonly string[]): string {
  return [...joined(joinable(paths)), ''].join('\n')
}

describe('shards', () => {
  it.each(['jsonl', 'csv'] as const)(
    'of any number, in any order, join to the whole as %s, byte for byte',
    async (form) => {
      const expected = await textOf(form, whole)
      expect(expected.trim().split('\n')).toHaveLength(plan.count + (form === 'csv' ? 1 : 0))
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: plan.count + 3 }).chain((shards) =>
            fc.shuffledSubarray(
              Array.from({ length: shards }, (_, place) => place),
              { minLength: shards },
            ),
          ),
          async (order) => {
            const files = await filesOf(form, order.length)
            expect(joinedText(order.map((place) => String(files[place])))).toBe(expected)
          },
        ),
        { numRuns: 12 },
      )
    },
  )

  it('have the same bytes from two threads as from one', async () => {
    const pool = threadPool({ threads: 2, nice: 0 })
    try {
      expect(await textOf('jsonl', whole, pool)).toBe(await textOf('jsonl', whole))
    } finally {
      await pool.close()
    }
  })

  it('cut off anywhere are refused', async () => {
    const files = await filesOf('csv', 3)
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        async (place, share) => {
          const path = String(files[place])
          const text = readFileSync(path)
          truncateSync(path, Math.floor(text.length * share))
          expect(() => joinedText(files)).toThrow(Unjoinable)
          writeFileSync(path, text)
          await Promise.resolve()
        },
      ),
      { numRuns: 60 },
    )
  })

  it('that are not of one whole are refused, with the file and the reason', async () => {
    const [one = '', two = '', three = ''] = await filesOf('jsonl', 3)
    const [half = ''] = await filesOf('jsonl', 2)
    const [table = ''] = await filesOf('csv', 3)
    const other = join(folder, 'other.jsonl')
    writeFileSync(other, readFileSync(two, 'utf8').replaceAll(plan.hash, 's0000000000000000'))
    const doubled = join(folder, 'doubled.jsonl')
    const lines = readFileSync(two, 'utf8').split('\n')
    writeFileSync(doubled, [lines[0], ...lines].join('\n'))
    const longer = join(folder, 'longer.jsonl')
    writeFileSync(longer, readFileSync(two, 'utf8') + String(lines[0]) + '\n')
    const stranger = join(folder, 'stranger.jsonl')
    writeFileSync(stranger, '{"id":"a1"}\n')
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [[one, three], /^shard 2 of 3 is missing$/],
      [[three], /^shards 1, 2 of 3 are missing$/],
      [[one, two, two, three], /^'.*2-of-3\.jsonl' and '.*2-of-3\.jsonl' are both shard 2\/3$/],
      [
        [one, other, three],
        /^'.*other\.jsonl' is of the sweep s0000000000000000, '.*1-of-3\.jsonl' of another/,
      ],
      [[one, half, three], /1-of-2\.jsonl' is one of 2 shards/],
      [[one, two, three, table], /1-of-3\.csv' is a CSV with other columns/],
      [[one, doubled, three], /^'.*doubled\.jsonl' line 2 is point 1 in place of 4$/],
      [[one, longer, three], /longer\.jsonl' goes on after its last point$/],
      [[one, stranger], /stranger\.jsonl' line 1 is no whole row of a sweep$/],
    ]
    for (const [paths, words] of cases) expect(() => joinedText(paths), String(words)).toThrow(words)
  })
})

describe('what an interrupted run has left', () => {
  const shard = { shard: 2, shards: 3 }
  const identity = { ...shard, hash: plan.hash, count: plan.count }
  const text = textOf('jsonl', shard)

  it('is every whole row, wherever it was cut; the rest makes the same file', async () => {
    const all = await text
    const ends = [...all.matchAll(/\n/g)].map(({ index }) => index + 1)
    await fc.assert(
      fc.asyncProperty(fc.nat(all.length), async (length) => {
        const path = join(folder, 'left.jsonl')
        writeFileSync(`${path}.part`, all.slice(0, length))
        const left = whatIsLeft(path, identity, null)
        const rows = ends.filter((end) => end <= length).length
        expect(left).toEqual(rows === 0 ? { status: 'none' } : { status: 'part', rows })
        expect(statSync(`${path}.part`).size).toBe(rows === 0 ? 0 : ends[rows - 1])
        for await (const chunk of runSweep({ plan, shard, kept: rows, form: 'jsonl' }, thisThread, never))
          appendFileSync(`${path}.part`, chunk.text)
        expect(readFileSync(`${path}.part`, 'utf8')).toBe(all)
      }),
      { numRuns: 12 },
    )
  })

  it('is not gone on with when it is of another sweep or shard', async () => {
    const path = join(folder, 'foreign.jsonl')
    writeFileSync(`${path}.part`, await text)
    expect(whatIsLeft(path, { ...identity, shard: 3 }, null)).toMatchObject({
      status: 'foreign',
      message: expect.stringContaining('is shard 2/3'),
    })
    const changed = planOf({ ...raw, base: { ...raw.base, mfu: 0.31 } })
    expect(whatIsLeft(path, { ...identity, hash: changed.hash }, null)).toMatchObject({
      status: 'foreign',
      message: expect.stringContaining('another sweep'),
    })
    expect(readFileSync(`${path}.part`, 'utf8')).toBe(await text)
  })

  it('is told apart from a whole file', async () => {
    const path = join(folder, 'whole.jsonl')
    expect(whatIsLeft(path, identity, null)).toEqual({ status: 'none' })
    writeFileSync(path, await text)
    expect(whatIsLeft(path, identity, null)).toEqual({ status: 'whole' })
    expect(countOfShard(plan.count, shard)).toBe(8)
  })
})
