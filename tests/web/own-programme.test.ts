import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { answerInvest, investCases } from '../../sim/index.ts'
import { short } from '../../web/format.ts'
import { askedOf } from '../../web/invest/asked.ts'
import { entry } from '../cli/petaplan.ts'
import { servedPage } from './served.ts'

const served = servedPage()
let page: Page

async function open(at: string): Promise<void> {
  const context = await served.browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  page = await context.newPage()
  await page.goto(`${served.url}/#${at}`)
  await page.locator('.answer h1').waitFor()
}

async function type(id: string, text: string): Promise<void> {
  await page.locator(`#${id}`).fill(text)
  await page.locator(`#${id}`).press('Enter')
}

const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
const settled = () => page.locator('.answer:not(.stale):not([aria-busy=true])').waitFor()
const hour = async () => plain(await page.locator('.figure .value').first().innerText())
const wrongAt = (id: string) => page.locator(`.field:has(#${id}) .wrong`)

const outcome = z.object({
  hourCost: z.object({
    planPerAllocatedHour: z.number(),
    perAllocatedHour: z.object({ p10: z.number(), p50: z.number(), p90: z.number() }),
  }),
})
const asText = ({ hourCost }: z.infer<typeof outcome>) => plain(`CHF ${short(hourCost.perAllocatedHour.p50)}`)

function answerTo(fields: Readonly<Record<string, string>>, id = 'alps') {
  const ready = investCases.find((one) => one.id === id)
  const { input, wrong } = askedOf(fields, { case: id }, { ...ready?.input })
  const answered = answerInvest(input)
  if (answered.status !== 'answer' || wrong.length > 0)
    throw new Error(JSON.stringify([wrong, answered.status === 'refused' ? answered.problems : '']))
  return answered.value
}

afterEach(async () => page?.context().close())

