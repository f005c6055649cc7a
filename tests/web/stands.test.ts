import { expect, it } from 'vitest'
import { knobs } from '../../sim/index.ts'
import { lasting } from './axe.ts'
import { views } from './everywhere.ts'
import { servedPage } from './served.ts'

const served = servedPage()

async function open(hash: string, width = 1440) {
  const page = await (await served.browser.newContext({ viewport: { width, height: 900 } })).newPage()
  await page.goto(`${served.url}/#${hash}`)
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  return page
}

it.each(['plan', 'queue', 'invest'].flatMap((view) => [1440, 390].map((width) => ({ view, width }))))(
  'no fold of the controls of $view moves the answer at $width px',
  async ({ view, width }) => {
    const page = await open(views[view] ?? '', width)
    // What is still on its way moves with folds open and closed alike.
    const moved = async () =>
      page.evaluate(() => {
        const folds = [...document.querySelectorAll('details')].filter(
          (fold) => fold.closest('main') === null,
        )
        const tops = (open: boolean) => {
          for (const fold of folds) fold.open = open
          const parts = [...document.querySelectorAll('main h1, main .figure, main canvas')]
          return parts.map((part) => Math.round(part.getBoundingClientRect().top + scrollY))
        }
        const [closed, opened] = [tops(false), tops(true)]
        const faults = closed.length > 3 && folds.length > 0 ? [] : ['there is no answer, or no fold']
        return closed.join() === opened.join()
          ? faults
          : [...faults, `${String(closed)} to ${String(opened)}`]
      })
    expect(await lasting(moved)).toEqual([])
    // What the folds show comes later.
    await page.waitForLoadState('networkidle')
    expect(await lasting(moved)).toEqual([])
    await page.context().close()
  },
)

it('a step of the slider of tokens is no more than a twentieth', async () => {
  const page = await open(views['plan'] ?? '')
  const typed = page.locator('#tokens')
  const slider = page.getByRole('slider', { name: knobs.find(({ id }) => id === 'tokens')?.label ?? '' })
  const tokens = async () => Number((await typed.inputValue()).replace('T', 'e12').replace('B', 'e9'))
  const before = await tokens()
  await slider.press('ArrowRight')
  await expect.poll(tokens).toBeGreaterThan(before)
  expect((await tokens()) / before).toBeLessThan(1.05)
  await page.context().close()
})

it('the published run is told in a fold that is open', async () => {
  const page = await open('model=apertus-70b&tokens=15T&system=alps&gpus=4096')
  const told = page.locator('details[open]', { hasText: 'Beside what was published' })
  await told.scrollIntoViewIfNeeded()
  await told
    .getByText(/8\.85\sM/)
    .first()
    .waitFor()
  await page.context().close()
})

it('a price of electricity that moves none of the figures says so, and moves what it says', async () => {
  const at = async (price: string) => {
    const page = await open(`model=apertus-70b&tokens=15T&system=alps&gpus=4096${price}`)
    await page.getByText('More settings').click()
    const help = await page.locator('.field', { has: page.locator('#powerPrice') }).innerText()
    await page.getByRole('heading', { name: 'Other ways to count the money' }).click()
    const figures = await page.locator('main .figure').allInnerTexts()
    const counts = page.locator('details', { hasText: 'Other ways to count the money' }).last()
    const row = counts.locator('tr, li', { hasText: /electricity/i }).first()
    await row.waitFor()
    const rows = await row.innerText()
    await page.context().close()
    return { help, figures, rows }
  }
  const [usual, dear] = [await at(''), await at('&powerPrice=EUR 0.4')]
  expect(dear.figures).toEqual(usual.figures)
  expect(dear.help).toContain(
    'a tariff or rent holds its electricity already, so the figures above do not move',
  )
  expect(dear.rows).not.toEqual(usual.rows)
})

it('a log that a reload cannot bring back is named, and the invented month is called that', async () => {
  const page = await open('view=queue')
  const lines = ['submit,nodes,requested_s,actual_s', '0,2,200,100', '5,3,200,100']
  const file = { name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }
  await page.locator('#log').setInputFiles(file)
  await page.waitForURL(/log=mine\.csv/)
  await page.locator('.controls', { hasText: 'mine.csv' }).waitFor()
  await page.reload()
  await page.getByText(/the log mine\.csv, which no link and no reload can bring back/).waitFor()
  await page.getByText('Invented, not a record of Alps').first().waitFor()
  await page.context().close()
})

it('costs year by year have their unit, their scale and their years', async () => {
  const page = await open('view=invest')
  await page.getByText('Year by year').click()
  await page.locator('.cash-axis', { hasText: /^CHF a year; the top of the chart is [\d.]+\sM$/ }).waitFor()
  const years = await page
    .locator('details', { hasText: 'Year by year' })
    .last()
    .locator('tbody th')
    .allInnerTexts()
  expect(years).toEqual(['0', '1', '2', '3', '4', '5'])
  await page.context().close()
})
