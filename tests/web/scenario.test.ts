import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { stream } from '../../sim/base/random.ts'
import { short } from '../../web/format.ts'
import { petaplan } from '../cli/petaplan.ts'
import { faultsOf } from './axe.ts'
import { leftInEnglish } from './everywhere.ts'
import { labelledConfig } from './own-config.ts'
import { give, headlineHas, openQueue } from './queue-page.ts'
import { servedPage } from './served.ts'

const served = servedPage()

/** Letters that nothing makes shorter. */
const noise = (name: string, letters: number) => {
  const random = stream(18, name)
  return Array.from({ length: letters }, () => (random() * 36).toString(36).slice(0, 1)).join('')
}
/** With so much in it that no link holds it. */
const config = labelledConfig(Array.from({ length: 3000 }, (_, at) => noise(`label ${String(at)}`, 40)))
/** Eight jobs of a node each for an hour, again and again on a machine that is full with them. */
const log = [
  'id,submit,nodes,requested_s,actual_s',
  ...Array.from({ length: 2500 }, (_, at) => `job-${String(at)},${String(at * 400)},1,7200,3600`),
].join('\n')
/** Upkeep on every day of five years, which a link holds compressed. */
const settings = JSON.stringify({
  windows: Array.from({ length: 1800 }, (_, day) => ({
    start: `${String(day * 24 + 20)}h`,
    end: `${String(day * 24 + 22)}h`,
    nodes: 2,
  })),
})

async function saved(page: Page): Promise<string> {
  const bar = page.getByRole('button', { name: 'Scenario file', exact: true })
  await bar.click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('dialog').getByRole('button', { name: 'Save the scenario file' }).click(),
  ])
  await page.keyboard.press('Escape')
  return readFileSync(await download.path(), 'utf8')
}

async function opened(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Scenario file', exact: true }).click()
  const file = { name: 'saved.json', mimeType: 'application/json', buffer: Buffer.from(text) }
  await page.locator('dialog').getByLabel('Open a scenario file').setInputFiles(file)
}

async function dropped(page: Page, said: object): Promise<void> {
  const held = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'saved.json', { type: 'application/json' }))
    return transfer
  }, JSON.stringify(said))
  await page.locator('main').dispatchEvent('drop', { dataTransfer: held })
}

const plain = (text: string) => text.replaceAll(/\s/g, ' ')
const figures = z.object({
  model: z.object({ parameters: z.number() }),
  totals: z.object({ wallClockDays: z.object({ p10: z.number(), p90: z.number() }) }),
})

/** What the queue answers, its schedule by name. */
async function queueSays(page: Page): Promise<string> {
  const folded = await page.locator('.folded').first().textContent()
  return `${await page.locator('h1').innerText()} ${/Schedule ([0-9a-f]+)/.exec(folded ?? '')?.[1] ?? '?'}`
}

