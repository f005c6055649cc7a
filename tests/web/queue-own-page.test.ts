import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { entry } from '../cli/petaplan.ts'
import { post } from '../server/running.ts'
import { expectSound, headlineHas, openQueue, type Shape } from './queue-page.ts'
import { servedPage } from './served.ts'

const served = servedPage()
const open = (shape: Shape = {}) => openQueue(served.browser, served.url, shape)
const settings = (page: Page) => page.getByText('Settings of your own', { exact: true }).first()

/** What the answer in sight calls its schedule: equal only where every start is. */
async function hashOf(page: Page): Promise<string> {
  const text = await page.locator('.folded').first().textContent()
  return /Schedule ([0-9a-f]+)/.exec(text ?? '')?.[1] ?? ''
}

async function fill(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true })
  await field.fill(text)
  await field.blur()
}

const answer = z.object({ hash: z.string() })

/** The lines of the page, run by a shell in a folder of their own. */
function hashOfCommand(lines: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'petaplan-own-'))
  const script = `petaplan() { '${process.execPath}' '${entry}' "$@" --json; }\n${lines}`
  return answer.parse(JSON.parse(execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' })))
    .hash
}

const tops = (page: Page) =>
  page.locator('h1, .figures, .panels').evaluateAll((all) =>
    all.map((one) => {
      const { x, y, width } = one.getBoundingClientRect()
      return [x, y + scrollY, width]
    }),
  )

describe('settings of a person’s own on the queue page', () => {
  it('move nothing of the answer as they unfold, and pass axe at two widths and in both themes', async () => {
    const { page, errors, close } = await open()
    const before = await tops(page)
    expect(before.length).toBeGreaterThan(2)
    await settings(page).click()
    await page.getByLabel('Power cap, W').waitFor()
    expect(await tops(page)).toEqual(before)
    await expectSound({ page, errors })
    await close()
  })

  it('change the answer, which says so, live in the link, and are undone', async () => {
    const { page, errors, close } = await open()
    const plain = await hashOf(page)
    await settings(page).click()
    await fill(page, 'Power cap, W', '5M')
    await headlineHas(page, 'In force: a power cap of 5 MW.')
    const capped = await hashOf(page)
    expect(capped).not.toBe(plain)
    await fill(page, 'Weight of size', '1000')
    await headlineHas(page, 'In force: a power cap of 5 MW and priority by weights.')
    await page.reload()
    await headlineHas(page, 'In force: a power cap of 5 MW and priority by weights.')
    await expect.poll(async () => page.getByLabel('Weight of size').inputValue()).toBe('1000')
    await page.getByRole('button', { name: 'Undo' }).click()
    await headlineHas(page, 'In force: a power cap of 5 MW.')
    await expect.poll(async () => hashOf(page)).toBe(capped)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => hashOf(page)).toBe(plain)
    expect(await page.locator('h1').innerText()).not.toContain('In force')
    expect(errors).toEqual([])
    await close()
  })

  it('are a command and a request that give the same schedule', async () => {
    const own = {
      windows: [{ start: '240h', end: '252h', nodes: 1000 }],
      powerCapW: 5e6,
      failures: { per1000NodeDays: 0.5, repair: '4h', restart: '10min', checkpoint: '1h' },
    }
    const { page, close } = await open({
      at: `&budgets=enforced&policy=easy&queueOptions=${encodeURIComponent(JSON.stringify(own))}`,
    })
    await headlineHas(
      page,
      'In force: a power cap of 5 MW, 1 window of maintenance, and 0.5 failures per 1,000 node-days.',
    )
    const hash = await hashOf(page)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const copied = async (name: string, begins: string) => {
      await page.getByRole('button', { name }).click()
      const text = () => page.evaluate(() => navigator.clipboard.readText())
      await expect.poll(text).toMatch(new RegExp(`^${begins} `))
      return text()
    }
    expect(hashOfCommand(await copied('Copy as command', 'printf'))).toBe(hash)
    const body = / -d '(.*)'$/s.exec(await copied('Copy as curl', 'curl'))?.[1] ?? ''
    const told = await post(`${served.url}/api/v1/schedule`, body)
    expect(answer.parse(await told.json()).hash).toBe(hash)
    await close()
  })

  it('are refused beside their field while the answer before stays, marked as old', async () => {
    const { page, close } = await open()
    await settings(page).click()
    await fill(page, 'Power cap, W', 'much')
    const field = page.locator('.field', { has: page.locator('#powerCapW') }).last()
    await field.locator('.wrong').waitFor()
    expect(await field.locator('.wrong').innerText()).toContain("'much'")
    await page.getByRole('alert').getByText('These settings cannot be replayed').waitFor()
    await page.locator('.answer.stale').waitFor()
    await fill(page, 'Power cap, W', '')
    await page.locator('.answer:not(.stale)').waitFor()
    await fill(page, 'Maintenance and reservations', '[{"start": 10, "end": 5}]')
    await page
      .locator('.field', { has: page.locator('#own-windows') })
      .getByText('windows.0.end')
      .waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'These settings cannot be replayed', exact: true }).waitFor()
    await fill(page, 'All of it, as options.json', '{"windows":')
    await page
      .locator('.field', { has: page.locator('#queueOptions') })
      .getByText('is not JSON')
      .waitFor()
    await close()
  })

  it('come as an options.json, with the policy it names, and stand in the briefing', async () => {
    const { page, close } = await open()
    const projects = [{ project: 'climate', periods: [{ start: 0, end: '91d', gpuHours: 500_000 }] }]
    const file = {
      policy: 'fcfs',
      budgets: { gpusPerNode: 4, enforce: true, projects },
      limits: [{ longest: '3d' }],
    }
    await page.setInputFiles('#log', {
      name: 'options.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(file)),
    })
    await headlineHas(page, 'First come, first served with budgets enforced keeps')
    await headlineHas(page, 'In force: budgets of 1 project and limits as given.')
    expect(await page.getByLabel('Budgets', { exact: true }).count()).toBe(0)
    await settings(page).click()
    expect(await page.getByLabel('GPU-hours by project').inputValue()).toContain('"gpuHours": 500000')
    await page.getByRole('button', { name: 'Briefing' }).click()
    await page.getByText('Settings of the queue: {"budgets":').waitFor()
    await close()
  })
})
