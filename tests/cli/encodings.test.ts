import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parsedBytes } from '../../server/json-bytes.ts'
import published from '../sim/workload/published-configs.json' with { type: 'json' }
import { entry, petaplan } from './petaplan.ts'

const folder = mkdtempSync(join(tmpdir(), 'encodings-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const config = JSON.stringify(published.find(({ name }) => name === 'Qwen2.5-7B')?.config, null, 2)
const wide = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
const written = {
  plain: Buffer.from(config),
  marked: Buffer.from(`\ufeff${config.replaceAll('\n', '\r\n')}`),
  'old-mac': Buffer.from(config.replaceAll('\n', '\r')),
  wide: wide(config),
  'wide-other': Buffer.from(wide(config)).swap16(),
}
const run = [
  '--tokens',
  '1T',
  '--system',
  'alps',
  '--gpus',
  '64',
  '--mfu',
  '0.35',
  '--samples',
  '200',
  '--json',
]

function fingerprintOf({ out, err }: { readonly out: string; readonly err: string }): unknown {
  expect(err).toBe('')
  return Object(JSON.parse(out)).fingerprint
}

describe('a config that another editor or shell saved', () => {
  const answers = Object.entries(written).map(([name, bytes]) => {
    const path = join(folder, `${name}.json`)
    writeFileSync(path, bytes)
    return fingerprintOf(petaplan('estimate', '--model', path, ...run))
  })

  it('gives the answer of the plain one', () => {
    expect(new Set(answers).size).toBe(1)
  })

  it('is read from standard input too', () => {
    const args = [entry, 'estimate', '--model', '-', ...run]
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', input: written.wide })
    expect(fingerprintOf({ out: stdout, err: stderr })).toBe(answers[0])
  })

  it('is read by the service', () => {
    expect(parsedBytes([written.wide.subarray(0, 101), written.wide.subarray(101)])).toEqual({
      ok: true,
      value: JSON.parse(config),
    })
  })
})

describe('questions about steps that PowerShell saved', () => {
  it('are answered as the plain ones', () => {
    const line = { id: 'é', model: 'llama-3.1-8b', hardware: { system: 'alps' }, gpus: 64 }
    const lines = `${JSON.stringify(line)}\r\n${JSON.stringify({ ...line, gpus: 128 })}\r\n`
    const [plain, other] = [join(folder, 'plain.jsonl'), join(folder, 'wide.jsonl')]
    writeFileSync(plain, lines)
    writeFileSync(other, wide(lines))
    const answer = petaplan('predict', plain).out
    expect(answer.trim().split('\n')).toHaveLength(2)
    expect(petaplan('predict', other).out).toBe(answer)
  })
})
