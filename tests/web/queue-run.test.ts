import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { finished } from '../../sim/queue/outlook/plan-run.ts'
import { synthesize } from '../../sim/queue/synthetic/generate.ts'
import { answerFigures } from '../../sim/questions/estimate/answer-figures.ts'
import { monthAsRead } from '../../sim/questions/queue/views/month.ts'
import { chainOf, startsAtOnce } from '../../sim/questions/queue/views/planned-run.ts'
import { plannedSteps } from '../../sim/questions/queue/questions.ts'
import { readReplay } from '../../sim/questions/queue/input.ts'
import { replay } from '../../sim/questions/queue/replay.ts'
import { count } from '../../web/format.ts'
import { lengthsOf, withLength } from '../../web/queue/worker/length.ts'
import { duration, instant } from '../../web/queue/words/times.ts'
import {
  allDone,
  expectSound,
  give,
  headlineHas,
  longestTaskMs,
  openQueue,
  type Shape,
  unfold,
} from './queue-page.ts'
import { servedPage } from './served.ts'
import { slowness } from './slowness.ts'

const served = servedPage()

const open = (shape: Shape = {}) => openQueue(served.browser, served.url, shape)
/** Three weeks on 512 of the month's 2,688 nodes. */
const run = { model: 'apertus-8b', tokens: '2T', system: 'alps', gpus: '512' }
const runAt = `&${new URLSearchParams(run).toString()}`
const ranged = (page: Page) => headlineHas(page, '(p10 to p90)')

/** What the simulation says of the run in the month, submitted at the beginning of a day. */
function planned(day: number) {
  const answered = answerFigures({ ...run, gpus: Number(run.gpus) })
  if (answered.status !== 'answer') throw new Error(answered.status)
  const { nodes, workS, limitS, startupS } = chainOf(answered.value)
  const chain = { nodes, work: workS, limit: limitS, startup: startupS, submit: (day - 1) * 86_400 }
  const options = readReplay({ policy: 'easy', run: chain })
  if (!options.ok || options.value.ask.run === null) throw new Error('the run cannot be asked')
  const alone = replay(
    monthAsRead(1).imported,
    { ...options.value, ask: { ...options.value.ask, run: null } },
    null,
  )
  if (!alone.ok) throw new Error('the month cannot be replayed')
  const plan = finished(plannedSteps(alone.value.workload, options.value, options.value.ask.run), null)
  if (plan === null) throw new Error('the run never ends')
  // The range of the end has the run's own length in it, as the page's words say.
  const startsNow = startsAtOnce(alone.value, options.value, options.value.ask.run.planned)
  return { ...withLength(plan, lengthsOf(answered.value)), startsNow }
}

