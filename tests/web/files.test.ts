import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { toFragment } from '../../web/state/address.ts'
import { servedPage } from './served.ts'

const served = servedPage()

const runs = ['2048', '4096'].map((gpus) =>
  toFragment({ model: 'apertus-70b', tokens: '15T', system: 'alps', gpus }),
)

async function open(at: string) {
  const page = await (await served.browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(`${served.url}/${at}`)
  return page
}

async function taken(page: Page, button: string) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).first().click(),
  ])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

const charts: readonly (readonly [view: string, at: string, name: string, head: RegExp, summary: string])[] =
  [
    ['plan', '', 'petaplan', /^accelerators,days_p10,days_p50/, 'The same as a table'],
    [
      'trade-offs',
      '#view=tradeoffs',
      'petaplan-tradeoffs',
      /^accelerators,power_cap_w,days/,
      'The front as a table',
    ],
    [
      'invest',
      '#view=invest',
      'petaplan-invest',
      /^use_percent,own_CHF_per_hour,rent_/,
      'The curve as a table',
    ],
  ]

/** What the figures are and what made them, and the table. */
function linesOf(bytes: Buffer) {
  const all = bytes.toString().split('\n')
  const made = all.filter((line) => line.startsWith('#'))
  return { made: made.slice(0, 3), lines: all.slice(made.length) }
}

describe('behind a chart', () => {
  it.each(charts)(
    'of %s are a table, CSV, JSON, a picture and a drawing',
    async (view, at, name, head, summary) => {
      const page = await open(at)
      await page.locator('.chart canvas').first().waitFor()
      const folded = page.locator('.chart details', { hasText: summary })
      await expect.poll(async () => folded.locator('tr').count()).toBe(0)
      await folded.getByText(summary).click()
      await folded.locator('tbody tr').first().waitFor()
      const columns = await folded.locator('thead th').count()
      await expect
        .poll(async () => folded.locator('tbody tr').first().locator('th, td').count())
        .toBe(columns)
      const table = await taken(page, 'CSV')
      expect(table.name).toBe(`${name}.csv`)
      const { made, lines } = linesOf(table.bytes)
      const heading = await page.locator('.chart h2').first().textContent()
      expect(made).toEqual([
        `# ${(heading ?? '').replaceAll('\u00a0', ' ')}`,
        expect.stringMatching(/^# Petaplan \d/),
        expect.stringMatching(/^# http:/),
      ])
      const [first = '', ...rows] = lines
      expect(first).toMatch(head)
      expect(rows.length).toBeGreaterThan(4)
      for (const row of rows) expect(row.split(',')).toHaveLength(first.split(',').length)
      const picture = await taken(page, 'PNG')
      expect(picture.name).toBe(`${name}.png`)
      expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG')
      const drawing = (await taken(page, 'SVG')).bytes.toString()
      expect(drawing).toMatch(/^<svg [^>]*viewBox/)
      expect(drawing).toContain(`>${heading ?? ''}</text>`)
      // Dots are a picture within the drawing.
      expect(drawing.includes('<image ')).toBe(view === 'trade-offs')
      expect(drawing.match(/<path /g)?.length ?? 0).toBeGreaterThan(5)
      expect(drawing.match(/<text /g)?.length ?? 0).toBeGreaterThan(5)
      const records: { readonly rows?: readonly unknown[] } = JSON.parse(
        (await taken(page, 'JSON')).bytes.toString(),
      )
      expect(records.rows).toHaveLength(rows.length)
      await page.context().close()
    },
  )

  it('of the queue is one drawing of all its panels, each under its heading', async () => {
    const page = await open('#view=queue')
    await page.locator('.panels canvas').first().waitFor()
    const headings = await page.locator('.queue .panel h3').allInnerTexts()
    const drawing = (await taken(page, 'SVG')).bytes.toString()
    expect(headings.length).toBeGreaterThan(2)
    for (const heading of headings) expect(drawing).toContain(`>${heading}</text>`)
    // The line of the jobs that wait has a corner for each stretch of the month.
    expect(drawing.match(/fill="none"/g)?.length ?? 0).toBeGreaterThan(3)
    const longest = Math.max(
      ...[...drawing.matchAll(/d="([^"]*)" fill="none"/g)].map(([, d = '']) => d.split('L').length),
    )
    expect(longest).toBeGreaterThan(100)
    // A drawing a panel, within the sheet.
    expect(drawing.match(/<svg /g)).toHaveLength(1 + headings.length)
    const faults = await page.evaluate(
      (text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelectorAll('parsererror').length,
      drawing,
    )
    expect(faults).toBe(0)
    await page.context().close()
  })

  it('a picture stands on the colour of the page, so that its words can be read anywhere', async () => {
    const page = await open('#view=tradeoffs')
    await page.locator('.chart canvas').first().waitFor()
    const { bytes } = await taken(page, 'PNG')
    const address = `data:image/png;base64,${bytes.toString('base64')}`
    const corner = await page.evaluate(async (source) => {
      const image = new Image()
      image.src = source
      await image.decode()
      const context = document.createElement('canvas').getContext('2d')
      context?.drawImage(image, 0, 0)
      return [...(context?.getImageData(0, 0, 1, 1).data ?? [])]
    }, address)
    expect(corner).toEqual([255, 255, 255, 255])
    await page.context().close()
  })

  it('the runs of Compare are one CSV, a row a run and measure', async () => {
    const page = await open(`#view=compare&pins=${encodeURIComponent(runs.join('|'))}`)
    await page.locator('.side .figures').nth(1).waitFor()
    const { name, bytes } = await taken(page, 'CSV')
    expect(name).toBe('petaplan-compare.csv')
    const { lines } = linesOf(bytes)
    expect(lines[0]).toBe('run,measure,unit,p10,p50,p90')
    expect(lines).toHaveLength(1 + 2 * 5)
    // A name with a thousands separator is quoted, so that it stays one cell.
    expect(lines[1]).toMatch(/^".*4,096.*",time,|^".*2,048.*",time,/)
    await page.context().close()
  })
})