describe('a field of the own machine', () => {
  // By hand, apart from the code: what an amount costs a year at 3.5 % over its life; the hours of 10,752 at 85 %.
  const yearly = (amount: number, lifeY: number, rate = 0.035) => (amount * rate) / (1 - (1 + rate) ** -lifeY)
  const hours = 10_752 * 8760 * 0.85
  it.each<readonly [string, Readonly<Record<string, string>>, number]>([
    ['nothing', {}, yearly(100e6, 5) + 10e6],
    ['dearer capital', { capital: '200M' }, yearly(200e6, 5) + 10e6],
    ['a longer life', { life: '7' }, yearly(100e6, 7) + 10e6],
    ['more staff', { people: '40', personCost: 'CHF 180k' }, yearly(100e6, 5) + 10e6 + 40 * 180e3],
    ['a building', { facility: '50M', facilityLife: '20' }, yearly(100e6, 5) + yearly(50e6, 20) + 10e6],
    ['network, storage', { network: '9M', storage: '6M', covers: 'server' }, yearly(115e6, 5) + 10e6],
    ['dearer support', { maintenance: '14.5M' }, yearly(100e6, 5) + 14.5e6],
    ['a rate of 8 %', { rate: '8' }, yearly(100e6, 5, 0.08) + 10e6],
    ['one with inflation', { rate: '8,0', inflation: '2' }, yearly(100e6, 5, 1.08 / 1.02 - 1) + 10e6],
  ])('moves the cost of an hour as by hand: %s', (_, fields, perY) => {
    expect(answerTo(fields).hourCost.planPerAllocatedHour / (perY / hours)).toBeCloseTo(1, 9)
  })

  it('moves the headline its way: dearer capital and more staff up, a longer life down', () => {
    const middle = (fields: Readonly<Record<string, string>>) =>
      answerTo(fields).hourCost.perAllocatedHour.p50
    const before = middle({})
    expect(middle({ capital: '150M' })).toBeGreaterThan(before * 1.2)
    expect(middle({ people: '50', personCost: '200k' })).toBeGreaterThan(before)
    expect(middle({ life: '8' })).toBeLessThan(before)
  })

  it('may be a range, from p10 to p90: the hour has its ends where the capital has them', () => {
    const certain = Object.fromEntries(
      ['utilisation', 'goodput', 'pricePerKwh', 'computingW'].map((id) => [id, 1]),
    )
    const base = { case: 'alps', ranges: certain, samples: 20_000 }
    const asked = askedOf({ capital: 'CHF 80M – 125M' }, base, { ...investCases[0]?.input, ...base })
    const answered = answerInvest(asked.input)
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    const { hourCost, assumptions } = answered.value
    const { p10, p50, p90 } = hourCost.perAllocatedHour
    const byHand = [80e6, 100e6, 125e6].map((amount) => (yearly(amount, 5) + 10e6) / hours)
    for (const [at, value] of [p10, p50, p90].entries()) expect(value / (byHand[at] ?? 0)).toBeCloseTo(1, 1.7)
    const capital = assumptions.find(({ id }) => id === 'capital')
    expect([capital?.value, capital?.low, capital?.high]).toEqual([100e6, 80e6, 125e6])
    // Each as its language writes it, and one that does not rise is no range.
    for (const said of ['80M to 125M', '80M bis 125M', '80,0M à 125M', 'CHF 80M–CHF 125M'])
      expect(askedOf({ capital: said }, {}, {}).input['ranges']).toEqual({ capital: '0.8 to 1.25' })
    // People and what one costs are two figures of one cost, unsure by themselves: together by the root of squares.
    const staff = askedOf({ people: '16 to 25', personCost: '160k to 250k' }, {}, {}).input
    expect(staff['staff']).toEqual({ people: 20, costPerPersonY: '200000' })
    const both = 1.25 ** Math.SQRT2
    const [low, high] = String(Object(staff['ranges']).staff).split(' to ').map(Number)
    expect([low, high].map((end) => (end ?? 0) / both)).toEqual([
      expect.closeTo(1 / both ** 2, 6),
      expect.closeTo(1, 6),
    ])
    expect(askedOf({ people: '16 to 25' }, {}, {}).input['ranges']).toEqual({ staff: '0.8 to 1.25' })
    expect(askedOf({ capital: '9M to 8M' }, {}, {}).input['ranges']).toBeUndefined()
    expect(askedOf({ utilisation: '60 % to 90 %' }, {}, {}).input['utilisation']).toBeCloseTo(
      Math.sqrt(0.6 * 0.9),
      5,
    )
  })

  const ends = (fields: Readonly<Record<string, string>>) => {
    const ids = ['capital', 'utilisation', 'goodput', 'pricePerKwh', 'computingW', 'electricityGrowth']
    const base = { case: 'alps', ranges: Object.fromEntries(ids.map((id) => [id, 1])), samples: 8000 }
    const { input, wrong } = askedOf(fields, base, { ...investCases[0]?.input, ...base })
    const answered = answerInvest(input)
    if (answered.status !== 'answer' || wrong.length > 0) throw new Error(JSON.stringify([answered, wrong]))
    const { p10, p50, p90 } = answered.value.hourCost.perAllocatedHour
    return { hour: [p10, p50, p90], ...answered.value }
  }
  const given = (one: ReturnType<typeof ends>, id: string) => {
    const found = one.assumptions.find((assumed) => assumed.id === id)
    return [found?.value, found?.low, found?.high]
  }

  it('may be a range of the rate, the life or the PUE: the hour has its ends where they have them', () => {
    const rate = ends({ rate: '4 to 9' })
    expect(given(rate, 'discount')).toEqual([0.06, 0.04, 0.09].map((one) => expect.closeTo(one, 8)))
    for (const [at, of] of [0.04, 0.06, 0.09].entries())
      expect((rate.hour[at] ?? 0) / ((yearly(100e6, 5, of) + 10e6) / hours)).toBeCloseTo(1, 2)
    // Of five planned years: a machine that lasts longer has a share left at the horizon, by the straight line.
    const life = ends({ life: '4 to 6.25' })
    expect(given(life, 'life')).toEqual([5, 4, 6.25].map((one) => expect.closeTo(one, 6)))
    const byHand = [yearly(100e6, 5) * (1 - (1.25 / 6.25) * 1.035 ** -5), yearly(100e6, 5), yearly(100e6, 4)]
    for (const [at, of] of byHand.entries())
      expect((life.hour[at] ?? 0) / ((of + 10e6) / hours)).toBeCloseTo(1, 2)
    const pue = ends({ pue: '1.2 to 1.35', kwh: '0.1' })
    expect(given(pue, 'pueRatio')).toEqual([1.27279, 1.2, 1.35].map((one) => expect.closeTo(one, 5)))
    const kwhPerY = (ends({ pue: '1', kwh: '0.1' }).site.energyMwhPerY ?? 0) * 1000
    for (const [at, of] of [1.2, Math.sqrt(1.2 * 1.35), 1.35].entries())
      expect((pue.hour[at] ?? 0) / ((yearly(100e6, 5) + 10e6 + kwhPerY * of * 0.1) / hours)).toBeCloseTo(1, 3)
    // Ends that no machine has are refused as one of them would be.
    expect(askedOf({ pue: '0.5 to 2' }, {}, {}).wrong).toEqual([
      { field: 'pue', message: '0.5 is outside 1 to 5' },
    ])
  })

  it('leaves the electricity inside another figure where it was: a PUE moves power and no money', () => {
    const [before, after] = [answerTo({ pue: '1' }), answerTo({ pue: '1.5' })]
    expect(after.site.meanMw / before.site.meanMw).toBeCloseTo(1.5, 9)
    expect(after.hourCost.planPerAllocatedHour).toBe(before.hourCost.planPerAllocatedHour)
    // A price counts it beside.
    const priced = answerTo({ pue: '1.5', kwh: '0.1' }).hourCost.planPerAllocatedHour
    const kwhPerY = after.site.energyMwhPerY * 1000
    expect(priced - after.hourCost.planPerAllocatedHour).toBeCloseTo((kwhPerY * 0.1) / hours, 9)
  })

  it('is told as given by the person, and what was left as it was is not', () => {
    const { assumptions } = answerTo({ life: '7', people: '40', personCost: '180k' })
    const basis = (id: string) => assumptions.find((one) => one.id === id)?.basis
    expect(['life', 'people', 'personCost', 'capital'].map(basis)).toEqual([
      'given',
      'given',
      'given',
      'sourced',
    ])
  })
})

