import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { operations } from '../../server/operations.ts'
import { answerFigures, presets, reasons as pairs } from '../../sim/index.ts'
import { post, runServer } from '../server/running.ts'
import { servedPage } from './served.ts'

const served = servedPage()
const small = '#model=llama-3-8b&tokens=1T&system=alps&gpus=64&mfu=0.4'
const pinned = `#view=compare&pins=${encodeURIComponent(
  ['64', '128', '256', '512'].map((gpus) => small.slice(1).replace('gpus=64', `gpus=${gpus}`)).join('|'),
)}`
const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
const run = { model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: 64, mfu: '0.4' }

describe('two runs in the same futures', () => {
  it('differ by nothing from themselves, and by exact halves of time where only the accelerators double', () => {
    const [same, twice] = [run, { ...run, ranges: { pueRatio: '1.5' } }].map((other) =>
      pairs.differenceOf(run, other),
    )
    if (same?.status !== 'answer' || twice?.status !== 'answer') throw new Error('refused')
    for (const { difference, moreShare } of same.value)
      expect([...Object.values(difference), moreShare]).toEqual([0, 0, 0, 0])
    // PUE moves the energy and nothing of the time: in every future at once.
    const of = (total: string) => twice.value.find((one) => one.total === total)
    expect(of('gpuHours')?.difference).toEqual({ p10: 0, p50: 0, p90: 0 })
    expect(of('energyMwh')?.moreShare).toBe(1)
  })

  it('differ by less than two runs that meet different ones', () => {
    const other = { ...run, gpus: 128 }
    const paired = pairs.differenceOf(run, other)
    const [a, b] = [run, other].map((one) => answerFigures(one))
    if (paired.status !== 'answer' || a?.status !== 'answer' || b?.status !== 'answer')
      throw new Error('refused')
    const days = paired.value.find(({ total }) => total === 'wallClockDays')?.difference
    expect(days?.p50).toBeCloseTo(b.value.totals.wallClockDays.p50 - a.value.totals.wallClockDays.p50, 0)
    const width = ({ p10, p90 }: { readonly p10: number; readonly p90: number }) => p90 - p10
    const independent = Math.hypot(width(a.value.totals.wallClockDays), width(b.value.totals.wallClockDays))
    expect(width(days ?? { p10: 0, p90: Infinity })).toBeLessThan(independent)
  })

  it('are refused by what is wrong with either', () => {
    expect(pairs.differenceOf(run, { ...run, gpus: -1 }).status).toBe('refused')
    expect(pairs.differenceOf({}, run).status).toBe('refused')
  })

  it('have samples whose quantiles are the figures', () => {
    const [samples, figures] = [pairs.samplesOf(run), answerFigures(run)]
    if (samples.status !== 'answer' || figures.status !== 'answer') throw new Error('refused')
    const { columns, rows } = samples.value
    const days = rows.map((row) => row[columns.indexOf('wallClockDays')] ?? 0).sort((x, y) => x - y)
    expect(days.length).toBe(2000)
    const { p10, p90 } = figures.value.totals.wallClockDays
    expect(days.filter((one) => one < p10).length / days.length).toBeCloseTo(0.1, 2)
    expect(days.filter((one) => one > p90).length / days.length).toBeCloseTo(0.1, 2)
  })
})