describe('a scenario that is too large for a link', () => {
  it('is offered as a file, which gives a fresh page and the command line the same figures', async () => {
    expect([config, log, settings].every(({ length }) => length > 60_000)).toBe(true)
    const before = await openQueue(served.browser, served.url, { at: '&machineNodes=8&tokens=1T&gpus=64' })
    await give(before.page, 'own.csv', log)
    await headlineHas(before.page, '2,500 jobs')
    await give(before.page, 'options.json', settings)
    await before.page.waitForURL(/queueOptions=packed-/)
    expect(await before.page.locator('.notice').count()).toBe(0)
    await before.page.getByRole('link', { name: 'Plan', exact: true }).click()
    await before.page.getByText('A model of your own').click()
    await before.page.setInputFiles('#file-model', {
      name: 'config.json',
      mimeType: 'application/json',
      buffer: Buffer.from(config),
    })
    await before.page
      .getByText(/even when compressed \(over 60,000 letters\), which leaves it out: model/)
      .waitFor()
    expect(before.page.url().length).toBeLessThan(20_000)
    await headlineHas(before.page, 'llama 6.74B')
    const plan = await before.page.locator('h1').innerText()
    await before.page.getByRole('link', { name: 'Queue', exact: true }).click()
    await headlineHas(before.page, '2,500 jobs')
    const queue = await queueSays(before.page)
    const file = await saved(before.page)
    await before.close()

    const after = await openQueue(served.browser, served.url)
    await opened(after.page, file)
    await headlineHas(after.page, '2,500 jobs')
    await expect.poll(async () => queueSays(after.page)).toBe(queue)
    await after.page.getByRole('link', { name: 'Plan', exact: true }).click()
    await expect.poll(async () => after.page.locator('h1').innerText()).toBe(plan)
    // What is left out of the address is neither lost by the way back nor taken for something else elsewhere.
    await after.page.locator('#gpus').fill('128')
    await after.page.locator('#gpus').press('Enter')
    await headlineHas(after.page, 'on 128 accelerators')
    await after.page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => after.page.locator('h1').innerText()).toBe(plan)
    await after.page.reload()
    await after.page.getByText("The link's model was too long for a link").waitFor()
    await headlineHas(after.page, 'Apertus 70B on 1')
    expect(after.errors).toEqual([])
    await after.close()

    const folder = mkdtempSync(join(tmpdir(), 'petaplan-scenario-'))
    writeFileSync(join(folder, 'saved.json'), file)
    const ran = petaplan('estimate', '--scenario', join(folder, 'saved.json'), '--json')
    const answer = figures.parse(JSON.parse(ran.out))
    const { p10, p90 } = answer.totals.wallClockDays
    expect(plain(plan)).toContain(`takes ${short(p10)} to ${short(p90)} days`)
    expect(answer.model.parameters).toBe(6_738_415_616)
  })

  it('is taken wherever it is dropped; one of a newer version, or without sense, is refused and changes nothing', async () => {
    const { page, errors, close } = await openQueue(served.browser, served.url)
    const said = { model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: '64' }
    const file = { scenario: 1, view: 'plan', run: said, page: { maxTime: '90' } }
    await dropped(page, { ...file, scenario: 9 })
    await page.getByText('was saved by a newer version of the page').waitFor()
    await dropped(page, { ...file, page: { colour: 'red' } })
    await page.getByText('colour: is no field that this page has').waitFor()
    expect(page.url()).not.toContain('llama')
    // A run that is refused is opened as a link would open it, with the way on.
    await dropped(page, { ...file, run: { ...said, tokens: '1,5T' } })
    await page.locator('.trouble').getByText("'1,5T'").waitFor()
    expect(page.url()).toMatch(/model=llama-3-8b&tokens=1%2C5T/)
    await page.getByRole('button', { name: '1.5T' }).click()
    await headlineHas(page, 'Llama 3 8B on 1.5 T')
    await dropped(page, file)
    await headlineHas(page, 'Llama 3 8B on 1 T')
    // One that names no language is read in that of the page.
    await page.evaluate(() => (location.hash = '#lang=de'))
    await headlineHas(page, 'Apertus 70B mit')
    await dropped(page, file)
    await headlineHas(page, 'Llama 3 8B mit 1 Bio.')
    await page.evaluate(() => (location.hash = '#view=plan'))
    await dropped(page, file)
    await headlineHas(page, 'Llama 3 8B on 1 T')
    expect(page.url()).toMatch(/#model=llama-3-8b&.*maxTime=90/)
    await expect.poll(async () => page.locator('dialog').count()).toBe(0)
    expect(errors).toEqual([])
    await close()
  })
})