describe('a run planned into the queue', () => {
  it('starts and ends when the simulation says, with its range, delays whom it says, and passes axe', async () => {
    const { page, errors, close } = await open({ at: `${runAt}&runDay=6` })
    await ranged(page)
    const { firstStartS, lastEndS, links, delay, delayBySize, startsNow } = planned(6)
    await allDone(page)
    const text = (await page.locator('h1').innerText()).replaceAll('\u00a0', ' ')
    const between = (low: number, high: number) =>
      low === high ? instant(low, null) : `between ${instant(low, null)} and ${instant(high, null)}`
    expect(text).toContain(`starts ${between(firstStartS.p10, firstStartS.p90)}`)
    expect(text).toContain(`ends ${between(lastEndS.p10, lastEndS.p90)} (p10 to p90)`)
    const chain = (await page.locator('.also').innerText()).replaceAll('\u00a0', ' ')
    expect(chain).toMatch(new RegExp(`^${count(links)} jobs in a chain, each of up to .*, on 128 nodes\\.$`))
    const values = page.locator('.figures').first().locator('.value')
    await expect
      .poll(async () => (await values.allInnerTexts()).filter((_, at) => at !== 2))
      .toEqual([instant(firstStartS.p50, null), instant(lastEndS.p50, null), duration(delay.meanDelayS.p50)])
    // All repeats start before the tenth day, and none has ended on it.
    await page.getByLabel('By day').fill('10')
    await page.getByLabel('By day').press('Enter')
    // A smaller job is told only where it may run for longer than every larger one.
    const longest = startsNow.filter(({ limitS }, at) =>
      startsNow.slice(0, at).every((a) => a.limitS < limitS),
    )
    const told = longest.map(
      ({ nodes, limitS }) =>
        `${count(nodes)} ${nodes === 1 ? 'node' : 'nodes'} for up to ${duration(limitS)}`,
    )
    const atOnce =
      told.length === 0 ? 'No size of it' : `Would start at once when it joins: ${told.join('; ')}.`
    await expect
      .poll(async () => (await page.innerText('main')).replaceAll('\u00a0', ' '))
      .toContain(atOnce.replaceAll('\u00a0', ' '))
    const odds = 'By day 10, 00:00 the chance that it has started is 100 %, that it has ended 0 %'
    await page.getByText(odds).waitFor()
    await unfold(page, 'delays')
    const sizes = page.locator('.delays table').first().locator('tbody tr')
    await expect
      .poll(async () => sizes.locator('td:first-of-type').allInnerTexts())
      .toEqual(delayBySize.map(({ meanDelayS }) => duration(meanDelayS.p50)))
    await page.locator('.legend .striped').waitFor()
    await expect
      .poll(async () => page.locator('.timeline h2').innerText())
      .toMatch(/^Your run, striped, holds [\d.]+\s% of/)
    // The same window at two widths and in both themes, and on a phone, where the sheet leaves the headline in sight.
    await allDone(page)
    await expectSound({ page, errors })
    await page.getByRole('button', { name: 'Change the queue' }).click()
    const sheet = await page.locator('.sheet').boundingBox()
    const headline = await page.locator('h1').boundingBox()
    expect((headline?.y ?? 0) + 60).toBeLessThan(sheet?.y ?? 0)
    await close()
  })

  it('is put in by a button, moved by arrow keys, kept in the address, and taken out', async () => {
    const { page, close } = await open({ at: runAt })
    await page.getByRole('button', { name: 'Plan it into the queue' }).click()
    await ranged(page)
    const before = await page.locator('h1').innerText()
    const slider = page.getByRole('slider', { name: 'Joins the queue on day' })
    // While the day moves, what others wait for it stays in its place, and nothing below moves.
    const chartAt = async () =>
      page.evaluate(() => document.querySelector('.timeline')?.getBoundingClientRect().top)
    await unfold(page, 'delays')
    const chartStood = await chartAt()
    await page.evaluate(() => {
      const look = () => {
        if (document.querySelector('.delays table') === null) document.body.dataset['left'] = 'yes'
      }
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
      look()
    })
    await slider.focus()
    for (let press = 0; press < 8; press += 1) await page.keyboard.press('ArrowRight')
    await page.waitForFunction((old) => document.querySelector('h1')?.textContent !== old, before)
    await expect.poll(async () => slider.getAttribute('aria-valuetext')).toBe('day 8, 00:00')
    await expect.poll(() => page.url()).toContain('runDay=8')
    await headlineHas(page, 'on day 8, 00:00')
    expect(await chartAt()).toBe(chartStood)
    await ranged(page)
    expect(await chartAt()).toBe(chartStood)
    expect(await page.evaluate(() => document.body.dataset['left'])).toBeUndefined()
    await allDone(page)
    const after = await page.locator('h1').innerText()
    await page.reload()
    await ranged(page)
    await expect.poll(async () => page.locator('h1').innerText()).toBe(after)
    await page.getByRole('button', { name: 'Take it out' }).click()
    await headlineHas(page, 'EASY backfilling keeps')
    await page.locator('.legend .striped').waitFor({ state: 'detached' })
    await close()
  })

  it('can be asked why it does not start earlier; going before all others it starts no later', async () => {
    const { page, close } = await open({ at: `${runAt}&runDay=9` })
    await ranged(page)
    await page.locator('.because').getByText('link 1 of your run').waitFor()
    await page.getByLabel('Job', { exact: true }).fill('1')
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.locator('.because').getByText('job 1 runs').waitFor()
    // What is typed stays while an answer of another question comes.
    await page.getByLabel('Job', { exact: true }).fill('12')
    await page.getByRole('button', { name: 'Why not earlier? Starts' }).click()
    await page.locator('.because').getByText('link 1 of your run').waitFor()
    await expect.poll(async () => page.getByLabel('Job', { exact: true }).inputValue()).toBe('12')
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.locator('.because').getByText('job 12 ').waitFor()
    await page.getByRole('button', { name: 'Why not earlier? Starts' }).click()
    await page.locator('.because').getByText('link 1 of your run').waitFor()
    await expect.poll(async () => page.evaluate(() => document.activeElement?.id)).toBe('why-now')
    const waits = page.locator('.figures').first().locator('.value').nth(2)
    await allDone(page)
    const usual = await waits.innerText()
    await page.getByLabel('Place in the queue').selectOption('before all others')
    await page.waitForFunction(
      (old) => document.querySelectorAll('.figures .value')[2]?.textContent !== old,
      usual,
    )
    await ranged(page)
    const inHours = (text: string) => {
      const [, value = '', unit = ''] = /^([\d.]+)\s(\S+)$/.exec(text) ?? []
      return Number(value) * ({ s: 1 / 3600, min: 1 / 60, h: 1, days: 24 }[unit] ?? NaN)
    }
    await expect.poll(async () => inHours(await waits.innerText())).toBeLessThan(inHours(usual))
    await close()
  })

  it('that the machine cannot hold says so and offers what it can', async () => {
    const { page, close } = await open({ at: `${runAt}&runDay=1` })
    const record = '1 0 -1 100 8 -1 -1 8 200 -1 1 1 1 -1 1 -1 -1 -1'
    await give(page, 'small.swf', `; MaxProcs: 64\n; UnixStartTime: 1772323200\n${record}\n`)
    const alert = page.getByRole('alert')
    await alert.getByText('the run asks for 128 nodes; the machine has 64').waitFor()
    await alert.getByRole('button', { name: 'Use 256 accelerators' }).click()
    await page.locator('.also', { hasText: 'on 64 nodes' }).waitFor()
    await ranged(page)
    await expect.poll(async () => alert.count()).toBe(0)
    // The log has a calendar: the day is a date.
    await expect
      .poll(async () => page.getByLabel('Joins the queue on (UTC)').last().inputValue())
      .toBe('2026-03-01T00:00')
    await page.getByLabel('Joins the queue on (UTC)').last().fill('2026-03-03T12:00')
    await page.waitForFunction(() => location.hash.includes('runDay=3.5'))
    await headlineHas(page, 'on Mar 3, 2026, 12:00')
    await close()
  })
})

