import { deflateSync, inflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { toFragment } from '../../web/state/address.ts'
import { labelledConfig } from './own-config.ts'
import { headlineHas, openQueue } from './queue-page.ts'
import { servedPage } from './served.ts'

const served = servedPage()

/** 20,000 letters. */
const config = labelledConfig(
  Array.from({ length: 1000 }, (_, at) => `a label ${String(at)}`),
  { note: '한국어, ß, \u{1f642} and \ufeff' },
)
const run = { model: config, tokens: '1T', system: 'alps', gpus: '64' }
/** As RFC 1950 has it, written by another's code. */
const packed = (text: string) => `packed-${deflateSync(text).toString('base64url')}`

async function opened(fragment: string) {
  const context = await served.browser.newContext()
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${served.url}/#${fragment}`)
  return { page, errors, close: () => context.close() }
}

/** What the address says of a field, by another's code. */
function unpackedIn(page: Page, name: string): string {
  const value = new URLSearchParams(new URL(page.url()).hash.slice(1)).get(name) ?? ''
  return inflateSync(Buffer.from(value.replace(/^packed-/, ''), 'base64url')).toString('utf8')
}

describe('a link with what is long in it', () => {
  it('is compressed, names its version, and gives another page the same answer, which Undo takes back', async () => {
    expect(encodeURIComponent(config).length).toBeGreaterThan(30_000)
    const { page, errors, close } = await openQueue(served.browser, served.url)
    await page.getByRole('link', { name: 'Plan', exact: true }).click()
    await page.getByText('A model of your own').click()
    const buffer = Buffer.from(config)
    await page.setInputFiles('#file-model', { name: 'config.json', mimeType: 'application/json', buffer })
    await headlineHas(page, 'llama 6.74B')
    await page.waitForURL(/#v=2&.*model=packed-/)
    expect(page.url().length).toBeLessThan(7000)
    expect(unpackedIn(page, 'model')).toBe(config)
    const says = await page.locator('h1').innerText()
    const queue = await page.getByRole('link', { name: 'Queue', exact: true }).getAttribute('href')
    expect(queue).toMatch(/model=packed-/)

    const other = await opened(new URL(page.url()).hash.slice(1))
    await expect.poll(() => other.page.locator('h1').innerText()).toBe(says)
    expect(await other.page.locator('.notice').count()).toBe(0)
    // Its address alone goes on, and each step back finds what it held.
    await other.page.locator('#gpus').fill('128')
    await other.page.locator('#gpus').press('Enter')
    await headlineHas(other.page, 'on 128 accelerators')
    expect(unpackedIn(other.page, 'model')).toBe(config)
    await other.page.reload()
    await headlineHas(other.page, 'on 128 accelerators')
    await other.page.goBack()
    await expect.poll(() => other.page.locator('h1').innerText()).toBe(says)
    expect(other.errors).toEqual([])
    await other.close()

    await page.getByRole('button', { name: 'Undo' }).click()
    await headlineHas(page, 'Apertus 70B')
    expect(page.url()).not.toContain('v=2')
    expect(errors).toEqual([])
    await close()
  })

  it('that was compressed elsewhere is read, and so is one of version 1, which has it as it is', async () => {
    for (const model of [packed(config), config]) {
      const { page, errors, close } = await opened(toFragment({ ...run, model }))
      await headlineHas(page, 'llama 6.74B')
      await page.waitForURL(/model=packed-/)
      expect(unpackedIn(page, 'model')).toBe(config)
      expect(errors).toEqual([])
      await close()
    }
  })

  it.each([
    ['cut off', packed(config).slice(0, -30)],
    ['mistyped', packed(config).replace(/.(?=.{40}$)/, (one) => (one === 'A' ? 'B' : 'A'))],
    ['no text', `packed-${deflateSync(Buffer.from([0xff, 0xfe, 0x00])).toString('base64url')}`],
    ['empty', 'packed-'],
    ['a hundred megabytes once it is read', packed(`{"a":"${'x'.repeat(100_000_000)}"}`)],
  ])('that is %s says so, and the page goes on', async (_what, model) => {
    const { page, errors, close } = await opened(`v=2&${toFragment({ ...run, model })}`)
    await page.getByText('model is compressed and cannot be read').waitFor()
    await headlineHas(page, 'Apertus 70B')
    expect(page.url().length).toBeLessThan(200_000)
    expect(errors).toEqual([])
    await close()
  })
})
