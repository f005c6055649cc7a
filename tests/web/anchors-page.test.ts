import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { answerEstimate, answerFigures, answerInvest, reasons } from '../../sim/index.ts'
import { short } from '../../web/format.ts'
import { signed } from '../../web/more/difference.ts'
import { petaplan } from '../cli/petaplan.ts'
import { post } from '../server/running.ts'
import { servedPage } from './served.ts'

const served = servedPage()
const small = '#model=llama-3-8b&tokens=1T&system=alps&gpus=64&mfu=0.4'
let page: Page

const goTo = async (hash: string) => page.evaluate((to) => (location.hash = to), hash)
const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
const headline = () => page.locator('h1')

async function taken(button: string) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).first().click(),
  ])
  return readFileSync(await download.path(), 'utf8')
}

beforeAll(async () => {
  const context = await served.browser.newContext({
    viewport: { width: 1280, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  page = await context.newPage()
  page.setDefaultTimeout(40_000)
  await page.goto(`${served.url}/${small}`)
  await headline().getByText('on 64 accelerators').waitFor()
})

describe('a ready run that is opened', () => {
  it('tells its story and its source, and Undo gives back the work before it', async () => {
    await page.locator('#preset').selectOption('llama-3.1-405b-eagle')
    await headline().getByText('Llama 3.1 405B').waitFor()
    const field = page.locator('.field', { has: page.locator('#preset') })
    await expect.poll(async () => (await field.locator('p.help').innerText()).length).toBeGreaterThan(10)
    await expect.poll(async () => field.getByRole('link').getAttribute('href')).toMatch(/^https:/)
    await page.getByRole('button', { name: 'Undo' }).click()
    await headline().getByText('Llama 3 8B').waitFor()
    expect(await page.evaluate(() => location.hash)).toBe(small)
  })
})

describe('a baseline', () => {
  it('is told apart from the run at hand in every view that has figures of it', async () => {
    await page.getByRole('button', { name: 'Pin as baseline' }).click()
    await page.locator('#gpus').fill('128')
    await page.locator('#gpus').press('Enter')
    const one = { model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: 64, mfu: '0.4' }
    const paired = reasons.differenceOf(one, { ...one, gpus: 128 })
    if (paired.status !== 'answer') throw new Error(paired.status)
    const apart = (total: string, before: string, after: string) => {
      const range = paired.value.find((row) => row.total === total)?.difference
      const [p10, p50, p90] = [range?.p10, range?.p50, range?.p90].map((value) => signed(value ?? Number.NaN))
      return plain(
        `${before}${p50 ?? ''}${after} against the baseline (8 of 10 cases: ${p10 ?? ''} to ${p90 ?? ''})`,
      )
    }
    const told = [
      apart('wallClockDays', '', ' days'),
      apart('cost', 'CHF ', ''),
      apart('energyMwh', '', ' MWh'),
      apart('carbonT', '', ' t CO₂e'),
    ]
    await expect
      .poll(async () => (await page.locator('.figure .apart').allInnerTexts()).map(plain))
      .toEqual(told)
    for (const name of ['Trade-offs', 'Queue', 'Invest', 'Compare', 'Evidence', 'Learn']) {
      await page.getByRole('link', { name, exact: true }).click()
      await page.locator('nav [aria-current=page]', { hasText: name }).waitFor()
      await expect
        .poll(async () => {
          const bar = plain(await page.locator('.bar-place').innerText())
          return told.filter((text) => !bar.includes(text))
        })
        .toEqual([])
    }
  })

  it('is beside the headline figures of Trade-offs, Invest and Queue too, each in its own unit', async () => {
    const at = `${small}&baseline=${encodeURIComponent('model=llama-3-8b&tokens=1T&system=alps&gpus=128&mfu=0.4&utilisation=0.85')}`
    const apart = () => page.locator('.figures').first().locator('.apart').allInnerTexts()
    await goTo(`${at}&view=invest&utilisation=0.6`)
    const invested = ['0.6', '0.85'].map((utilisation) => answerInvest({ case: 'alps', utilisation }))
    const [now, then] = invested.map((one) =>
      one.status === 'answer' ? one.value.hourCost.perAllocatedHour.p50 : 0,
    )
    await expect
      .poll(async () => (await apart()).map(plain)[0])
      .toBe(`+CHF ${short((now ?? 0) - (then ?? 0))} against the baseline`)
    await goTo(`${at}&view=tradeoffs`)
    await expect
      .poll(async () => (await apart()).map(plain))
      .toEqual([
        expect.stringMatching(/^[+−][\d.,]+ days against the baseline$/),
        expect.stringMatching(/^[+−]CHF [\d.,]+ against/),
        expect.stringMatching(/^[+−][\d.,]+ MWh against/),
        expect.stringMatching(/^[+−][\d.,]+ t CO₂e against/),
      ])
    await goTo(`${at}&view=queue&runDay=3`)
    // Half the accelerators end later, in a queue that is the same without the run.
    const timeout = 100_000
    const ends = page.locator('.figure.when .apart').last()
    await ends.getByText(/^\+.* against the baseline/).waitFor({ timeout })
    await page.locator('#without > summary').click()
    await expect
      .poll(async () => new Set(await page.locator('#without .apart').allInnerTexts()))
      .toEqual(new Set(['as the baseline']))
  })
})

describe('units', () => {
  it('change what is written and no quantity: every unit of energy, time, work, memory and money', async () => {
    const read = async (kind: string, shownIn: string) => {
      await goTo(`${small}&shownIn=${encodeURIComponent(shownIn)}`)
      await page.waitForFunction(
        (wanted) => document.querySelector('.figures')?.textContent?.includes(wanted),
        shownIn.split(' ')[0] ?? '',
      )
      const figure = page.locator(`.figure.${kind}`)
      return {
        value: plain(await figure.locator('.value').innerText()),
        note: plain(await figure.innerText()),
      }
    }
    const number = (text: string) => {
      const [, digits = '', large = ''] = /([\d.,]+)\s*([kMB]?)\b/.exec(text) ?? []
      return Number(digits.replaceAll(',', '')) * ({ k: 1e3, M: 1e6, B: 1e9 }[large] ?? 1)
    }
    const answered = answerFigures({ model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: 64, mfu: 0.4 })
    if (answered.status !== 'answer') throw new Error(answered.status)
    const { totals, compute } = answered.value
    await expect
      .poll(async () => number((await read('time', 'h')).value) / (24 * totals.wallClockDays.p50))
      .toBeCloseTo(1, 2)
    // By definition 1 MWh is 1,000 kWh and 3.6 GJ.
    for (const [unit, size] of [
      ['MWh', 1],
      ['kWh', 1000],
      ['GWh', 0.001],
      ['GJ', 3.6],
    ] as const) {
      const { value } = await read('energy', unit)
      expect(value).toContain(unit)
      expect(number(value) / (totals.energyMwh.p50 * size)).toBeCloseTo(1, 2)
    }
    for (const currency of ['EUR', 'USD', 'KRW']) {
      const { value, note } = await read('money', currency)
      expect(value).toContain(currency)
      const [, rate = '', date] =
        /1 CHF = ([\d.,]+) [A-Z]{3} \((20\d\d[\d-]*), US Federal Reserve\)/.exec(note) ?? []
      expect(date).toBeDefined()
      expect(number(value) / totals.cost.p50 / Number(rate.replaceAll(',', ''))).toBeCloseTo(1, 2)
    }
    const nodes = (await read('money', 'node-h')).note
    expect(
      number(/([\d.,]+ ?[kM]?) node-hours gross/.exec(nodes)?.[1] ?? '') / (totals.gpuHours.p50 / 4),
    ).toBeCloseTo(1, 2)
    const flops = (await read('money', 'EFLOP')).note
    expect(
      number(/([\d.,]+ ?[kMB]?) EFLOP/.exec(flops)?.[1] ?? '') / (compute.trainingFlops / 1e18),
    ).toBeCloseTo(1, 2)
    const parts = page.locator('details', { hasText: 'Layout and memory' }).last()
    await parts.locator('summary').first().click()
    const whole = answerEstimate({ model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: 64, mfu: 0.4 })
    if (whole.status !== 'answer') throw new Error(whole.status)
    const { weights = 0 } = whole.value.memory.breakdownBytes
    expect(weights).toBeGreaterThan(0)
    // By definition 1 GB is 1,000,000,000 bytes, 1 GiB 2^30.
    for (const [unit, size] of [
      ['GB', 1e9],
      ['GiB', 2 ** 30],
    ] as const) {
      await goTo(`${small}&shownIn=${unit}`)
      await expect
        .poll(async () => plain(await parts.innerText()))
        .toContain(` ${short(weights / size)} ${unit} ·`)
    }
  })
})

describe('the units that were chosen', () => {
  const said = 'shownIn=h%20GWh%20EUR'
  const rate = '1 CHF = 1.06502 EUR (2025, US Federal Reserve)'
  const read = async (kind: string) => plain(await page.locator(`.figure.${kind}`).first().innerText())

  it('hold for the figures of Trade-offs and Invest too, with the rate and its date', async () => {
    const figures = async (view: string, units: string) => {
      await goTo(small)
      await headline().getByText('on 64 accelerators').waitFor()
      const plan = await headline().innerText()
      await goTo(`${small}&view=${view}&maxTime=none&${units}`)
      // Plan has a figure of money too, of the same run.
      await expect.poll(async () => headline().innerText()).not.toBe(plan)
      // The ways of another test's run may stand until these are found.
      await page.reload()
      await page.locator('.answer[aria-busy=false]').waitFor()
      const money = page.locator('.figure.money').first()
      await money
        .getByText(units === '' ? 'CHF' : rate)
        .first()
        .waitFor()
      // The last digits come once the way itself is drawn.
      await expect.poll(async () => page.locator('.figures').innerText()).not.toContain('≈')
      const amount = async (kind: string) =>
        Number(
          /([\d.,]+)/
            .exec(await page.locator(`.figure.${kind} .value`).first().innerText())?.[1]
            ?.replaceAll(',', ''),
        )
      return { money: await amount('money'), energy: await amount('energy') }
    }
    for (const view of ['tradeoffs', 'invest']) {
      const [priced, shown] = [await figures(view, ''), await figures(view, said)]
      expect(Math.abs(Math.log(shown.money / priced.money / 1.06502))).toBeLessThan(0.02)
      // Power in MW is no energy and stays.
      expect(shown.energy / priced.energy).toBeCloseTo(view === 'tradeoffs' ? 0.001 : 1, 2)
      expect(await read('money')).toContain('EUR')
    }
  })

  it('are those of Compare, which says the rate and of when it is', async () => {
    await goTo(`view=compare&pins=${encodeURIComponent(small.slice(1))}&${said}`)
    const cost = page.locator('.side .figure.money')
    await cost.locator('.value').getByText('EUR').waitFor()
    await cost.getByText(rate).waitFor()
  })
})

describe('a range', () => {
  it('can be worked out anew: dots, percentiles and every sample', async () => {
    await goTo(small)
    await page.locator('svg.dots circle').nth(30).waitFor()
    const lines = (await taken('CSV')).split('\n')
    expect(lines.find((line) => !line.startsWith('#'))).toMatch(/days_p10,days_p50,days_p90/)
    const samples = (await taken('All samples of the run')).split('\n')
    expect(samples.filter((line) => !line.startsWith('#')).length).toBeGreaterThan(1000)
  })
})

describe('a briefing', () => {
  it('holds question, answer, assumptions, exclusions, version, date, link and fingerprint, and its chart is of lines', async () => {
    await goTo(small)
    await headline().getByText('on 64 accelerators').waitFor()
    const sentence = await headline().innerText()
    const scenario = await handedScenario()
    await page.getByRole('button', { name: 'Briefing' }).click()
    const sheet = page.locator('.briefing')
    await sheet.locator('.rests li').nth(5).waitFor()
    const text = plain(await sheet.innerText())
    const api: {
      readonly fingerprint: string
      readonly notIncluded: readonly string[]
      readonly version: string
    } = await (await post(`${served.url}/api/v1/estimate`, JSON.stringify(JSON.parse(scenario).run))).json()
    expect(text).toContain(
      'The question: what does it take to train Llama 3 8B on 1 T tokens with 64 accelerators',
    )
    expect(text).toContain(plain(sentence))
    for (const one of api.notIncluded) expect(text).toContain(one)
    expect(text).toMatch(new RegExp(`Petaplan ${api.version}, 20\\d\\d-\\d\\d-\\d\\d`))
    expect(text).toContain(api.fingerprint)
    await expect.poll(async () => sheet.locator('.made a').getAttribute('href')).toContain(small)
    await expect.poll(async () => sheet.locator('svg path').count()).toBeGreaterThan(1)
    await expect.poll(async () => sheet.locator('canvas, img').count()).toBe(0)
    // The same scenario file, the same result on the command line.
    const file = join(mkdtempSync(join(tmpdir(), 'petaplan-')), 'scenario.json')
    writeFileSync(file, scenario)
    expect(petaplan('estimate', '--scenario', file).out).toContain(`Result ${api.fingerprint}`)
    await page.getByRole('button', { name: 'Close the briefing' }).click()
    const excluded = page.locator('details', { hasText: 'Not included' }).last()
    await excluded.locator('summary').click()
    await expect
      .poll(async () => plain(await excluded.innerText()))
      .toContain(plain(api.notIncluded.join(' ')))
  })
})

async function handedScenario(): Promise<string> {
  await page.getByText('Hand over: command').click()
  return taken('Save the scenario file')
}
