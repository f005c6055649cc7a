import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { answerLesson } from '../../sim/questions/lessons/answer.ts'
import { lessons } from '../../sim/questions/lessons/contract.ts'
import { isWithin, reportOf } from '../../web/learn/report.ts'
import { faultsOf } from './axe.ts'
import { servedPage } from './served.ts'
import { languages } from '../../web/language.ts'
import { wordsCut } from './drawn.ts'

const served = servedPage()
let page: Page

beforeAll(async () => {
  page = await (await served.browser.newContext({ viewport: { width: 1024, height: 900 } })).newPage()
  await page.goto(`${served.url}/#view=learn`)
  await page.locator('.lessons li').first().waitFor()
})

describe('an answer of a learner', () => {
  it('is taken within its tolerance, and no further', () => {
    expect(isWithin(95.1, 100, 0.05)).toBe(true)
    expect(isWithin(94.9, 100, 0.05)).toBe(false)
  })
})

describe('Learn', () => {
  it.each(lessons.map(({ id, title }) => [id, title] as const))(
    '%s: a prediction before the answer, the chart with its table, a question that is checked',
    async (id, title) => {
      const lesson = lessons.find((one) => one.id === id)
      const answered = answerLesson(id, {})
      if (lesson === undefined || answered.status !== 'answer') throw new Error(id)
      await page.evaluate((to) => (location.hash = to), '#view=learn')
      await page.getByRole('button', { name: title }).click()
      await page.locator('h1', { hasText: title }).waitFor()
      await expect
        .poll(async () => page.locator('.lesson-controls select').count())
        .toBe(lesson.controls.length)
      await expect.poll(async () => page.locator('canvas, .chart, .lesson table').count()).toBe(0)
      await page.locator('.lesson > p').getByText(lesson.goal).waitFor()
      await expect
        .poll(async () => page.locator('.lesson > ul').first().locator('li').count())
        .toBe(lesson.needs.length)
      await expect
        .poll(async () => page.locator('.lesson > ul').last().locator('li').count())
        .toBe(lesson.sources.length)
      await page.getByLabel('Your prediction').fill('12')
      await page.getByRole('button', { name: 'Show the answer' }).click()
      await page.locator('.chart h2').waitFor()
      const heading = async () => (await page.locator('.chart h2').innerText()).replaceAll('\u00a0', ' ')
      await expect.poll(heading).toBe(answered.value.finding)
      await page.locator('.lesson > :is(.kept, .broken)').getByText(lesson.constraint.unit).waitFor()
      await expect.poll(async () => page.locator('canvas').count()).toBe(1)
      await page.locator('.chart summary').click()
      await page.locator('.chart tbody tr').first().waitFor()
      // Where runs are guessed one by one, the others stay hidden.
      const rows = id === 'mfu' ? 1 : answered.value.rows.length
      await expect.poll(async () => page.locator('.chart tbody tr').count()).toBe(rows)
      await page.getByLabel('Your answer').fill(String(answered.value.asked))
      await page.getByRole('button', { name: 'Check' }).click()
      await page.getByText(answered.value.asked === 0 ? /Right|Not yet/ : 'Right: it is').waitFor()
    },
  )

  it.each(lessons.map(({ id }, at) => ({ id, language: languages[(at + 1) % 4] ?? 'en' })))(
    'no word of the chart of $id is cut on a phone or over another, in $language',
    async ({ id, language }) => {
      const own = await (await served.browser.newContext({ viewport: { width: 320, height: 900 } })).newPage()
      await own.goto(`${served.url}/#view=learn&lesson=${id}&lang=${language}`)
      await own.locator('#prediction').fill('1')
      await own.locator('#prediction').press('Enter')
      await own.locator('.chart canvas').waitFor()
      const [download] = await Promise.all([
        own.waitForEvent('download'),
        own.getByRole('button', { name: 'SVG' }).click(),
      ])
      expect(await wordsCut(own.context(), readFileSync(await download.path(), 'utf8'))).toEqual([])
      await own.context().close()
    },
  )

  it('hides of the runs to guess what is still to be guessed, and keeps each guess', async () => {
    const own = await (await served.browser.newContext()).newPage()
    await own.goto(`${served.url}/#view=learn&lesson=mfu`)
    const run = own.getByLabel('Run', { exact: true })
    const guess = async (share: string) => {
      await own.locator('#prediction').fill(share)
      await own.locator('#prediction').press('Enter')
      await own.locator('.prediction [role=status]').getByText(`You said ${share}`).waitFor()
    }
    await guess('25')
    await run.selectOption('smollm3-3b-384')
    await expect.poll(async () => own.locator('.chart, .lesson [role=status]').count()).toBe(0)
    await guess('35')
    await own.locator('.chart summary').click()
    await expect.poll(async () => own.locator('.chart tbody tr').count()).toBe(2)
    await run.selectOption('apertus-70b-4096')
    await own.locator('.prediction [role=status]').getByText('You said 25').waitFor()
    await own.context().close()
  })

  it('holds what was said against the settings of then, also when others are chosen since', async () => {
    const own = await (await served.browser.newContext()).newPage()
    await own.goto(`${served.url}/#view=learn&lesson=failure`)
    const status = own.locator('.prediction [role=status]')
    await own.locator('#prediction').fill('5')
    await own.locator('#prediction').press('Enter')
    // 0.5 interruptions per 1,000 accelerator-days of 4,096 accelerators: one in 24 h ÷ 2.048; √(2 × 40 s × 42,188 s).
    await status.getByText('the answer is 11.7\u00a0h').waitFor()
    await own.locator('#answer').fill('30.6')
    await own.locator('#answer').press('Enter')
    await status.getByText('Right: it is 30.6').waitFor()
    const finding = own.locator('.chart h2')
    const before = await finding.innerText()
    await own.locator('#lesson-gpus').selectOption('16384')
    await expect.poll(async () => finding.innerText()).not.toBe(before)
    expect(await status.allInnerTexts()).toEqual([
      expect.stringContaining('the answer is 11.7'),
      expect.stringContaining('Right: it is 30.6'),
    ])
    await own.locator('#prediction').fill('5')
    await own.locator('#prediction').press('Enter')
    await status.getByText('the answer is 2.93\u00a0h').waitFor()
    await own.context().close()
  })

  it('a chart grows for a projector, its words with it, and none of them over another', async () => {
    const own = await (await served.browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage()
    await own.goto(`${served.url}/#view=learn&lesson=tokens`)
    await own.locator('#prediction').fill('1')
    await own.locator('#prediction').press('Enter')
    const canvas = own.locator('.chart canvas')
    await canvas.waitFor()
    const before = (await canvas.boundingBox())?.height ?? 0
    await own.getByLabel('Size for a projector').check()
    await expect.poll(async () => (await canvas.boundingBox())?.height).toBeGreaterThan(before * 1.4)
    const drawn = async () => {
      const [download] = await Promise.all([
        own.waitForEvent('download'),
        own.getByRole('button', { name: 'SVG' }).click(),
      ])
      return readFileSync(await download.path(), 'utf8')
    }
    await expect.poll(async () => (await drawn()).match(/font:(?:600 )?1[23](?:\.\d+)?px/g)).toHaveLength(1)
    expect(await wordsCut(own.context(), await drawn())).toEqual([])
    await own.context().close()
  })

  it.each(lessons.map((lesson) => [lesson.id, lesson] as const))(
    '%s has a report with every part of it',
    (id, lesson) => {
      const answered = answerLesson(id, {})
      if (answered.status !== 'answer') throw new Error(id)
      const answer = answered.value
      const settings = Object.fromEntries(lesson.controls.map((one) => [one.id, String(one.start)]))
      const said = {
        predicted: { value: 12, right: answer.predicted },
        answered: { value: answer.asked, right: answer.asked },
        reflection: 'My own words.',
      }
      const made = { className: 'HPC', link: 'https://x/#lesson', version: '0.2.0', day: '2027-03-01' }
      const report = reportOf({ lesson, answer, settings, said, ...made })
      const parts = [
        lesson.title,
        lesson.goal,
        lesson.prediction.ask,
        answer.finding,
        ...answer.facts,
        lesson.constraint.text,
      ]
      for (const part of [
        ...parts,
        lesson.question.ask,
        lesson.reflection,
        said.reflection,
        ...lesson.sources.map(({ title }) => title),
      ])
        expect(report.replaceAll('\u00a0', ' ')).toContain(part.replaceAll('\u00a0', ' '))
      expect(report.match(/^\| .* \|$/gm)).toHaveLength(answer.rows.length + 2)
      expect(report).toMatch(/✓/)
      expect(lesson.minutes).toBeGreaterThanOrEqual(20)
      expect(lesson.minutes).toBeLessThanOrEqual(45)
    },
  )

  it('has a committee to play: four roles on cards, and rounds that take the minutes of its title', async () => {
    await page.evaluate(() => (location.hash = '#view=learn'))
    const play = page.locator('.role-play')
    await play.locator('.cards li').nth(3).waitFor()
    await expect.poll(async () => play.locator('.cards li').count()).toBe(4)
    const minutes = (await play.locator('ol li').allInnerTexts()).map((round) => Number.parseInt(round, 10))
    expect(minutes.reduce((sum, one) => sum + one, 0)).toBe(45)
    await expect.poll(async () => play.locator('h2').innerText()).toContain('45 minutes, four roles')
  })

  it('reads a number as its language writes it, and says of a word that it is none', async () => {
    await page.evaluate(() => (location.hash = '#view=learn&lesson=flop&lang=de'))
    await page.locator('html[lang=de] #prediction').fill('zwölf')
    await page.locator('#prediction').press('Enter')
    await page.locator('.prediction [role=alert]').waitFor()
    await page.locator('#prediction').fill('1,5')
    await page.locator('#prediction').press('Enter')
    await page
      .locator('.prediction [role=status]')
      .first()
      .getByText(/\s1,5[;\s]/)
      .waitFor()
    await page.locator('#prediction').fill('1.500,5')
    await page.locator('#prediction').press('Enter')
    await page
      .locator('.prediction [role=status]')
      .first()
      .getByText(/\s1\.50\d/)
      .waitFor()
    await page.evaluate(() => (location.hash = '#view=learn&lesson=mfu&lang=en'))
    await page.locator('html[lang=en] .chart h2').waitFor()
  })

  it('a report is taken as Markdown, with the prediction, the table and the reflection', async () => {
    await page.getByLabel('To think about').fill('Ask the authors for their step time.')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Take the report' }).click(),
    ])
    const report = readFileSync(await download.path(), 'utf8')
    expect(report).toContain('Ask the authors for their step time.')
    expect(report).toMatch(/\| run \| published \| predicted \|/)
    expect(report).toMatch(/Petaplan [0-9.]+, \d{4}-\d\d-\d\d: http/)
  })

  it('a link for a class opens the lesson as it was set, under its name', async () => {
    await page.locator('.lesson-controls select').selectOption('smollm3-3b-384')
    await page.getByText('For the teacher').click()
    await page.getByLabel('Name of the class').fill('HPC 2027')
    const made = page.locator('.teacher a')
    await expect.poll(async () => made.getAttribute('href')).toContain('class=HPC%202027')
    const link = await made.getAttribute('href')
    const pupil = await page.context().newPage()
    await pupil.goto(link ?? '')
    await pupil.getByText('Class: HPC 2027').waitFor()
    await expect
      .poll(async () => pupil.locator('.lesson-controls select').inputValue())
      .toBe('smollm3-3b-384')
    await expect.poll(async () => pupil.locator('canvas').count()).toBe(0)
    await pupil.close()
  })

  it('passes axe in both themes, fits 320 px, and grows for a projector', async () => {
    expect(await faultsOf(page, '.learn')).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await faultsOf(page, '.learn')).toEqual([])
    await page.setViewportSize({ width: 320, height: 900 })
    await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth)
    await page.setViewportSize({ width: 1920, height: 1080 })
    const before = (await page.locator('.lesson h1').boundingBox())?.height ?? 0
    await page.getByLabel('Size for a projector').check()
    await expect
      .poll(async () => (await page.locator('.lesson h1').boundingBox())?.height)
      .toBeGreaterThan(before * 1.4)
    await page.context().close()
  })
})
