import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { readEstimate } from '../../sim/questions/estimate/input.ts'
import { faultsOf } from './axe.ts'
import { servedPage } from './served.ts'

const served = servedPage()
let page: Page

beforeAll(async () => {
  page = await (await served.browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  await page.goto(served.url)
  await page.locator('.answer h1').waitFor()
})

describe('the first visit', () => {
  it('has three doors over an answer that is there already, and no door a second time', async () => {
    const doors = page.locator('.doors')
    await expect.poll(async () => doors.getByRole('button').count()).toBe(4)
    await doors.getByRole('button', { name: 'I teach' }).click()
    await page.locator('.lessons li').first().waitFor()
    await page.goto(`${served.url}/#gpus=2048`)
    await page.goto(served.url)
    await page.locator('.answer h1').waitFor()
    await expect.poll(async () => doors.count()).toBe(0)
  })
})

describe('a plan handed over', () => {
  it('is a command and a request of the same run', async () => {
    await page.getByText('Hand over: command').click()
    const codes = page.locator('.hand code')
    await codes.first().waitFor()
    await expect
      .poll(async () => codes.first().innerText())
      .toBe('petaplan estimate --model apertus-70b --tokens 15T --system alps --gpus 4096')
    const body = /-d '(.*)'$/.exec(await codes.nth(1).innerText())?.[1] ?? ''
    expect(readEstimate(JSON.parse(body)).ok).toBe(true)
  })

  it('is a scenario file that opens again; one that is refused changes nothing', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the scenario file' }).click(),
    ])
    const saved: object = JSON.parse(readFileSync(await download.path(), 'utf8'))
    expect(readEstimate(saved).ok).toBe(true)
    const open = async (scenario: object) =>
      page
        .getByLabel('Open a scenario file')
        .setInputFiles({
          name: 'scenario.json',
          mimeType: 'application/json',
          buffer: Buffer.from(JSON.stringify(scenario)),
        })
    await open({ ...saved, gpus: 2048, ranges: { mfu: '0.28 to 0.36' } })
    await page.waitForURL(/gpus=2048/)
    await expect.poll(async () => page.locator('.hand code').first().innerText()).toContain('--scenario')
    const before = page.url()
    await open({ ...saved, gpus: -1, colour: 'red' })
    await page.getByText('This scenario cannot be used').waitFor()
    await page.getByText('colour:').waitFor()
    expect(page.url()).toBe(before)
    await open(saved)
    await page.waitForURL(/gpus=4096/)
  })

  it('has its dates, its Slurm script and the form of a funder', async () => {
    await page.getByLabel('First day').fill('2027-03-01')
    await page.getByText(/It ends between 2027-\d\d-\d\d and 2027-\d\d-\d\d/).waitFor()
    await page.locator('.script').waitFor()
    await expect.poll(async () => page.locator('.script').innerText()).toContain('#SBATCH --nodes=1024')
    await page.getByLabel('Form of').selectOption('cscs')
    await page.getByRole('button', { name: 'Fill the form' }).click()
    await page.getByText(/node hours \(.* GPU-hours\) of Alps/).waitFor()
    await expect.poll(async () => page.locator('.hand tbody tr').count()).toBeGreaterThan(10)
    expect(await faultsOf(page, '.hand')).toEqual([])
  })

  it('is a briefing of two A4 pages, asked for in any view', async () => {
    await page.goto(`${served.url}/#view=evidence`)
    await page.reload()
    await page.getByRole('button', { name: 'Briefing' }).click()
    await page.locator('.briefing .rests li').first().waitFor()
    expect(await faultsOf(page, '.briefing')).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await faultsOf(page, '.briefing')).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
    const sheet = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(sheet.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(2)
    await page.getByRole('button', { name: 'Close the briefing' }).click()
    await page.locator('.briefing').waitFor({ state: 'detached' })
    await page.context().close()
  })
})
