import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { evidence, type LedgerPoint, type RowLedger } from '../../sim/index.ts'
import { colouredSources, csvRows, selectPoints, shareInBand } from '../../web/evidence/select.ts'
import { count, percent } from '../../web/format.ts'
import { plain } from './queue-page.ts'
import { servedPage } from './served.ts'

const all = { accelerator: '', kind: '', role: '', source: '' }

const { accuracyOf } = evidence

function ledgerOf(): RowLedger {
  const answered = evidence.answerRows()
  if (answered.status !== 'answer') throw new Error(answered.status)
  return answered.value
}

const point = (published: number, predicted: number, of: Partial<LedgerPoint> = {}): LedgerPoint => ({
  id: 'a',
  source: 's',
  role: 'fit',
  model: 'm',
  accelerator: 'x',
  acceleratorName: 'X',
  gpus: 8,
  kind: 'dense',
  precision: 'bf16',
  year: 2024,
  grade: 'A',
  published,
  predicted,
  low: predicted * 0.9,
  high: predicted * 1.1,
  error: predicted / published - 1,
  layout: 'tp=1,pp=1',
  judged: true,
  where: 'table 1, row "2"',
  ...of,
})

describe('how good predictions are', () => {
  it('is worked out on paper for four rows, one of which does not count', () => {
    const rows = [point(100, 104), point(100, 92), point(100, 120), point(100, 300, { judged: false })]
    const { judged, medianError, p90Error, bias, coverage80 } = accuracyOf(rows)
    expect(judged).toBe(3)
    expect(medianError).toBeCloseTo(0.08, 12)
    expect(p90Error).toBeCloseTo(0.08 + 0.8 * 0.12, 12)
    expect(bias).toBeCloseTo(0.04, 12)
    expect(coverage80).toBeCloseTo(2 / 3, 12)
    expect(shareInBand(rows)).toBe(0.5)
  })

  it('has no figures where nothing counts', () => {
    expect(accuracyOf([])).toEqual({
      judged: 0,
      medianError: null,
      p90Error: null,
      bias: null,
      coverage80: null,
    })
  })

  it('leaves no point out between the sources, the kinds and the roles', () => {
    const ledger = ledgerOf()
    const sizes = (name: keyof typeof all, values: readonly string[]) =>
      values.reduce((sum, value) => sum + selectPoints(ledger, { ...all, [name]: value }).length, 0)
    expect(sizes('kind', ['dense', 'mixture'])).toBe(ledger.points.length)
    expect(sizes('role', ['fit', 'check'])).toBe(ledger.points.length)
    expect(
      sizes(
        'source',
        ledger.sources.map(({ name }) => name),
      ),
    ).toBe(ledger.points.length)
    expect(colouredSources(ledger)).toHaveLength(5)
    expect(csvRows(ledger.points)).toHaveLength(ledger.points.length + 1)
  })
})

