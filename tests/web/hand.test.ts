import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { answerFigures } from '../../sim/index.ts'
import { readEstimate } from '../../sim/questions/estimate/input.ts'
import { short } from '../../web/format.ts'
import { languages } from '../../web/language.ts'
import { faultsOf } from './axe.ts'
import { leftInEnglish } from './everywhere.ts'
import { servedPage } from './served.ts'

const served = servedPage()
const llama = {
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 11008,
  vocab_size: 32000,
  num_hidden_layers: 32,
  num_attention_heads: 32,
}
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
  it('is a command, a request and an address of the same run', async () => {
    await page.getByText('Hand over: command').click()
    const codes = page.locator('.hand code')
    await codes.first().waitFor()
    await expect
      .poll(async () => codes.first().innerText())
      .toBe('petaplan estimate --model apertus-70b --tokens 15T --system alps --gpus 4096')
    const body = /-d '(.*)'$/.exec(await codes.nth(1).innerText())?.[1] ?? ''
    expect(readEstimate(JSON.parse(body)).ok).toBe(true)
    const lines = (await (await fetch(await codes.nth(2).innerText())).text()).split('\n')
    expect(lines).toContain('model.id,apertus-70b')
    expect(lines).toContain('system.gpus,4096')
  })

  it('is a scenario file that opens again; one that is refused changes nothing', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the scenario file' }).click(),
    ])
    const whole: object = JSON.parse(readFileSync(await download.path(), 'utf8'))
    expect(whole).toMatchObject({ scenario: 1, view: 'plan', title: expect.stringContaining('Apertus 70B') })
    const { run: saved = {} }: { readonly run?: object } = whole
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

const longNames = {
  model: JSON.stringify({
    ...llama,
    _name_or_path:
      'institutum-linguisticae-computatoriae/exemplar-helveticum-coreanum-longissimum-7b-basis-v2',
  }),
  system: JSON.stringify({
    name: 'Confoederatio Helvetica, Machina Maxima, partitio intellegentiae artificialis (phasis secunda, Manno)',
    acceleratorId: 'gh200-96',
    acceleratorsPerNode: 4,
    nodes: 2048,
  }),
  gpus: '512',
  grid: 'CHE',
  gpuHourPrice: 'CHF 2.5',
}
const briefed = languages.flatMap((language) =>
  Object.entries({ 'Apertus on Alps': {}, 'an own model and machine of long names': longNames }).map(
    ([what, run]) => ({ language, what, run }),
  ),
)