/** A log of so many jobs of the Lublin-Feitelson model on 1,152 nodes. */
function logOf(jobs: number): string {
  const { submitS, actualS, nodes, requestedS } = synthesize({
    seed: 1,
    jobs,
    nodes: 1152,
    kind: 'batch',
    load: 0.7,
    limits: 'usual',
  })
  const record = (i: number) => {
    const size = String(nodes[i] ?? 0)
    const [submit, ran, limit] = [submitS[i], actualS[i], requestedS[i]].map(String)
    return [i + 1, submit, -1, ran, size, -1, -1, size, limit, -1, 1, i % 97, i % 13, -1, 1, -1, -1, -1].join(
      ' ',
    )
  }
  return `; MaxProcs: 1152\n${Array.from(submitS, (_, i) => record(i)).join('\n')}\n`
}

/** From now on, what is drawn on canvases is counted in the page's own `data-marks`. */
async function countMarks(page: Page): Promise<void> {
  await page.evaluate(() => {
    let marks = 0
    for (const name of ['lineTo', 'fillRect', 'rect', 'arc', 'bezierCurveTo'] as const) {
      const drawn = CanvasRenderingContext2D.prototype[name]
      Object.defineProperty(CanvasRenderingContext2D.prototype, name, {
        value(this: CanvasRenderingContext2D, ...given: unknown[]) {
          marks += 1
          document.body.dataset['marks'] = String(marks)
          return Reflect.apply(drawn, this, given)
        },
      })
    }
  })
}

describe('a long log', () => {
  /** Milliseconds of the page's own work in one task; a person notices a page that stands still for longer. */
  const mostMs = 150

  it('of 150,000 jobs is read, drawn, zoomed and planned into without holding up the page', async () => {
    const { page, errors, close } = await open({ at: `${runAt}&runDay=40` })
    const path = join(mkdtempSync(join(tmpdir(), 'petaplan-')), 'long.swf')
    writeFileSync(path, logOf(150_000))
    await served.browser.startTracing(page, { categories: ['toplevel'] })
    await page.setInputFiles('#log', path)
    await page.getByText('Log: long.swf').waitFor()
    await page.waitForFunction(() => document.querySelector('h1')?.textContent?.includes('day 40'))
    await unfold(page, 'without')
    const jobs = page.locator('#without p').first()
    await jobs.getByText('busy with').waitFor()
    await page.locator('.timeline').waitFor()
    await page.getByText('Repeats for the ranges').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Work them out' }).waitFor()
    await countMarks(page)
    const shown = page.locator('.zoom .quiet')
    for (const button of ['Closer', 'Closer', 'Later', 'Wider']) {
      const old = await shown.innerText()
      await page.getByRole('button', { name: button }).click()
      await page.waitForFunction((text) => document.querySelector('.zoom .quiet')?.textContent !== text, old)
    }
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
    const longest = longestTaskMs(await served.browser.stopTracing())
    const marks = await page.evaluate(() => Number(document.body.dataset['marks']))
    process.stdout.write(`queue: ${String(marks)} marks for four stretches of 150,000 jobs\n`)
    // A few for each of some 1,100 pixels, in at most seven layers of four panels: never one for each job.
    expect(marks).toBeGreaterThan(1000)
    expect(marks).toBeLessThan(4 * 1100 * 4 * 7)
    process.stdout.write(`queue: longest task with 150,000 jobs ${longest.toFixed(0)} ms\n`)
    expect(longest).toBeLessThan(mostMs * (await slowness(page)))
    expect(errors).toEqual([])
    await close()
  })
})