describe('the Evidence view', () => {
  const served = servedPage()

  type Shape = { readonly width?: number; readonly colorScheme?: 'light' | 'dark'; readonly at?: string }

  async function open({ width = 1440, colorScheme = 'light', at = '' }: Shape = {}): Promise<Page> {
    const context = await served.browser.newContext({ viewport: { width, height: 900 }, colorScheme })
    const page = await context.newPage()
    await page.goto(`${served.url}/#view=evidence${at}`)
    await page.locator('.scatter canvas').waitFor()
    return page
  }

  it('opens from the header and says first how good the model is, as the ledger has it', async () => {
    const context = await served.browser.newContext()
    const page = await context.newPage()
    await page.goto(served.url)
    await page.getByRole('link', { name: 'Evidence' }).click()
    await page.locator('.scatter canvas').waitFor()
    const ledger = ledgerOf()
    const unseen = ledger.leftOut.find(({ group }) => group === 'source')
    const said = [
      ['h1', `within ${percent(unseen?.medianError ?? 0)}, nine in ten`],
      ['h1', `within ${percent(unseen?.p90Error ?? 0)};`],
      ['.figure.error >> nth=1', percent(ledger.all.medianError ?? 0)],
      ['.figure.error >> nth=1', `${count(ledger.all.judged)} measurements`],
    ] as const
    for (const [where, text] of said)
      await expect.poll(async () => page.locator(where).innerText()).toContain(text)
    await page.getByText('By source').click()
    await expect.poll(async () => page.locator('tbody tr').count()).toBe(ledger.sources.length)
    await context.close()
  })

  it('has four figures with bars of one scale, and the measurement in the middle of each worked out', async () => {
    const page = await open()
    const { points } = ledgerOf()
    const bars = page.locator('.figure.error .bar .band')
    const wide = await bars.evaluateAll((all) => all.map((one) => Number(one.getAttribute('width'))))
    const of = (role: string) => accuracyOf(points.filter((one) => one.role === role)).p90Error ?? 0
    expect(wide).toHaveLength(4)
    expect((wide[2] ?? 0) / (wide[3] ?? 1)).toBeCloseTo(of('fit') / of('check'), 6)
    await page.getByRole('button', { name: 'Why sources kept apart?' }).click()
    const dialog = page.getByRole('dialog')
    const said = plain(await dialog.locator('.result').innerText())
    const [, over = '', under = '', error = ''] =
      /\|([\d.,]+) ÷ ([\d.,]+) − 1\| = ([\d.]+) %$/.exec(said) ?? []
    const figure = (text: string) => Number(text.replaceAll(',', ''))
    expect(Math.abs(figure(over) / figure(under) - 1)).toBeCloseTo(Number(error) / 100, 2)
    const kept = new Set(
      points.flatMap(({ role, judged, source }) => (role === 'check' && judged ? [source] : [])),
    )
    await expect.poll(async () => dialog.locator('dt').count()).toBe(kept.size)
    await dialog.getByRole('button', { name: 'SimuMax-B200' }).click()
    await page.waitForFunction(() => document.activeElement?.id === 'rowSource')
    await page.context().close()
  })

  it('keeps its filters in the address, and goes back to the ones before', async () => {
    const page = await open({ at: '&rowKind=mixture' })
    const ledger = ledgerOf()
    const mixture = selectPoints(ledger, { ...all, kind: 'mixture' })
    const own = mixture.filter(({ source }) => source === 'NVIDIA-DGXC-benchmarking')
    await expect
      .poll(async () => page.locator('h1').innerText())
      .toContain(`${count(accuracyOf(mixture).judged)} published`)
    await page.getByRole('button', { name: 'NVIDIA-DGXC-benchmarking' }).click()
    await page.getByText(`Shown: ${count(accuracyOf(own).judged)} of`).waitFor()
    expect(new URL(page.url()).hash).toContain('rowSource=NVIDIA-DGXC-benchmarking')
    await page.goBack()
    await page.getByText(`Shown: ${count(accuracyOf(mixture).judged)} of`).waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.waitForFunction(() => !location.hash.includes('rowKind'))
    await page.context().close()
  })

  it('says the run of a measurement by keys and by pointer, with a link to its source', async () => {
    const page = await open({ at: '&rowSource=GH200-Apertus' })
    const points = ledgerOf().points.filter(({ source }) => source === 'GH200-Apertus')
    const least = points.reduce((a, b) => (b.published < a.published ? b : a))
    const canvas = page.locator('.scatter canvas')
    await canvas.focus()
    await page.keyboard.press('Home')
    const card = page.locator('#measurement')
    await expect
      .poll(async () => (await card.innerText()).replaceAll('\u00a0', ' '))
      .toContain(`${least.model} on ${count(least.gpus)} × GH200`)
    await expect.poll(async () => card.innerText()).toContain(least.layout)
    await expect.poll(async () => card.getByRole('link').getAttribute('href')).toMatch(/^https:/)
    const before = await card.innerText()
    await page.keyboard.press('End')
    await expect.poll(async () => card.innerText()).not.toBe(before)
    await canvas.hover({ position: { x: 90, y: 440 } })
    await page.waitForFunction(
      (text) => document.getElementById('measurement')?.innerText.trim() === text.trim(),
      before,
    )
    await page.context().close()
  })

  it('gives its points as CSV and its picture as PNG', async () => {
    const page = await open({ at: '&rowRole=check' })
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV', exact: true }).click(),
    ])
    const lines = readFileSync(await table.path(), 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('#'))
    const [head = ''] = lines
    expect(head).toContain('source,model,accelerator,gpus')
    expect(lines).toHaveLength(selectPoints(ledgerOf(), { ...all, role: 'check' }).length + 1)
    const [picture] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'PNG', exact: true }).click(),
    ])
    expect(
      readFileSync(await picture.path())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    await page.context().close()
  })

  it('says why rows have no prediction, each of them', async () => {
    const page = await open()
    await page.getByText(/rows without a prediction/).click()
    await page.locator('details.fold .views').first().waitFor()
    const said = await page.locator('details.fold[open]').innerText()
    const reasons = ledgerOf().sources.flatMap(({ notPredicted }) => notPredicted)
    for (const { reason, ids } of reasons) expect(said).toContain(`${count(ids.length)}: ${reason}`)
    const { all: every, points } = ledgerOf()
    expect(reasons.flatMap(({ ids }) => ids)).toHaveLength(every.rows - points.length)
    await page.context().close()
  })
})