describe('the briefing on paper', () => {
  it.each(briefed)('of $what is two pages in $language, its sources whole', async ({ language, run }) => {
    const own = await (await served.browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
    await own.goto(`${served.url}/#${new URLSearchParams({ ...run, lang: language }).toString()}`)
    await own.locator(`html[lang=${language}] .answer h1`).waitFor()
    await own.locator('header .undo').first().click()
    await own.locator('.briefing figure div > svg').waitFor()
    await own.emulateMedia({ media: 'print' })
    const rests = (await own.locator('.briefing .rests li').allInnerTexts()).join('\n')
    expect(rests).not.toContain('…')
    expect(
      rests
        .split('\n')
        .filter((line) => /(our judgement|자체 판단|Einschätzung|notre jugement): \1:/.test(line)),
    ).toEqual([])
    expect(await leftInEnglish(own)).toEqual([])
    // A4 at 96 px an inch, without its margins of 14 mm.
    await own.setViewportSize({ width: 688, height: 1017 })
    const lowest = await own.locator('.briefing .overleaf').evaluate((overleaf) => {
      const top = (one: Element | null | undefined) => one?.getBoundingClientRect().top ?? 0
      return {
        first: top(overleaf),
        second:
          (document.querySelector('.briefing .made')?.getBoundingClientRect().bottom ?? 0) - top(overleaf),
      }
    })
    expect(lowest.first).toBeLessThan(1017)
    expect(lowest.second).toBeLessThan(1017)
    const sheet = (await own.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(sheet.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(2)
    await own.context().close()
  })
})

describe('the keyboard alone', () => {
  it('leads from the first view by an own model to script and dates, and is caught nowhere', async () => {
    const own = await (await served.browser.newContext({ locale: 'en-US' })).newPage()
    await own.goto(served.url)
    await own.locator('.answer h1').waitFor()
    const isAt = async (selector: string, text: string) =>
      own.evaluate(
        ([wanted = '', words = '']) => {
          const at = document.activeElement
          return at?.matches(wanted) === true && (at.textContent ?? '').includes(words)
        },
        [selector, text],
      )
    const tabTo = async (selector: string, text = '') => {
      for (let pressed = 0; pressed < 150; pressed += 1) {
        await own.keyboard.press('Tab')
        if (await isAt(selector, text)) return
      }
      throw new Error(`${selector} ${text} is not reached`)
    }
    await tabTo('.doors button', 'I plan a run')
    await own.keyboard.press('Enter')
    await tabTo('summary', 'A model of your own')
    await own.keyboard.press('Enter')
    await tabTo('#own-model')
    await own.keyboard.insertText(JSON.stringify(llama))
    await tabTo('#gpus')
    await own.locator('h1').getByText('llama 6.74B on 15').waitFor()
    await own.keyboard.press('Control+A')
    await own.keyboard.type('512')
    await own.keyboard.press('Enter')
    await own.locator('h1').getByText('on 512 accelerators').waitFor()
    await own.getByText('Hand over: command').waitFor()
    await tabTo('summary', 'Hand over: command')
    await own.keyboard.press('Enter')
    await own.locator('.script').getByText('#SBATCH --nodes=128').waitFor()
    await tabTo('#start')
    await own.keyboard.type('03012027')
    await own.getByText(/It ends between 2027-\d\d-\d\d and 20\d\d-\d\d-\d\d/).waitFor()
    await tabTo('button', 'Save the script')
    const [download] = await Promise.all([own.waitForEvent('download'), own.keyboard.press('Enter')])
    expect(readFileSync(await download.path(), 'utf8')).toContain('#SBATCH --nodes=128')
    await tabTo('header.top a')
    await own.context().close()
  })
})

describe('what cannot be used', () => {
  it('has beside it what would be right: a machine, money, a decimal comma, a script, a programme', async () => {
    const own = await (await served.browser.newContext()).newPage()
    await own.goto(`${served.url}/#model=llama-3-8b&tokens=1,5T&system=alps&gpus=64&mfu=0.4`)
    await own.locator('.field .wrong').getByText("'1,5T' is not a number").waitFor()
    await own.getByRole('button', { name: 'Use 1.5T' }).click()
    const headline = own.locator('h1')
    await headline.getByText('on 1.5 T tokens').waitFor()
    const before = await headline.innerText()

    await own.getByText('A machine of your own').click()
    await own.locator('#own-system').fill('{"name":"Ours","nodes":4}')
    await own.locator('#own-system').blur()
    const wrong = own.getByRole('alert').filter({ hasText: 'system' })
    await wrong.getByText('system.acceleratorsPerNode').waitFor()
    await wrong.getByText('system.acceleratorId').waitFor()
    await expect.poll(async () => headline.innerText()).toBe(before)

    await own.getByText('More settings').click()
    await own.locator('#gpuHourPrice').fill('0,67')
    await own.locator('#gpuHourPrice').press('Enter')
    await own.getByRole('button', { name: 'Use CHF 0.67' }).click()
    await headline.getByText('on 1.5 T tokens').waitFor()
    await own.waitForURL(/gpuHourPrice=CHF%200\.67/)

    await own.evaluate(() => (location.hash = '#model=smollm3-3b&tokens=1T&system=lumi-g&gpus=64'))
    await headline.getByText('LUMI').waitFor()
    await own.getByText('Hand over: command').click()
    await own.locator('.hand .wrong').first().waitFor()
    await expect.poll(async () => own.locator('.hand .script').count()).toBe(0)

    await own.evaluate(() => (location.hash = '#view=invest&discount=much'))
    await own.locator('.field .wrong, .trouble').getByText('discount').first().waitFor()
    await own.context().close()
  })
})

describe('a machine that is described', () => {
  it('has its power and its price too, which move energy and cost; one that is none is refused by its label', async () => {
    const own = await (await served.browser.newContext()).newPage()
    await own.goto(`${served.url}/#model=llama-3-8b&tokens=1T&system=alps&gpus=64&mfu=0.4`)
    await own.getByText('A machine of your own').click()
    const type = async (name: string, text: string) => {
      await own.locator(`#machine-${name}`).fill(text)
      await own.locator(`#machine-${name}`).blur()
    }
    await type('name', 'Ours')
    await type('pue', '1.25')
    await type('power', 'much')
    await type('price', 'EUR 2.10')
    await own.getByRole('button', { name: 'Use this machine' }).click()
    await own
      .getByRole('alert')
      .getByText(/^Power of an accelerator at work .*: 'much'/)
      .waitFor()
    await own.locator('h1').getByText('of Alps').waitFor()
    await type('power', '900')
    await own.getByRole('button', { name: 'Use this machine' }).click()
    await own.locator('h1').getByText('of Ours').waitFor()
    const machine = { name: 'Ours', acceleratorId: 'h100-sxm-80', nodes: 64, acceleratorsPerNode: 8 }
    const answered = answerFigures({
      model: 'llama-3-8b',
      tokens: '1T',
      system: { ...machine, country: 'CHE', scaleOutBytesPerS: 50e9, pueRatio: 1.25 },
      gpus: 64,
      mfu: 0.4,
      ranges: { computingW: 900 },
      gpuHourPrice: 'EUR 2.10',
    })
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    const { energyMwh, cost, gpuHours } = answered.value.totals
    expect(cost.p50 / gpuHours.p50).toBeCloseTo(2.1, 6)
    const figures = async () => (await own.locator('main .figure').allInnerTexts()).join(' ')
    await expect.poll(figures).toContain(short(energyMwh.p50))
    await expect.poll(figures).toContain(short(cost.p50))
    await own.context().close()
  })
})
