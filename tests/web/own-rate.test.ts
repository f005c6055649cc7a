import { describe, expect, it } from 'vitest'
import { answerFigures } from '../../sim/index.ts'
import { short } from '../../web/format.ts'
import { servedPage } from './served.ts'

const served = servedPage()
const run = { model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: '64', gpuHourPrice: 'USD 2' }

describe('an exchange rate of one’s own', () => {
  it('takes the place of the table, either way, in the link; one that is none is refused beside it', async () => {
    const answered = answerFigures(run)
    if (answered.status !== 'answer') throw new Error(answered.status)
    const dollars = answered.value.totals.cost.p50
    const page = await (await served.browser.newContext()).newPage()
    await page.goto(`${served.url}/#${new URLSearchParams({ ...run, shownIn: 'CHF' }).toString()}`)
    const cost = page.locator('.figure', { hasText: 'CHF' })
    await cost.getByText('US Federal Reserve').waitFor()
    await page.getByRole('button', { name: 'Units' }).click()
    const rate = page.getByLabel('Exchange rate of your own')
    const says = async (text: string) => {
      await rate.fill(text)
      await rate.press('Enter')
    }
    await says('1 USD = 0,25 CHF')
    await cost.getByText('1 USD = 0.25 CHF (a rate of your own)').waitFor()
    await expect.poll(async () => cost.locator('.value').innerText()).toContain(short(dollars * 0.25))
    await says('1 CHF = 0.5 USD')
    await cost.getByText('1 USD = 2 CHF (a rate of your own)').waitFor()
    await expect.poll(async () => cost.locator('.value').innerText()).toContain(short(dollars * 2))
    expect(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('ownRate')).toBe('1 CHF = 0.5 USD')
    // Between other currencies, or none at all, the table counts.
    await says('1 EUR = 0.5 CHF')
    await cost.getByText('US Federal Reserve').waitFor()
    // What the command and the API would refuse is refused here, in their words, and the table counts.
    await says('1 USD = 80 CHF')
    await page.getByText('1 USD = 80 CHF is far from any').waitFor()
    await cost.getByText('US Federal Reserve').waitFor()
    await says('1 USD = 0.8 FRA')
    await page.getByText("'FRA' is no currency of ISO 4217").waitFor()
    await says('cheap')
    await page.getByText("'cheap' is no rate; write one such as 1 USD = 0.80 CHF").waitFor()
    await page.context().close()
  })
})