describe('the bar under the header', () => {
  it('pins a baseline, from which every figure then tells its difference, in the units chosen', async () => {
    const context = await served.browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await context.newPage()
    await page.goto(`${served.url}/#model=llama-3-8b&tokens=1T&system=alps&gpus=64&mfu=0.4`)
    await page.getByRole('button', { name: 'Pin as baseline' }).click()
    await page.locator('.figure .apart').getByText('as the baseline').first().waitFor()
    await page.locator('#gpus').fill('128')
    await page.locator('#gpus').press('Enter')
    const time = page.locator('.figure.time')
    await time.getByText(/^−[\d.]+ days against the baseline \(8 of 10 cases: −/).waitFor()
    await expect.poll(async () => page.locator('.figure .apart').count()).toBe(4)
    await time.getByText(/^Inputs: \d+ published/).waitFor()

    await page.getByRole('button', { name: 'Units' }).click()
    const value = async (kind: string) => (await page.locator(`.figure.${kind} .value`).innerText()).trim()
    const days = Number.parseFloat(await value('time'))
    await page.getByLabel('Time in').selectOption('h')
    await expect
      .poll(async () => Number((await value('time')).replaceAll(/[^\d.]/g, '')))
      .toBeCloseTo(days * 24, -1)
    const priced = /(\w+)\s*([\d.]+)/.exec(await value('money'))
    await page.getByLabel('Money in').selectOption('EUR')
    await page.locator('.figure.money').getByText('1 CHF = 1.06502 EUR (2025, US Federal Reserve)').waitFor()
    const money = /(\w+)\s*([\d.]+)/.exec(await value('money'))
    expect([priced?.[1], money?.[1]]).toEqual(['CHF', 'EUR'])
    expect(Number(money?.[2]) / Number(priced?.[2])).toBeCloseTo(0.8845 / 0.8305, 1)
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Copy as curl' }).click()
    await page.getByText('Copied.').waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain('/api/v1/estimate')
    const body: object = JSON.parse(/-d '(.*)'$/.exec(copied)?.[1] ?? '')
    expect(answerFigures(body).status).toBe('answer')

    await page.keyboard.press('?')
    const steps = page.getByRole('dialog', { name: 'Keys and steps' })
    await steps.getByText('Accelerators: 64 → 128').waitFor()
    await steps.getByRole('button', { name: 'Back to before it' }).last().click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('7')
    await page.locator('.lessons').waitFor()
    // What other views ask is named as their controls are, in the language of the page.
    await page.evaluate(() => (location.hash = '#view=tradeoffs&lang=de'))
    await page.locator('#maxTime').fill('120')
    await page.locator('#maxTime').press('Enter')
    await page.getByRole('button', { name: 'Tasten und Schritte' }).click()
    await page.getByRole('dialog').getByText('Zeit, höchstens: – → 120').waitFor()
    await context.close()
  })
})

describe('up to four runs side by side', () => {
  it('share their futures: what differs is marked, and each difference has a range of its own', async () => {
    const page = await (await served.browser.newContext()).newPage()
    await page.goto(`${served.url}/${pinned}`)
    await page.locator('.side .figures').nth(3).waitFor()
    await expect.poll(async () => page.locator('.pins li').count()).toBe(4)
    await expect.poll(async () => page.locator('#ready').isDisabled()).toBe(true)
    await expect
      .poll(async () => page.locator('.questions mark').allInnerTexts())
      .toEqual(['128', '256', '512'])
    const rows = page.locator('.questions table').first().locator('tbody tr')
    await rows.nth(5).waitFor()
    await expect
      .poll(async () => plain(await rows.first().innerText()))
      .toMatch(/^Time, days −[\d.]+ −[\d.]+ (to|–) −[\d.]+ 0$/)
    await page.context().close()
  })
})

describe('the request behind what is in sight', () => {
  it('is one that the contract of the API takes, for each view', async () => {
    const context = await served.browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await context.newPage()
    await page.goto(`${served.url}/${small}`)
    for (const [hash, path] of [
      [small, 'estimate'],
      [`${small}&view=tradeoffs`, 'tradeoffs'],
      [`${small}&view=queue`, 'schedule'],
      [`${small}&view=invest`, 'invest'],
      [pinned, 'estimate'],
      [`${small}&view=evidence`, 'evidence'],
    ] as const) {
      await page.evaluate((to) => (location.hash = to), hash)
      // The view before may still be there, and what it copied.
      const copied = async () => {
        await page.getByRole('button', { name: 'Copy as curl' }).click()
        const [first = ''] = (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
        return first
      }
      let line = ''
      await expect
        .poll(async () => /^curl -s (\S+)/.exec((line = await copied()))?.[1])
        .toBe(`${served.url}/api/v1/${path}`)
      const body = / -d '(.*)'$/s.exec(line)?.[1]
      if (body === undefined) continue
      const asked: unknown = JSON.parse(body.replaceAll(String.raw`'\''`, "'"))
      const operation = operations.find((one) => one.path === `/${path}`)
      // Whether a programme is whole with its case beneath, the service alone knows.
      const isTaken =
        path === 'invest'
          ? (await post(`${served.url}/api/v1/invest`, JSON.stringify(asked))).ok
          : z.safeParse(operation?.schema ?? z.never(), asked).success
      expect([path, operation?.schema === null, isTaken]).toEqual([path, false, true])
    }
    // A run that is planned into the queue goes along, and the service answers it.
    await page.evaluate((to) => (location.hash = to), `${small}&view=queue&runDay=3`)
    await page.locator('h1', { hasText: 'given to this queue' }).waitFor()
    await page.getByRole('button', { name: 'Copy as curl' }).click()
    const line = await page.evaluate(() => navigator.clipboard.readText())
    const answered = await post(`${served.url}/api/v1/schedule`, / -d '(.*)'$/s.exec(line)?.[1] ?? '')
    const { plan } = z.object({ plan: z.object({ links: z.number() }) }).parse(await answered.json())
    await expect
      .poll(async () => page.locator('.also').innerText())
      .toMatch(new RegExp(`${String(plan.links)}\\sjobs in a chain`))
    const contract: object = await (await fetch(`${served.url}/api/v1/openapi.json`)).json()
    expect(contract).toHaveProperty('openapi', '3.1.0')
    await context.close()
  })
})

describe('the requests behind Trade-offs', () => {
  it.each(['apertus-70b-alps', 'olmo-2-32b-lumi'])(
    'are each answered by a service that has answered nothing before: %s',
    async (id) => {
      const input = presets.find((preset) => preset.id === id)?.input
      const context = await served.browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
      const page = await context.newPage()
      const fields = new URLSearchParams(
        Object.entries(input ?? {}).map(([name, value]) => [name, String(value)]),
      )
      await page.goto(`${served.url}/#view=tradeoffs&${fields.toString()}`)
      await page.locator('.figure', { hasText: 'p10 to p90' }).first().waitFor()
      const lines = async () => {
        await page.getByRole('button', { name: 'Copy as curl' }).click()
        return (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
      }
      await expect.poll(async () => (await lines()).length).toBe(2)
      for (const line of await lines()) {
        const fresh = await runServer({})
        const body = (/ -d '(.*)'$/s.exec(line)?.[1] ?? '').replaceAll(String.raw`'\''`, "'")
        const response = await post(`${fresh.url}/api/v1/tradeoffs`, body)
        expect([response.status, Object.keys(JSON.parse(body).find)]).toEqual([200, [expect.any(String)]])
        await fresh.stop()
      }
      await context.close()
    },
  )
})

describe('a run in the frame of another page', () => {
  it('is the answer alone, which any site may frame, with the way to the whole', async () => {
    const headers = await Promise.all(
      ['/', '/embed'].map(async (at) => (await fetch(served.url + at)).headers),
    )
    expect(headers.map((one) => [one.get('x-frame-options'), one.get('set-cookie')])).toEqual([
      ['SAMEORIGIN', null],
      [null, null],
    ])
    expect(headers[1]?.get('content-security-policy')).toContain('frame-ancestors *')
    const page = await (await served.browser.newContext()).newPage()
    await page.goto(`${served.url}/embed#gpus=512`)
    await page.locator('h1').getByText('on 512 accelerators').waitFor()
    await expect.poll(async () => page.getByRole('navigation').isVisible()).toBe(false)
    const [whole] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'open this run to change it' }).click(),
    ])
    await whole.locator('h1').getByText('on 512 accelerators').waitFor()
    await expect.poll(async () => whole.getByRole('navigation').isVisible()).toBe(true)
    await page.context().close()
  })
})
