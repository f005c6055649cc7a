import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerSweep } from '../sim/questions/sweep/asked.ts'
import { entry } from './petaplan.ts'
import { warm } from './warm.ts'

const folder = mkdtempSync(join(tmpdir(), 'petaplan-'))
const at = (name: string) => join(folder, name)
const read = (name: string) => readFileSync(at(name), 'utf8')

function file(name: string, content: unknown): string {
  writeFileSync(at(name), JSON.stringify(content))
  return at(name)
}

const base = { model: 'apertus-8b', system: 'alps', mfu: 0.3, samples: 200 }
const sweep = {
  base,
  axes: { tokens: ['1T', '2T', '5T'], gpus: [64, 0, 128, 20_000], grid: ['CH', 'DE', 'FR'] },
}
const path = file('sweep.json', sweep)
/** A thread for each of so few points costs more than it saves. */
const alone = ['--workers', '1']
const piece = (shard: string, to: string) => ['sweep', path, '--shard', shard, '--out', at(to), ...alone]

describe('petaplan sweep', () => {
  it('--json streams one line a point: the answer of the simulation', async () => {
    const { code, out, err } = await warm('sweep', path, '--json')
    expect(code).toBe(0)
    expect(err).toContain('18 of 36 points have an answer, 9 cannot be, 9 are refused.')
    const answered = answerSweep(sweep, 100)
    if (answered.status !== 'answer') throw new Error('refused')
    const identity = { sweep: answered.value.sweep.hash, shard: 1, shards: 1, count: 36 }
    const lines = out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(lines).toEqual(
      answered.value.points.map((row): unknown => JSON.parse(JSON.stringify({ ...identity, ...row }))),
    )
  })

  it('has the same bytes whatever the number of workers, and shards join to them', async () => {
    await warm('sweep', path, '--out', at('one.csv'), ...alone)
    expect((await warm('sweep', path, '--format', 'csv', '--workers', '2')).out).toBe(read('one.csv'))
    for (const shard of ['1/3', '2/3', '3/3'])
      expect((await warm(...piece(shard, `${shard[0] ?? ''}.csv`))).code).toBe(0)
    expect((await warm('merge', at('3.csv'), at('1.csv'), at('2.csv'), '--out', at('joined.csv'))).code).toBe(
      0,
    )
    expect(read('joined.csv')).toBe(read('one.csv'))
    expect((await warm('merge', at('2.csv'), at('3.csv'), at('1.csv'))).out).toBe(read('joined.csv'))
  })

  it('for a person is a table with the best points and the reasons', async () => {
    const { code, out } = await warm('sweep', path)
    expect(code).toBe(0)
    expect(out).toMatch(/^18 of 36 points have an answer/)
    expect(out).toMatch(/^Cheapest: point \d+, CHF/m)
    expect(out).toMatch(
      /9 without an answer, the first point 3 \(tokens 1 T, gpus 0, grid CH\): gpus: 0 is\noutside/,
    )
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  it('reads the models and systems that its values name as files', async () => {
    const config = {
      model_type: 'llama',
      num_hidden_layers: 32,
      hidden_size: 4096,
      intermediate_size: 14336,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      vocab_size: 128256,
    }
    const model = file('config.json', config)
    const { code, out } = await warm(
      'sweep',
      file('own.json', { base: { ...base, tokens: '1T', gpus: 64 }, axes: { model: ['apertus-8b', model] } }),
      '--json',
    )
    expect(code).toBe(0)
    expect(
      out
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toMatchObject([
      { axes: { model: 'apertus-8b' }, ok: true },
      { axes: { model }, ok: true },
    ])
    const missing = await warm(
      'sweep',
      file('gone.json', {
        base: { ...base, tokens: '1T', gpus: 64 },
        axes: { model: [at('gone/config.json')] },
      }),
    )
    expect(missing.code).toBe(2)
    expect(missing.err).toMatch(/^petaplan: axes\.model: '.*config\.json' does not exist\n$/)
  })

  it.each([
    ['a shard beyond', ['--shard', '4/3'], /--shard: '4\/3' is not a shard; write i\/n with 1 <= i <= n/],
    ['a shard 0', ['--shard', '0/3'], /--shard: '0\/3'/],
    ['an unknown format', ['--format', 'xml'], /--format: 'xml' is not jsonl or csv/],
    ['CSV and JSON at once', ['--format', 'csv', '--json'], /--format: is csv, but --json/],
    ['--resume without a file', ['--resume'], /--resume: goes on with a file; name it with --out/],
    ['no worker', ['--workers', '0'], /--workers: '0' is not a whole number from 1/],
    [
      'a folder that is not there',
      ['--out', at('none/out.jsonl')],
      /out: '.*out\.jsonl' lies in a folder that does not exist/,
    ],
  ])('refuses %s', async (_, options, words) => {
    const { code, out, err } = await warm('sweep', path, ...options)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(words)
  })

  it('refuses more than ten million points, and a table that nobody would read', async () => {
    const span = (to: number) => ({ from: 1, to, steps: to })
    const huge = await warm(
      'sweep',
      file('huge.json', {
        base: { ...base, tokens: '1T', gpus: 64 },
        axes: { seed: span(10_000), samples: { from: 200, to: 1300, steps: 1001 } },
      }),
    )
    expect(huge.code).toBe(2)
    expect(huge.err).toContain('axes: make 10,010,000 points; at most 10,000,000 are taken here')
    const many = await warm(
      'sweep',
      file('many.json', { base: { ...base, tokens: '1T', gpus: 64 }, axes: { seed: span(2001) } }),
    )
    expect(many.code).toBe(2)
    expect(many.err).toContain('give --out FILE.jsonl')
  })
})

describe('petaplan merge', () => {
  it('refuses what is missing or cut off, and writes nothing', async () => {
    for (const shard of ['1', '2']) await warm(...piece(`${shard}/2`, `half${shard}.jsonl`))
    const missing = await warm('merge', at('half1.jsonl'), '--out', at('m.jsonl'))
    expect([missing.code, missing.out, missing.err]).toEqual([
      2,
      '',
      'petaplan: files: shard 2 of 2 is missing\n',
    ])
    const half = read('half2.jsonl')
    writeFileSync(at('half2.jsonl'), half.slice(0, -20))
    const cut = await warm('merge', at('half1.jsonl'), at('half2.jsonl'), '--out', at('m.jsonl'))
    expect(cut.code).toBe(2)
    expect(cut.err).toMatch(/half2\.jsonl' line 18 is cut off or damaged\n$/)
    const onStdout = await warm('merge', at('half1.jsonl'), at('half2.jsonl'))
    expect([onStdout.code, onStdout.out]).toEqual([2, ''])
    expect((await warm('merge', at('half1.jsonl'), at('gone.jsonl'))).err).toMatch(
      /files: '.*gone\.jsonl' does not exist/,
    )
    expect(existsSync(at('m.jsonl')) || existsSync(at('m.jsonl.part'))).toBe(false)
  })
})

describe('an interrupted sweep', () => {
  it('keeps its rows beside the file, and says how to go on with them', async () => {
    // Far more than is done before the signal comes.
    const axes = { gpus: [64, 128], seed: { from: 1, to: 100_000, steps: 100_000 } }
    const long = file('long.json', { base: { ...base, tokens: '1T', samples: 1000 }, axes })
    const args = ['sweep', long, '--out', at('long.jsonl'), '--workers', '2']
    const child = spawn(process.execPath, [entry, ...args])
    let err = ''
    child.stderr.on('data', (text: Buffer) => {
      err += text.toString()
    })
    const code = once(child, 'close')
    while (child.exitCode === null && (!existsSync(at('long.jsonl.part')) || read('long.jsonl.part') === ''))
      await new Promise((go) => setTimeout(go, 20))
    child.kill('SIGINT')
    expect(await code).toEqual([130, null])
    expect(err).toContain('the same command with --resume goes on with them')
    expect(existsSync(at('long.jsonl'))).toBe(false)
    const kept = read('long.jsonl.part').trim().split('\n')
    expect(kept.map((line) => Object(JSON.parse(line)).index)).toEqual([...kept.keys()])
  })

  it('goes on after its last whole row, wherever it was cut, to the same bytes', async () => {
    await warm('sweep', path, '--out', at('straight.jsonl'), ...alone)
    const straight = read('straight.jsonl')
    const half = straight.slice(0, straight.length / 2)
    writeFileSync(at('cut.jsonl.part'), half)
    const kept = half.split('\n').length - 1
    const args = ['sweep', path, '--out', at('cut.jsonl'), '--workers', '2', '--resume', '--json']
    expect(JSON.parse((await warm(...args)).out)).toMatchObject({ points: 36, kept })
    expect(read('cut.jsonl')).toBe(straight)
    expect(JSON.parse((await warm(...args)).out)).toMatchObject({ kept: 36, ok: 0 })
  })
})
