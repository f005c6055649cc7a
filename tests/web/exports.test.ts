import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerEstimate, answerInvest, evidence } from '../../sim/index.ts'
import { lessons } from '../../sim/questions/lessons/contract.ts'
import { openUnfolded } from './everywhere.ts'
import { servedPage } from './served.ts'

const served = servedPage()
const { version }: { readonly version: string } = JSON.parse(readFileSync('package.json', 'utf8'))

type Export = {
  readonly title: string
  readonly version: string
  readonly link: string
  readonly sources: readonly { readonly source: string; readonly url: string | null }[]
  readonly columns: readonly string[]
  readonly rows: readonly { readonly [column: string]: string | number | null }[]
}

const valueOf = <T>(
  answered: { readonly status: 'answer'; readonly value: T } | { readonly status: string },
): T => {
  if ('value' in answered) return answered.value
  throw new Error(answered.status)
}
/** Whom the command line names for the inputs of a run. */
const ofRun = (model: string, tokens: string, system: string, gpus: string) =>
  valueOf(answerEstimate({ model, tokens, system, gpus })).assumptions.map(({ source }) => source)

const small = () => ofRun('apertus-8b', '2T', 'alps', '512')

/** Who must be named in each file of a view. */
const named: Readonly<Record<string, () => readonly string[]>> = {
  plan: small,
  tradeoffs: small,
  compare: () => [...small(), ...ofRun('apertus-70b', '15T', 'kisti6', '4096')],
  queue: () => ['Invented, not a record of Alps', 'CSCS documentation, docs.cscs.ch', 'Apertus report'],
  invest: () => valueOf(answerInvest({ case: 'alps' })).assumptions.map(({ source }) => source),
  // Of those of which nothing could be predicted there is no point to show.
  evidence: () => {
    const { points, sources } = valueOf(evidence.answerRows())
    return sources
      .filter(({ name }) => points.some(({ source }) => source === name))
      .map(({ title }) => title)
  },
  lesson: () => lessons.find(({ id }) => id === 'failure')?.sources.map(({ title }) => title) ?? ['?'],
}

const unit =
  /(?:^|_)(?:s|w|mw|mwh|t|days|hours|share|percent|years?|bytes|CHF|CHF_per_hour|GPU-h|MWh|t CO₂e|tokens_per_s_per_gpu)$/
const counted = /^(?:accelerators|gpus|outcome|jobs(?: waiting)?|nodes .+|gpu_hours .+)$/

/** Whether a column of figures says what they are in: in its name, or in a column beside it. */
function hasUnit(column: string, columns: readonly string[]): boolean {
  const name = column.replace(/_p\d\d(?=$|_)|_at_(?:low|high)$/, '')
  return (
    unit.test(name) ||
    counted.test(name) ||
    columns.some((one) => ['unit', 'currency', 'objective'].includes(one))
  )
}

/** Hears what is handed to the browser to save: it saves no more than ten files a second, and leaves others out. */
async function listen(page: Page): Promise<Page> {
  await page.evaluate(() => {
    const made = URL.createObjectURL.bind(URL)
    URL.createObjectURL = (of) => {
      if (of instanceof Blob) void of.text().then((text) => Reflect.set(window, 'taken', text))
      return made(of)
    }
  })
  return page
}

async function taken(page: Page, files: Locator, kind: string): Promise<string> {
  await page.evaluate(() => Reflect.set(window, 'taken', ''))
  await files.getByRole('button', { name: kind, exact: true }).click()
  const handed = await page.waitForFunction((): unknown => Reflect.get(window, 'taken'))
  return String(await handed.jsonValue())
}

describe.each(Object.keys(named))('what %s gives to take away', (view) => {
  let page: Page
  beforeAll(async () => {
    page = await listen(await openUnfolded(served, { view, language: 'en' }))
  })
  afterAll(() => page.context().close())

  it('has title, units, sources and version as CSV, JSON and drawing', async () => {
    const all = await page.locator('.files').all()
    expect(all.length).toBeGreaterThan(0)
    for (const files of all) {
      const json: Export = JSON.parse(await taken(page, files, 'JSON'))
      const said = json.sources.map(({ source }) => source).join('\n')
      expect(json.title).toMatch(/\S/)
      expect([json.version, json.link]).toEqual([version, page.url()])
      expect(named[view]?.().filter((source) => !said.includes(source))).toEqual([])
      const figures = json.columns.filter((column) =>
        json.rows.some((row) => typeof row[column] === 'number'),
      )
      expect(figures.length).toBeGreaterThan(0)
      if (view !== 'lesson') expect(figures.filter((column) => !hasUnit(column, json.columns))).toEqual([])
      const lines = (await taken(page, files, 'CSV')).split('\n')
      const made = lines.filter((line) => line.startsWith('# '))
      expect(made.slice(0, 3)).toEqual([`# ${json.title}`, `# Petaplan ${version}`, `# ${json.link}`])
      expect(made.slice(3)).toHaveLength(json.sources.length)
      for (const { source, url } of json.sources)
        expect(made.some((line) => line.includes(source) && line.includes(url ?? ''))).toBe(true)
      expect(lines).toHaveLength(made.length + 1 + json.rows.length)
    }
  })

  it('has them in its drawing too, with the words of its legend', async () => {
    for (const files of await page.locator('.files').all()) {
      const { title }: Export = JSON.parse(await taken(page, files, 'JSON'))
      const svg = await taken(page, files, 'SVG')
      const said = await page.evaluate((text) => {
        const drawing = new DOMParser().parseFromString(text, 'image/svg+xml')
        const words = [...drawing.querySelectorAll('text')].map((one) => one.textContent)
        return { words: words.join(' '), all: drawing.querySelector('desc')?.textContent ?? '' }
      }, svg)
      const wanted = await files.evaluate((one) =>
        [...(one.closest('section')?.querySelectorAll('.legend li, .parts li') ?? [])].flatMap(
          ({ textContent }) => textContent.trim().split(/[\s,]+/),
        ),
      )
      const plain = said.words.replaceAll(/\s+/g, ' ')
      for (const word of [...title.split(/\s+/), ...wanted, `Petaplan ${version}`, 'It rests on:'])
        expect(plain).toContain(word)
      expect(named[view]?.().filter((source) => !said.all.includes(source))).toEqual([])
    }
  })
})

it.each([
  ['queue', ['other', 'projects', 'maintenance']],
  ['evidence', ['Other', 'sources', '±15']],
])('the legend of %s is in its file, a mark for each of its entries', async (view, words) => {
  const page = await listen(await openUnfolded(served, { view, language: 'en' }))
  const entries = page
    .locator('section.chart', { has: page.locator('canvas') })
    .first()
    .locator('.legend li')
  const svg = await taken(page, page.locator('section.chart .files').first(), 'SVG')
  for (const word of words) expect(svg).toContain(`>${word}</text>`)
  // Below the drawing of the charts: each entry has at least its mark and one word there.
  const below = svg.slice(svg.lastIndexOf('</svg>', svg.length - 10))
  const marks = below.match(/<(?:rect|path) /g) ?? []
  expect(await entries.count()).toBeGreaterThan(4)
  expect(marks.length).toBeGreaterThanOrEqual(await entries.count())
  await page.context().close()
})
