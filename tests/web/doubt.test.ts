import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { answerEstimate } from '../../sim/index.ts'
import { short } from '../../web/format.ts'
import { rangesOf } from '../../web/state/said.ts'
import { fieldOf, rangeAsIs } from '../../web/plan/field-of.ts'
import { faultsOf } from './axe.ts'
import { servedPage } from './served.ts'

const run = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: '4096' }
const fragment = '#model=apertus-70b&tokens=15T&system=alps&gpus=4096'

const served = servedPage()

async function open(at: string, width = 1440): Promise<Page> {
  const page = await served.browser.newPage({ viewport: { width, height: 900 } })
  await page.goto(`${served.url}/${at}`)
  await page.locator('.doubt .dots').waitFor()
  return page
}

function answerOf(changes: object) {
  const answered = answerEstimate({ ...run, ...changes })
  if (answered.status !== 'answer') throw new Error(answered.status)
  return answered.value
}

describe('the ranges of the Plan view', () => {
  it('lead from net to gross by steps that have the figures of the answer', async () => {
    const page = await open(fragment)
    const { gpuHoursBreakdown, totals } = answerOf({})
    const amounts = page.locator('.doubt section').first().locator('.amount')
    const values = [...Object.values(gpuHoursBreakdown), totals.gpuHours.p50]
    const amountOf = (text: string) => text.split(/\s+\d[\d.]* %$/)[0]?.trim()
    await expect
      .poll(async () => (await amounts.allInnerTexts()).map(amountOf))
      .toEqual(values.map((value) => short(value)))
    await page.close()
  })

  it('show fifty outcomes less the far ones, and a tornado of each total', async () => {
    const page = await open(fragment)
    await expect.poll(async () => page.locator('.dots circle').count()).toBe(47)
    await page.getByText('What would narrow the range').click()
    await page.locator('.doubt .swing').first().waitFor()
    const first = page.locator('.doubt .swing .name').first()
    const bar = answerOf({}).uncertainty.tornado['gpuHours']?.[0]
    await expect.poll(async () => first.innerText()).toContain(bar?.name)
    await page.getByLabel('Carbon', { exact: true }).check()
    const carbon = answerOf({}).uncertainty.tornado['carbonT']?.[0]
    await expect.poll(async () => first.innerText()).toContain(carbon?.name)
    // The amounts have their unit, and each of the drawings leaves as a picture and as lines.
    await expect.poll(() => page.locator('.doubt .swing .amount').first().innerText()).toMatch(/\st CO₂e$/)
    const taken = async (at: number, name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.doubt .files').nth(at).getByRole('button', { name }).click(),
      ])
      return readFileSync(await download.path())
    }
    for (const [at, shapes, word] of [
      [0, Object.values(answerOf({}).gpuHoursBreakdown).length + 1, 'Gross:'],
      [1, 48, 'calendar'],
      [2, 7, 'CO₂e'],
    ] as const) {
      const lines = (await taken(at, 'SVG')).toString()
      // One of the rectangles is the paper.
      expect(lines.match(/<rect /g)).toHaveLength(shapes + 1)
      expect(lines).toContain(`>${word}</text>`)
      expect(lines).not.toContain('>CSV</text>')
      expect((await taken(at, 'PNG')).subarray(1, 4).toString()).toBe('PNG')
    }
    await page.close()
  })

  it('follow the knobs of failures, checkpoints and queue, which the address keeps', async () => {
    const page = await open(fragment)
    await page.getByText('Interruptions and queue').click()
    await page.getByLabel('Time limit of one job').selectOption('none')
    await page.locator('#failureRate').fill('2')
    await page.locator('#failureRate').press('Enter')
    await page.locator('#checkpointTime').fill('60')
    await page.locator('#checkpointTime').press('Enter')
    await expect.poll(() => page.url()).toContain('failureRate=2&checkpointTime=60&queueLimit=none')
    const changed = answerOf({ failureRate: '2', checkpointTime: '60', queueLimit: 'none' })
    await expect
      .poll(() => page.locator('.doubt .whole .amount').last().innerText())
      .toContain(short(changed.totals.gpuHours.p50))
    await page.reload()
    await page.locator('.doubt .dots').waitFor()
    await expect
      .poll(async () => page.locator('.doubt .whole .amount').last().innerText())
      .toContain(short(changed.totals.gpuHours.p50))
    await page.close()
  })

  it('lead by the keyboard from every bar and every figure of Why to the field that changes it, unfolded', async () => {
    const page = await open(fragment)
    const focused = () => page.evaluate(() => document.activeElement?.id ?? '')
    await page.getByText('What would narrow the range').click()
    const bars = page.locator('.doubt .swing .lead')
    await bars.first().waitFor()
    const names = answerOf({}).uncertainty.tornado['gpuHours']?.slice(0, 7) ?? []
    await expect.poll(async () => bars.allInnerTexts()).toEqual(names.map(({ name }) => name))
    for (const [at, { id }] of names.entries()) {
      await bars.nth(at).press('Enter')
      await expect.poll(focused).toBe(fieldOf(id))
      await expect.poll(async () => page.locator(`#${fieldOf(id) ?? ''}`).isVisible()).toBe(true)
      if (fieldOf(id) === 'ranges')
        await expect.poll(async () => page.inputValue('#ranges')).toContain(`${id}=`)
    }
    expect(page.url()).not.toContain('ranges=')
    const slow = page.locator('.doubt .swing .lead', { hasText: 'slow nodes' })
    await slow.press('Enter')
    await expect.poll(focused).toBe('ranges')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toContain('slowNodesOverhead')
    const why = page.getByRole('button', { name: 'Why' }).first()
    await why.click()
    const leads = page.locator('dialog .lead')
    await leads.nth(5).waitFor()
    const fields = new Set<string>()
    for (let at = (await leads.count()) - 1; at >= 0; at -= 1) {
      await leads.nth(at).press('Enter')
      await page.locator('dialog').waitFor({ state: 'detached' })
      await expect.poll(focused).not.toBe('')
      fields.add(await focused())
      await why.click()
      await leads.first().waitFor()
    }
    for (const field of ['model', 'tokens', 'gpus', 'system', 'mfu', 'failureRate'])
      expect(fields).toContain(field)
    await page.close()
  })

  it('of a link are answered at once, with its layout and its trainer, by parts that follow the first answer', async () => {
    const layout = 'tp=4,pp=8,vpp=5,dp=128,mbs=1,gbs=4096'
    const said = { layout, framework: 'megatron', ranges: { mfu: '0.3 to 0.31' } }
    for (const { ranges, ...rest } of [said, { ...said, ranges: {} }, { ranges: said.ranges }]) {
      const words = Object.entries(ranges).map((pair) => pair.join('='))
      const link = new URLSearchParams({ ...run, ...rest, ranges: words.join('; ') })
      const page = await open(`#${link.toString()}`)
      const days = short(answerOf({ ...rest, ranges }).totals.wallClockDays.p50)
      await expect.poll(async () => page.locator('.figure .value').first().innerText()).toContain(days)
      await page.close()
    }
  })

  it('propose for each figure without a control a range that is accepted', () => {
    const { assumptions } = answerOf({})
    const led = assumptions.filter(({ id }) => fieldOf(id) === 'ranges')
    expect(led.length).toBeGreaterThan(10)
    for (const { id, value, low, high } of led) {
      const middle = Number(value)
      const ranges = rangesOf(rangeAsIs('', { id, low: low ?? middle, high: high ?? middle }))
      expect([id, answerEstimate({ ...run, ranges }).status]).toEqual([id, 'answer'])
    }
    expect(assumptions.filter(({ id }) => fieldOf(id) === null)).toEqual([])
  })

  it.each([1440, 390])('have no fault that axe finds and nothing wider than %i px', async (width) => {
    const page = await open(fragment, width)
    await page.getByText('What would narrow the range').click()
    await page.locator('.doubt .swing').first().waitFor()
    expect(await faultsOf(page, '.doubt')).toEqual([])
    await page.waitForFunction((most) => document.documentElement.scrollWidth <= most, width)
    await page.close()
  })
})
