import { describe, expect, it } from 'vitest'
import { toFragment } from '../../web/state/address.ts'
import { short } from '../../web/format.ts'
import { servedPage } from './served.ts'

const pinnedRuns = ['alps', 'kisti6'].map((system) =>
  toFragment({ model: 'apertus-70b', tokens: '15T', system, gpus: '4096' }),
)
const served = servedPage()

async function open(at: string) {
  const page = await (await served.browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(`${served.url}/${at}`)
  await page.locator('.answer h1').waitFor()
  return page
}

const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

describe('compare on the page', () => {
  it('says where pinned runs lie furthest apart, and the factors multiply', async () => {
    const page = await open(`#view=compare&pins=${encodeURIComponent(pinnedRuns.join('|'))}`)
    await page.locator('.side .figures').nth(1).waitFor()
    const text = plain(await page.locator('h1').innerText())
    expect(text).toMatch(/^KISTI-6 takes [0-9.]+ times the carbon of Alps/)
    const carbon = plain(await page.locator('.questions li', { hasText: 'Carbon' }).innerText())
    const factors = [...carbon.matchAll(/([0-9.]+) (?:times|\()/g)].map(([, digits]) => Number(digits))
    const [whole = 0, ...parts] = factors
    expect(parts.reduce((product, factor) => product * factor, 1) / whole).toBeCloseTo(1, 1)
    // Bars of one measure are of one scale, so that their widths compare as their ranges do.
    const ofCarbon = page.locator('.side .figure.carbon')
    const [ranges, wide] = [
      (await ofCarbon.locator('.range').allInnerTexts()).map((said) => {
        const [from = 0, to = 0] = [...said.matchAll(/[\d,.]+/g)].map(([digits]) =>
          Number(digits.replaceAll(',', '')),
        )
        return to - from
      }),
      await ofCarbon
        .locator('.band')
        .evaluateAll((all) => all.map((one) => Number(one.getAttribute('width')))),
    ]
    expect((wide[1] ?? 0) / (wide[0] ?? 1)).toBeCloseTo((ranges[1] ?? 0) / (ranges[0] ?? 1), 1)
    await expect
      .poll(async () => plain(await page.locator('.side .figure.money').first().innerText()))
      .toMatch(/CHF .*tariff.*, 20\d\d/)
    await page.getByRole('button', { name: /^Why energy\? .*KISTI-6$/ }).click()
    const why = page.getByRole('dialog')
    const result = plain(await why.locator('.formula .result').innerText())
    const energy = plain(await page.locator('.side .figure.energy .value').nth(1).innerText())
    expect(short(Number(/= ([\d,.]+) MWh/.exec(result)?.[1]?.replaceAll(',', '')))).toBe(
      energy.replace(' MWh', ''),
    )
    await why.locator('.assumptions').getByText('KISTI').first().waitFor()
    await expect
      .poll(async () => why.getByRole('link', { name: 'Change it in Plan' }).getAttribute('href'))
      .toContain('system=kisti6')
    // Each figure of it leads to its field in Plan, of that run; what is pinned stays so, and Undo comes back.
    await why.locator('.assumptions .lead', { hasText: 'Power usage effectiveness' }).click()
    await expect.poll(async () => page.evaluate(() => document.activeElement?.id)).toBe('pue')
    await page.locator('h1').getByText('KISTI-6').waitFor()
    expect(page.url()).toContain('pins=')
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.locator('.side .figures').nth(1).waitFor()
    await page.getByRole('button', { name: /^Take away .*KISTI-6/ }).click()
    await page.getByText('pin one more to compare').waitFor()
    await page.getByRole('button', { name: 'Pin the run of Plan' }).click()
    await page.context().close()
  })

  it('empty, it says what to do', async () => {
    const page = await open('#view=compare')
    await expect
      .poll(async () => plain(await page.locator('h1').innerText()))
      .toBe('Pin two to four runs to see them side by side.')
    await page.getByLabel('Add a ready run').selectOption('apertus-8b-alps')
    await page.getByText('is pinned; pin one more to compare').waitFor()
    await page.context().close()
  })
})
