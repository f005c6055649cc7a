import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { answerEstimate } from '../../sim/index.ts'
import { manuals } from '../manuals.ts'
import { entry } from './petaplan.ts'
import { warm } from './warm.ts'

const run = [
  'estimate',
  '--model',
  'apertus-70b',
  '--tokens',
  '15T',
  '--system',
  'alps',
  '--gpus',
  '4096',
  '--mfu',
  '0.31',
]
const folder = mkdtempSync(join(tmpdir(), 'petaplan-'))

describe('petaplan estimate', () => {
  it('--json is the answer alone', async () => {
    const { code, out, err } = await warm(...run, '--json')
    const answered = answerEstimate({
      model: 'apertus-70b',
      tokens: '15T',
      system: 'alps',
      gpus: '4096',
      mfu: '0.31',
    })
    expect(code).toBe(0)
    expect(err).toBe('')
    expect(JSON.parse(out)).toEqual(
      answered.status === 'answer' ? JSON.parse(JSON.stringify(answered.value)) : null,
    )
  })

  it('for a person has the headline first and fits 80 columns', async () => {
    const { code, out } = await warm(...run)
    const lines = out.split('\n')
    expect(code).toBe(0)
    expect(lines[0]).toMatch(/^Apertus 70B on 15 T tokens takes/)
    const links = /https?:\/\//
    expect(lines.filter((line) => line.length > 80 && !links.test(line))).toEqual([])
  })

  it('--explain prints the formulas with their numbers and the convention', async () => {
    const { out } = await warm(...run, '--explain')
    expect(out).toContain('Net GPU-hours = trainingFlops / (peakFlopsPerS * mfu)')
    expect(out).toContain('0.31')
    expect(out).toContain('Attention is counted causal')
  })

  it('tells every problem at once and exits 2', async () => {
    const { code, out, err } = await warm(
      'estimate',
      '--model',
      'apertus-7b',
      '--tokens',
      '15X',
      '--system',
      'alps',
      '--gpus',
      '0',
    )
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(
      err
        .trim()
        .split('\n')
        .map((line) => line.split(':')[1]?.trim())
        .sort(),
    ).toEqual(['--gpus', '--model', '--tokens'])
  })

  it.each([
    ['a file that does not exist', 'nowhere.json', 'does not exist'],
    ['a folder', `${folder}/`, 'is a folder'],
    ['a file that is not JSON', writeFile('broken.json', '{'), 'is not JSON'],
    ['a file that is a list', writeFile('list.json', '[]'), 'does not hold a JSON object'],
    [
      'a config with a missing field',
      writeFile('short.json', '{"model_type":"llama","hidden_size":64}'),
      'num_hidden_layers: is missing',
    ],
  ])('%s as a model exits 2 and says so', async (_, path, message) => {
    const { code, err } = await warm(
      'estimate',
      '--model',
      path,
      '--tokens',
      '1T',
      '--system',
      'alps',
      '--gpus',
      '64',
    )
    expect(err).toContain(message)
    expect(code).toBe(2)
  })

  it('takes a config.json and a system file', async () => {
    const model = writeFile(
      'config.json',
      JSON.stringify({
        model_type: 'llama',
        num_hidden_layers: 32,
        hidden_size: 4096,
        intermediate_size: 14336,
        num_attention_heads: 32,
        num_key_value_heads: 8,
        vocab_size: 128256,
      }),
    )
    const system = writeFile(
      'system.json',
      JSON.stringify({
        name: 'Ours',
        acceleratorId: 'h100-sxm-80',
        nodes: 16,
        acceleratorsPerNode: 8,
        country: 'FRA',
      }),
    )
    const { code, out } = await warm(
      'estimate',
      '--model',
      model,
      '--tokens',
      '1T',
      '--system',
      system,
      '--gpus',
      '128',
      '--json',
    )
    expect(code).toBe(0)
    expect(out).toContain('8030261248')
  })

  it('infeasible exits 3 with the nearest feasible change', async () => {
    const { code, out, err } = await warm(
      'estimate',
      '--model',
      'apertus-70b',
      '--tokens',
      '15T',
      '--system',
      'alps',
      '--gpus',
      '4',
      '--json',
    )
    expect(code).toBe(3)
    expect(JSON.parse(out)).toMatchObject({ feasible: false })
    expect(err).toContain('--gpus 20')
  })
})

