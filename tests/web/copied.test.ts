import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { answerFigures } from '../../sim/index.ts'
import { short } from '../../web/format.ts'
import { entry } from '../cli/petaplan.ts'
import { servedPage } from './served.ts'

const served = servedPage()
const run = { model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: 64, mfu: '0.4' }
const small = 'model=llama-3-8b&tokens=1T&system=alps&gpus=64&mfu=0.4'
const pins = encodeURIComponent(`${small}|${small.replace('gpus=64', 'gpus=128')}`)

/** What a command prints as JSON, run in a shell by the built command line. */
function printed(command: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'petaplan-copied-'))
  const script = `petaplan() { '${process.execPath}' '${entry}' "$@" --json; }\n${command}`
  return JSON.parse(execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 }))
}

const totals = z.object({ totals: z.object({ cost: z.object({ p50: z.number() }) }) })
const cost = (answer: unknown) => totals.parse(answer).totals.cost.p50

function costOf(gpus: number): number {
  const answered = answerFigures({ ...run, gpus })
  if (answered.status !== 'answer') throw new Error('refused')
  return answered.value.totals.cost.p50
}

const cluster = z.object({ find: z.object({ smallestCluster: z.object({ gpus: z.number() }) }) })

describe('the command behind what is in sight', () => {
  it('gives the figures of the view in a shell, in every view', { timeout: 300_000 }, async () => {
    const context = await served.browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await context.newPage()
    const copied = async (begins: string) => {
      const text = async () => {
        await page.getByRole('button', { name: 'Copy as command' }).click()
        return page.evaluate(() => navigator.clipboard.readText())
      }
      await expect.poll(text).toMatch(new RegExp(`^${begins}`))
      return text()
    }
    await page.goto(`${served.url}/#${small}&view=tradeoffs&maxTime=200`)
    const found = page.locator('.questions li', { hasText: 'smallest' })
    await found.waitFor()
    const asked = cluster.parse(printed(await copied('printf .* petaplan tradeoffs --scenario ')))
    expect(await found.innerText()).toContain(` ${short(asked.find.smallestCluster.gpus)} `)

    await page.evaluate((to) => (location.hash = to), `view=compare&pins=${pins}`)
    await page.locator('.comparison thead, table thead').first().waitFor()
    const lines = (await copied('petaplan estimate .*\npetaplan estimate ')).split('\n')
    expect(lines.map((line) => cost(printed(line)))).toEqual([costOf(64), costOf(128)])

    await page.evaluate((to) => (location.hash = to), `${small}&view=learn`)
    expect(cost(printed(await copied('petaplan estimate ')))).toBe(costOf(64))
    await page.evaluate((to) => (location.hash = to), `${small}&view=evidence`)
    expect(printed(await copied('petaplan evidence$'))).toHaveProperty('sources')
    await context.close()
  })
})
