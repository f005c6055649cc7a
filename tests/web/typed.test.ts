import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { speak } from '../../web/language.ts'
import { heldOf, inWriting } from '../../web/state/number.ts'
import { servedPage } from './served.ts'

const served = servedPage()
let page: Page

async function open(at: string): Promise<void> {
  page = await (await served.browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  await page.goto(`${served.url}/#${at}`)
  await page.locator('.answer h1').waitFor()
  await page.locator('header.top, .bar').first().waitFor()
}

async function type(id: string, text: string): Promise<void> {
  await page.locator(`#${id}`).fill(text)
  await page.locator(`#${id}`).press('Enter')
  await page.locator('h1').first().click()
}

const wrongAt = (id: string) => page.locator(`.field:has(#${id}) .wrong`)
const headline = async () => (await page.locator('h1').innerText()).replaceAll(/\s/g, ' ')

afterEach(async () => page.context().close())

describe('a field of the run that is wrong', () => {
  it('is named by its label in a view that has no control for it, and leads to the one in Plan', async () => {
    await open('view=tradeoffs&lang=de')
    await page.evaluate(() => (location.hash = '#view=tradeoffs&lang=de&checkpointInterval=often'))
    const wrong = page.locator('.trouble a').first()
    await expect.poll(async () => wrong.innerText()).toBe('Zwischen Checkpoints')
    await wrong.click()
    await page.waitForFunction(() => document.activeElement?.id === 'checkpointInterval')
    await expect.poll(async () => page.url()).toContain('checkpointInterval=often')
  })

  it('of a machine without a country is the grid, whose control then has the focus', async () => {
    await open('')
    await page.getByText('A machine of your own').click()
    const text = JSON.stringify({
      name: 'm',
      acceleratorId: 'h100-sxm-80',
      nodes: 999,
      acceleratorsPerNode: 8,
    })
    await page.locator('#own-system').fill(text)
    await page.locator('#own-system').press('Tab')
    await page.waitForFunction(() => document.activeElement?.id === 'grid')
    // What it is read as is not what the run before it was.
    expect(await page.locator('.own').first().innerText()).not.toContain('Read as')
    await page.locator('#grid').selectOption({ label: 'Switzerland' })
    await expect.poll(headline).toContain('accelerators of m:')
  })
})

describe('a programme', () => {
  it('takes shares, years and money as they are written, and refuses them in the same words', async () => {
    await open('view=invest&lang=de')
    await page.evaluate(() => (location.hash = '#view=invest&lang=de&utilisation=140'))
    await page.locator('.trouble h2', { hasText: 'Bitte das Programm korrigieren' }).waitFor()
    await wrongAt('utilisation').getByText('140 liegt außerhalb von 0,1 bis 100').waitFor()
    await type('utilisation', '141')
    await wrongAt('utilisation').getByText('141 liegt außerhalb').waitFor()
    await type('utilisation', '140')
    await wrongAt('utilisation').getByText('140 liegt außerhalb von 0,1 bis 100').waitFor()
    // The list of what is wrong says the field as its label does, and leads to it.
    await page.locator('.trouble a', { hasText: '%' }).click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('utilisation')
    for (const [written, percent] of [
      ['72,5 %', '73 %'],
      ['60%', '60 %'],
    ] as const) {
      await type('utilisation', written)
      await expect.poll(headline).toContain(percent)
    }
    await type('utilisation', '')
    await expect.poll(headline).toContain('85 %')
    await page.locator('.controls details.more > summary').first().click()
    await type('vat', '140')
    await wrongAt('vat').getByText('140 liegt außerhalb von 0 bis 100').waitFor()
    await type('vat', '8,1 %')
    await expect.poll(async () => page.locator('.wrong').count()).toBe(0)
    await type('horizon', '7 Jahre')
    await wrongAt('horizon').getByRole('button', { name: '7 verwenden' }).click()
    await page.waitForURL(/horizon=7(&|$)/)
    await type('served', '5,5 Mrd.')
    await page.waitForURL(/served=5\.5(%20|\+)Mrd/)
    await expect.poll(async () => page.locator('.wrong').count()).toBe(0)
  })

  it('of an older link, with a fraction, is the same', async () => {
    await open('view=invest&utilisation=0.6')
    await expect.poll(headline).toContain('60 %')
    await expect.poll(async () => page.locator('#utilisation').inputValue()).toBe('60')
  })
})

describe('a number in a field', () => {
  it.each(['de', 'fr'])('has a comma in %s, and may have a point; the link has a point', async (lang) => {
    const shows = async (id: string, written: string, shown: string, held: string) => {
      await type(id, written)
      await page.waitForFunction((part) => decodeURIComponent(location.hash).includes(part), held)
      await expect.poll(async () => page.locator(`#${id}`).inputValue()).toBe(shown)
      await expect.poll(async () => page.locator('.wrong').count()).toBe(0)
    }
    await open(`lang=${lang}`)
    await shows('tokens', '1,5T', '1,5T', 'tokens=1.5T')
    await shows('tokens', '2.5T', '2,5T', 'tokens=2.5T')
    await page.locator('details:has(#pue) > summary').last().click()
    await shows('pue', '1,2 to 1,35', '1,2 to 1,35', 'pueRatio=1.2 to 1.35')
    await open(`view=invest&lang=${lang}`)
    await shows('utilisation', '72,5', '72,5', 'utilisation=72.5%')
    await shows('capital', 'CHF 120,5M', 'CHF 120,5M', 'capital=CHF 120.5M')
    await open(`view=tradeoffs&lang=${lang}`)
    await shows('maxPower', '2,5', '2,5', 'maxPower=2.5')
    await open(`view=queue&runDay=3&lang=${lang}`)
    await shows('runDay', '2,25', '2,25', 'runDay=2.25')
  })

  it('comes back as it was, and what is no number stays', async () => {
    await speak('de')
    for (const held of [
      '0.7',
      'CHF 1.25M',
      'mfu=0.28 to 0.36; pueRatio=1.1',
      '15T',
      '-2.5',
      '1.5e13',
      '4096',
    ])
      expect([inWriting(held).includes('.'), heldOf(inWriting(held))]).toEqual([false, held])
    for (const held of ['31.12.2027', 'llama-3.1-70b', '{"pue":1.1}', '1.000.000', 'v0.2'])
      expect([inWriting(held), heldOf(held)]).toEqual([held, held])
    expect(heldOf('1,000,000')).toBe('1,000,000')
    await speak('en')
    expect([inWriting('0.7'), heldOf('4,096')]).toEqual(['0.7', '4,096'])
  })
})

describe('a limit of Trade-offs', () => {
  it('may be written with its unit and as each language writes numbers', async () => {
    await open('view=tradeoffs&lang=fr')
    const kept = async () => page.locator('main h2').filter({ hasText: /\d/ }).first().innerText()
    for (const [id, plain, written] of [
      ['maxTime', '120', '120 jours'],
      ['maxCost', '5.5M', 'CHF 5,5 millions'],
      ['maxPower', '2.5', '2,5 MW'],
      ['maxCarbon', '350', '350 t CO₂e'],
    ] as const) {
      await type(id, plain)
      await page.waitForURL(new RegExp(`${id}=${plain.replace('.', String.raw`\.`)}(&|$)`))
      await page.locator('.answer:not(.stale)').waitFor()
      const before = await kept()
      await type(id, 'beaucoup')
      await wrongAt(id).getByText('beaucoup').waitFor()
      // It is announced too, and leads to its field.
      await page.getByRole('alert').locator(`a[href="#${id}"]`).waitFor()
      await type(id, written)
      await expect.poll(async () => wrongAt(id).count()).toBe(0)
      await expect.poll(kept).toBe(before)
      await type(id, '')
    }
  })
})

describe('a question of Trade-offs', () => {
  it('takes a date as it is written and a formula, refused in the language of the page, by their controls', async () => {
    await open('view=tradeoffs&lang=de')
    for (const written of ['31.12.2027', '31. Dezember 2027']) {
      await type('finish', written)
      await page.locator('.trouble a', { hasText: 'Zu beenden bis' }).click()
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('finish')
      await wrongAt('finish').getByRole('button', { name: '2027-12-31 verwenden' }).click()
      await page.waitForFunction(() => location.hash.includes('finish=2027-12-31'))
      await expect.poll(async () => wrongAt('finish').count()).toBe(0)
    }
    await page.locator('#objective').selectOption('formula')
    await type('formula', 'cost + +')
    const said = 'Zeichen 9: statt des Endes wird eine Zahl, eine Variable oder eine Klammer erwartet'
    await page.locator('.field .wrong', { hasText: said }).waitFor()
    await page.locator('.trouble', { hasText: said }).waitFor()
    await type('formula', 'cost + time')
    await page.locator('.field .wrong', { hasText: 'CHF und day sind nicht gleichartig' }).waitFor()
  })
})

describe('the day of a run in the queue', () => {
  it.each([
    ['1e9', '1e9 is outside 1 to 11574074'],
    ['-5', '-5 is outside 1 to 11574074'],
    ['abc', "'abc' is not a number"],
  ])('%s is refused by its field, in a link and as it is typed', async (said, why) => {
    await open(`view=queue&runDay=${said}`)
    await page.locator('.trouble', { hasText: 'Joins the queue on day' }).getByText(why).waitFor()
    await wrongAt('runDay').getByText(why).waitFor()
    await expect.poll(async () => page.locator('#runDay').inputValue()).toBe(said)
    await type('runDay', '2,5')
    await page.waitForFunction(() => location.hash.includes('runDay=2.5'))
    await expect.poll(async () => page.locator('.wrong, .trouble').count()).toBe(0)
    await type('runDay', said)
    await wrongAt('runDay')
      .getByText(why.slice(said.length + 1))
      .waitFor()
  })
})

describe('a word of a link that cannot be', () => {
  it.each([
    ['start=2027-13-45', '2027-06-30'],
    ['start=2027-02-30', '2027-06-30'],
    ['view=queue&fromDay=abc', '3.5'],
    ['lang=xx', 'en, ko, de, fr'],
    ['view=tradeoffs&confidence=7', '0.8'],
  ])('is told with what would be right, and left out: %s', async (said, right) => {
    await open(said)
    const word = said.split('&').at(-1) ?? ''
    await page.getByRole('status').getByText(`The link says ${word}, which cannot be`).waitFor()
    await page.getByRole('status').getByText(`for instance: ${right}.`).waitFor()
    if (!word.startsWith('start')) return
    await page.getByText('Hand over: command').click()
    await page.locator('.script').getByText('#SBATCH --nodes').waitFor()
    await expect.poll(async () => page.getByText(/It ends between/).count()).toBe(0)
  })
})

describe('a field of the run', () => {
  it('offers what was meant, which is taken', async () => {
    await open('model=llama-3-8b&tokens=1T&system=alps&gpus=64&mfu=0.4&lang=ko')
    await type('tokens', '2조')
    await wrongAt('tokens').getByRole('button', { name: '2T' }).click()
    await page.waitForURL(/tokens=2T/)
    await page.getByText('추가 설정').click()
    await type('mfu', '30 ~ 40 %')
    await wrongAt('mfu').getByRole('button').click()
    await page.waitForURL(/ranges=mfu%3D0\.3%20to%200\.4/)
    await type('pue', '1.1 to 1.3')
    await page.waitForFunction(() => location.hash.includes('pueRatio'))
    await expect.poll(async () => page.locator('.wrong').count()).toBe(0)
  })
})
