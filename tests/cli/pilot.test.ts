import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { logs, steadyTokensPerSPerGpu } from '../sim/questions/pilot/logs.ts'
import { warm } from './warm.ts'

const folder = mkdtempSync(join(tmpdir(), 'petaplan-pilot-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const path = (name: string) => join(folder, name)

const run = ['--model', 'llama-3.1-8b', '--system', 'h100-sxm-80', '--gpus', '64', '--seq-len', '8192']

describe('petaplan pilot', () => {
  it.each(['Megatron-LM', 'torchtitan', 'nanotron'])('makes a profile of a log of %s', async (trainer) => {
    writeFileSync(path('train.log'), logs[trainer] ?? '')
    const layout = ['--layout', 'tp=1,pp=1,mbs=2,gbs=128,zero=3']
    const { code, out, err } = await warm(
      'pilot',
      path('train.log'),
      ...run,
      ...layout,
      '--out',
      path('p.json'),
    )
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toContain(`Log of ${trainer}: 33 steady readings`)
    const profile: unknown = JSON.parse(readFileSync(path('p.json'), 'utf8'))
    const rows = JSON.stringify(profile)
    expect(rows).toContain('"kind":"petaplan pilot profile"')
    const measured = Number(/"measuredTokensPerSPerGpu":([0-9.]+)/.exec(rows)?.[1])
    expect(measured / steadyTokensPerSPerGpu).toBeCloseTo(1, 2)
  })

  it('moves what tradeoffs says of the time', async () => {
    const system = {
      name: 'ours',
      acceleratorId: 'h100-sxm-80',
      nodes: 8,
      acceleratorsPerNode: 8,
      country: 'USA',
    }
    writeFileSync(path('system.json'), JSON.stringify(system))
    const asked = ['--model', 'llama-3.1-8b', '--tokens', '1T', '--gpus', '64', '--framework', 'nanotron']
    const daysOf = async (...more: readonly string[]) => {
      const { out } = await warm('tradeoffs', ...asked, '--system', path('system.json'), ...more, '--json')
      return Number(/"time": ?([0-9.]+)/.exec(out)?.[1])
    }
    // The log is of a run less than half as fast as predicted.
    expect(await daysOf('--profile', path('p.json'))).toBeGreaterThan(1.4 * (await daysOf()))
  })

  it('names pilots of the planned run with their GPU-hours', async () => {
    const { code, out } = await warm(
      ...['pilot', '--suggest', '--model', 'apertus-70b', '--tokens', '15T', '--system', 'alps'],
      ...['--gpus', '4096', '--json'],
    )
    expect(code).toBe(0)
    const hours = [...out.matchAll(/"gpuHours": ?([0-9.]+)/g)].map(([, value]) => Number(value))
    expect(hours.length).toBeGreaterThanOrEqual(2)
    expect(hours.length).toBeLessThanOrEqual(3)
    // An eighth of the machine for an hour at most.
    for (const value of hours) expect(value).toBeLessThan(512)
  })
})