function writeFile(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('petaplan', () => {
  it.each([['--help'], ['estimate', '--help'], ['catalogue', '--help'], ['serve', '--help'], ['--version']])(
    '%s %s exits 0',
    async (...args) => {
      expect((await warm(...args.filter((arg) => arg !== undefined))).code).toBe(0)
    },
  )

  it.each([
    ['estimat'],
    ['estimate', '--modle', 'x'],
    ['catalogue', 'birds'],
    ['catalogue', 'systems', 'alp'],
    ['evidence', '--runs', '--source', 'Apertus'],
  ])('%s %s exits 2', async (...args) => {
    const { code, err } = await warm(...args.filter((arg) => arg !== undefined))
    expect(code).toBe(2)
    expect(err).not.toBe('')
  })

  it('evidence --source tells of the sources of that name alone, as JSON too', async () => {
    const { sources, points } = JSON.parse((await warm('evidence', '--source', 'apertus', '--json')).out)
    const names = new Set(sources.map(({ name }: { name: string }) => name))
    expect([...names]).toEqual(['GH200-Apertus'])
    expect(points.every(({ source }: { source: string }) => names.has(source))).toBe(true)
  })

  it.each([['models'], ['accelerators'], ['systems'], ['grids'], ['prices'], ['sources']])(
    'catalogue %s is a list',
    async (kind) => {
      const { code, out } = await warm('catalogue', kind, '--json')
      expect(code).toBe(0)
      expect(JSON.parse(out)[0].records.length).toBeGreaterThan(10)
    },
  )

  it('serve says its address, answers, and stops when told', async () => {
    const child = spawn(process.execPath, [entry, 'serve'], {
      env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent' },
    })
    const url = await new Promise<string>((resolve) => {
      child.stdout.on('data', (data: Buffer) => {
        resolve(/http:\/\/\S+/.exec(data.toString())?.[0] ?? '')
      })
    })
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect(await (await fetch(url)).text()).toContain('<div id=')
    const headers = { 'Content-Type': 'application/json' }
    const ask = (path: string, body: unknown) =>
      fetch(`${url}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    const job = { id: 'a', submit: 0, nodes: 1, requested_s: 10, actual_s: 10 }
    const fields = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096 }
    // Answered in worker threads, which are files of their own.
    expect((await ask('schedule', { cluster: { nodes: 1 }, jobs: [job] })).status).toBe(200)
    expect((await ask('sweep', { base: fields, axes: { gpus: [2048, 4096] } })).status).toBe(200)
    const code = new Promise((resolve) => child.on('exit', resolve))
    child.kill('SIGTERM')
    expect(await code).toBe(0)
  })

  const examples = manuals().flatMap(({ path, text }) =>
    [...text.matchAll(/^npm run -s petaplan -- (.+)$/gm)].map((match) => [path, match[1] ?? ''] as const),
  )

  it.each(examples)('runs the example of %s: %s', async (_, line) => {
    const args = [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '')
    expect((await warm(...args)).code, line).toBe(0)
  })

  it('has examples in every text that shows commands', () => {
    expect(new Set(examples.map(([path]) => path)).size).toBeGreaterThan(4)
  })

  it('finds what every text beside the code points at', () => {
    const missing = manuals().flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)]
        .map((match) => join(dirname(path), match[1] ?? ''))
        .filter((to) => !existsSync(fileURLToPath(new URL(`../../${to}`, import.meta.url)))),
    )
    expect(missing).toEqual([])
  })

  it('prints what the README says that it prints', async () => {
    const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8')
    const shown = /```text\n(.*?)\n```/s.exec(readme)?.[1] ?? 'nothing'
    const args = ['--model', 'apertus-70b', '--tokens', '15T', '--system', 'alps', '--gpus', '4096']
    expect((await warm('estimate', ...args)).out).toContain(shown)
  })
})