describe('a programme of one’s own on the page', () => {
  it('goes from the field to the answer, the link, the command and the request, and back with Undo', async () => {
    await open('view=invest')
    await settled()
    const before = await hour()
    // What stands there now, and who said so.
    expect(plain((await page.locator('#capital').getAttribute('placeholder')) ?? '')).toBe('CHF 100 M')
    await page.locator('.field:has(#capital) .help', { hasText: 'Swissinfo' }).waitFor()
    await type('capital', 'CHF 180M')
    await type('life', '6')
    const expected = answerTo({ capital: 'CHF 180M', life: '6' })
    await expect.poll(hour).toBe(asText(expected))
    await settled()
    expect(decodeURIComponent(page.url())).toContain('capital=CHF 180M&life=6')
    await page.getByRole('button', { name: 'Copy as command' }).click()
    const command = await page.evaluate(() => navigator.clipboard.readText())
    const folder = mkdtempSync(join(tmpdir(), 'petaplan-own-'))
    const run = command.replace('petaplan invest', `"${process.execPath}" "${entry}" invest`)
    const printed = execFileSync('sh', ['-c', `${run} --json`], { cwd: folder, encoding: 'utf8' })
    expect(outcome.parse(JSON.parse(printed)).hourCost).toEqual(outcome.parse(expected).hourCost)
    await page.getByRole('button', { name: 'Copy as curl' }).click()
    const curl = await page.evaluate(() => navigator.clipboard.readText())
    const body = / -d '(.*)'$/s.exec(curl)?.[1] ?? ''
    const headers = { 'content-type': 'application/json' }
    const posted: unknown = await (
      await fetch(`${served.url}/api/v1/invest`, { method: 'POST', headers, body })
    ).json()
    expect(outcome.parse(posted).hourCost).toEqual(outcome.parse(expected).hourCost)
    await page.reload()
    await expect.poll(hour).toBe(asText(expected))
    expect(await page.locator('#capital').inputValue()).toBe('CHF 180M')
    await page.goBack()
    await page.goBack()
    await expect.poll(hour).toBe(before)
    expect(await page.locator('#capital').inputValue()).toBe('')
  })

  it('is refused beside the field that says it, with the last good answer marked, until it is mended', async () => {
    await open('view=invest')
    await settled()
    const before = await hour()
    await page.locator('.controls details.more > summary').first().click()
    for (const [id, wrong, said] of [
      ['capital', 'EUR 100M', 'no rate from EUR is given'],
      ['life', '0.1', '0.1 is outside 0.25 to 60'],
      ['people', '12', 'costPerPersonY'],
    ] as const) {
      await type(id, wrong)
      await page.locator('.trouble li', { hasText: said }).waitFor()
      await page.locator('.answer.stale').waitFor()
      expect(await hour()).toBe(before)
      await wrongAt(id === 'people' ? 'personCost' : id).waitFor()
      await type(id, '')
      await settled()
    }
  })

  it('is pasted whole, as the command line reads it: a wrong one changes nothing, a case takes its place', async () => {
    const own = {
      name: 'Lake',
      currency: 'CHF',
      country: 'CH',
      accelerator: 'gh200-96',
      accelerators: 512,
      discount: { kind: 'real', ratePerY: 0.02 },
      capital: [{ amount: '20M', scope: 'system', lifeY: 4 }],
      staff: { people: 3, costPerPersonY: '150k' },
      power: { pricePerKwh: 'CHF 0.12' },
    }
    await open('view=invest&capital=150M')
    await page.getByText('Your own programme').click()
    await page.locator('#own-programme').fill(JSON.stringify({ ...own, goodput: 7 }))
    await page.locator('#own-programme').press('Tab')
    await page.locator('.own [role=alert] li', { hasText: 'goodput: 7 is not a fraction' }).waitFor()
    expect(page.url()).toContain('capital=150M')
    await page.setInputFiles('#file-programme', {
      name: 'programme.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(own)),
    })
    await page.locator('h1', { hasText: 'An accelerator-hour of Lake' }).waitFor()
    expect(page.url()).not.toContain('capital=150M')
    const answered = answerInvest(own)
    if (answered.status !== 'answer') throw new Error(answered.status)
    await expect.poll(hour).toBe(asText(answered.value))
    // A field is laid over it.
    await type('life', '5')
    const later = answerInvest({ ...own, capital: [{ ...own.capital[0], lifeY: 5 }] })
    if (later.status !== 'answer') throw new Error(later.status)
    await expect.poll(hour).toBe(asText(later.value))
    await page.reload()
    await expect.poll(hour).toBe(asText(later.value))
    await page.getByLabel('Start from').selectOption('jupiter')
    await page.locator('h1', { hasText: 'JUPITER' }).waitFor()
    expect(page.url()).not.toContain('programme=')
  })
})