describe('a log that was given', () => {
  const jobs = (count: number) =>
    log
      .split('\n')
      .slice(0, count + 1)
      .join('\n')

  it('is a step: Undo brings back what stood there before it, and the way forth the log', async () => {
    const { page, errors, close } = await openQueue(served.browser, served.url, { at: '&machineNodes=8' })
    const month = await page.locator('h1').innerText()
    await give(page, 'own.csv', jobs(100))
    await headlineHas(page, '100 jobs')
    await page.getByLabel('Policy', { exact: true }).selectOption('fcfs')
    await page.waitForURL(/policy=fcfs/)
    // Another of the same name, in a scenario.
    const data = `data:text/csv;base64,${Buffer.from(jobs(200)).toString('base64')}`
    const held = { name: 'own.csv', data, columns: {}, machine: null }
    const other = { log: 'own.csv', machineNodes: '8', policy: 'fcfs' }
    await opened(page, JSON.stringify({ scenario: 1, view: 'queue', log: held, run: {}, page: other }))
    await headlineHas(page, '200 jobs')
    await page.getByRole('button', { name: 'Undo' }).click()
    await headlineHas(page, '100 jobs')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => page.url()).not.toContain('policy=fcfs')
    await headlineHas(page, '100 jobs')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => page.locator('h1').innerText()).toBe(month)
    for (const text of ['100 jobs', '100 jobs', '200 jobs']) {
      await page.goForward()
      await headlineHas(page, text)
    }
    expect(errors).toEqual([])
    await close()
  })
})

describe('the dialog of files, and what is too long for a link', () => {
  it.each([
    ['ko', '시나리오 파일'],
    ['de', 'Szenariodatei'],
    ['fr', 'Fichier de scénario'],
  ])('are in %s, pass axe and fit a phone', async (lang, name) => {
    const { page, errors, close } = await openQueue(served.browser, served.url, {
      at: `&lang=${lang}`,
      width: 390,
    })
    await give(page, 'options.json', `{"windows":[],"note":"${noise('settings', 100_000)}"}`)
    await page.locator('.notice').getByText('queueOptions').waitFor()
    await page.getByRole('button', { name, exact: true }).click()
    await page.locator('dialog input[type=file]').waitFor()
    expect(await leftInEnglish(page)).toEqual([])
    expect(await faultsOf(page, 'dialog')).toEqual([])
    await expect.poll(async () => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    const tooWide = () => page.locator('dialog').evaluate((one) => one.scrollWidth - one.clientWidth)
    await expect.poll(tooWide).toBe(0)
    expect(errors).toEqual([])
    await close()
  })
})

describe('a megabyte', () => {
  const mega = 'word '.repeat(210_000)
  it.each([
    ['#own-model', '&view=plan', 'A model of your own', mega],
    ['#own-model', '&view=plan', 'A model of your own', JSON.stringify({ model_type: 'llama', mega })],
    ['#own-system', '&view=plan', 'A machine of your own', JSON.stringify({ [mega]: mega })],
    ['#own-pilot', '&view=plan', 'A training log of your own', mega],
    ['#queueOptions', '', 'Settings of your own', mega],
    ['#queueOptions', '', 'Settings of your own', JSON.stringify({ windows: [mega], [mega]: 1 })],
    ['#own-programme', '&view=invest', 'Your own programme', JSON.stringify({ name: mega, [mega]: 1 })],
  ])('in %s%s is refused, and the page goes on', async (box, at, title, text) => {
    expect(text.length).toBeGreaterThan(1_000_000)
    const page = await (await served.browser.newContext()).newPage()
    await page.goto(`${served.url}/#view=queue${at}`.replace('queue&view=', ''))
    await page.getByText(title, { exact: true }).first().click()
    const field = page.locator(box)
    await field.fill(text)
    await field.blur()
    await page.locator('[role=alert], .trouble').first().waitFor()
    await expect.poll(async () => page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280)
    await page.getByRole('link', { name: 'Compare' }).click()
    await page.getByRole('link', { name: 'Plan', exact: true }).click()
    await headlineHas(page, 'Apertus 70B')
    await page.context().close()
  })
})
