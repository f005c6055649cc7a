import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { idOf } from '../../sim/queue/engine/job.ts'
import { finished } from '../../sim/queue/outlook/plan-run.ts'
import { answerFigures } from '../../sim/questions/estimate/answer-figures.ts'
import { monthFields, standingBudgets } from '../../sim/questions/queue/views/month-budgets.ts'
import { monthAsRead } from '../../sim/questions/queue/views/month.ts'
import { chainOf } from '../../sim/questions/queue/views/planned-run.ts'
import { extentOf } from '../../sim/questions/queue/views/timeline.ts'
import { plannedSteps } from '../../sim/questions/queue/questions.ts'
import { readReplay } from '../../sim/questions/queue/input.ts'
import { replay } from '../../sim/questions/queue/replay.ts'
import { count, short } from '../../web/format.ts'
import { lengthsOf, withLength } from '../../web/queue/worker/length.ts'
import { duration, instant } from '../../web/queue/words/times.ts'
import {
  allDone,
  expectSound,
  give,
  headlineHas,
  plain,
  longestTaskMs,
  openQueue,
  type Shape,
  unfold,
} from './queue-page.ts'
import { servedPage } from './served.ts'
import { slowness } from './slowness.ts'

const served = servedPage()

const open = (shape: Shape = {}) => openQueue(served.browser, served.url, shape)
const { imported } = monthAsRead(1)

type Choice = 'shown' | 'enforced'

function optionsWith(choice: Choice, fields: object) {
  const month = monthFields(choice)
  const options = month.ok ? readReplay({ ...month.value, ...fields }) : month
  if (!options.ok) throw new Error('cannot be asked')
  return options.value
}

/** Replays of the month by what was asked: most tests ask for one of the same two. */
const months = new Map<string, ReturnType<typeof replayed>>()

function replayed(choice: Choice, policy: string) {
  const read = replay(imported, optionsWith(choice, { policy }), null)
  if (!read.ok) throw new Error('the month cannot be replayed')
  return read.value
}

function month(choice: Choice, policy: string = 'easy') {
  const key = `${choice} ${policy}`
  const found = months.get(key) ?? replayed(choice, policy)
  months.set(key, found)
  return found
}

const cells = async (page: Page, selector: string) =>
  (await page.locator(selector).allInnerTexts()).map((row) => plain(row).split('\t'))
const enforce = (page: Page, label: string) => page.getByLabel('Budgets', { exact: true }).selectOption(label)

function effectRow(name: string, choice: Choice): readonly string[] {
  const { metrics, budgets } = month(choice).answer
  return [
    name,
    `${short(100 * (metrics.utilisation ?? 0))} %`,
    count(budgets?.neverStarted ?? 0),
    count(budgets?.heldBack ?? 0),
    duration(metrics.mean_wait_s ?? 0),
    duration(metrics.max_wait_s ?? 0),
    short((metrics.node_seconds / 3600) * 4),
  ].map(plain)
}

/** The month with budgets enforced, in one window for all that only look at it. */
let looked: ReturnType<typeof open> | null = null

async function enforcedMonth() {
  looked ??= open({ at: '&budgets=enforced' })
  const opened = await looked
  await headlineHas(opened.page, 'with budgets enforced')
  return opened
}

describe('budgets on the queue page', () => {
  it('are only shown until they are enforced, with the numbers of the simulation, and are in the address', async () => {
    const { page, errors, close } = await open()
    const [shown, enforced] = [month('shown').answer.metrics, month('enforced').answer]
    const busy = (share: number | null) => `${short(100 * (share ?? 0))} % of 2,688 nodes busy`
    await headlineHas(page, `EASY backfilling keeps ${busy(shown.utilisation)}`)
    await enforce(page, 'enforced')
    const held = enforced.budgets?.neverStarted ?? 0
    expect(held).toBeGreaterThan(0)
    await headlineHas(page, `with budgets enforced keeps ${busy(enforced.metrics.utilisation)}`)
    await headlineHas(page, `with ${count(14_071 - held)} jobs over`)
    await headlineHas(page, `${count(held)} more are held to the end`)
    const wait = page.locator('.figure .value').nth(1)
    await expect.poll(async () => wait.innerText()).toBe(duration(enforced.metrics.mean_wait_s ?? 0))
    expect(page.url()).toContain('budgets=enforced')
    await page.reload()
    await headlineHas(page, 'with budgets enforced')
    await page.goBack()
    await headlineHas(page, `EASY backfilling keeps ${busy(shown.utilisation)}`)
    expect(page.url()).not.toContain('budgets')
    expect(errors).toEqual([])
    await close()
  })

  it('say what enforcing does beside only showing them, whichever is chosen', async () => {
    const { page, close } = await open()
    const rows = [effectRow('only shown', 'shown'), effectRow('enforced', 'enforced')]
    await page.getByText(/^Enforced, the budgets hold \d+ jobs to the end and keep/).waitFor()
    await unfold(page, 'budgets')
    const effect = '.budgets .wide:first-of-type tbody tr'
    await expect.poll(() => cells(page, effect)).toEqual(rows)
    await expect.poll(async () => page.locator('.budgets tr.chosen th').innerText()).toBe('only shown')
    await enforce(page, 'enforced')
    await headlineHas(page, 'with budgets enforced')
    await expect.poll(() => cells(page, effect)).toEqual(rows)
    await expect.poll(async () => page.locator('.budgets tr.chosen th').innerText()).toBe('enforced')
    await close()
  })

  it('enforced, stand as the simulation says, with the jobs that each holds to the end', async () => {
    const { page } = await enforcedMonth()
    const enforced = month('enforced')
    const { budgets } = optionsWith('enforced', {}).beyond
    if (budgets === null) throw new Error('the month has budgets')
    const standing = standingBudgets(enforced, budgets.plan, extentOf(enforced)[1])
    await unfold(page, 'budgets')
    const rows = async () => {
      const all = await cells(page, '.budgets .wide:last-of-type tbody tr')
      return all.map((row) => [row[0], row[1], row[2], row.at(-1)])
    }
    // The accounts are reckoned after the headline.
    await expect
      .poll(rows)
      .toEqual(
        standing.map(({ project, period, heldJobs }) =>
          [project, short(period.budgetGpuH), short(period.usedGpuH), count(heldJobs)].map(plain),
        ),
      )
    await page.getByText('ml-students gets 31,000 GPU-hours on day 15, 00:00').waitFor()
  })

  it('enforced, are so under each policy side by side', async () => {
    const { page } = await enforcedMonth()
    await allDone(page)
    const rows = await cells(page, '#policies tbody tr')
    const answers = ['fcfs', 'easy', 'conservative', 'conservative_rebuild'].map(
      (policy) => month('enforced', policy).answer,
    )
    expect(rows.map((row) => [row[3], row[4], row.at(-1)])).toEqual(
      answers.map(({ metrics, budgets }) => [
        plain(duration(metrics.max_wait_s ?? 0)),
        plain(short(metrics.mean_bounded_slowdown ?? 0)),
        count(budgets?.neverStarted ?? 0),
      ]),
    )
  })

  it('enforced, pass axe at two widths and in both themes, and have nothing to scroll sideways', async () => {
    const { page, errors } = await enforcedMonth()
    await allDone(page)
    await expectSound({ page, errors })
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('never to cover a job, are what the page asks of first: no deposit is to come, and no number is endless', async () => {
    const { page } = await enforcedMonth()
    const because = page.locator('.because')
    await because.getByText('No deposit is to come that would cover it.').waitFor()
    const text = plain(await because.innerText())
    expect(text).toMatch(/^At day 31, \d\d:\d\d job \d+ is held back\. .* and never starts\./)
    expect(text).toMatch(/are 98,304 GPU-hours, and astrophysics has [\d,.]+ left that no running job holds/)
    expect(text).toContain('From what was known then its budget never covers it')
    await expect.poll(async () => page.locator('body').innerText()).not.toMatch(/Infinity|NaN|undefined|∞/)
  })

  it('are not offered for a log, and a choice that is none is refused', async () => {
    const { page, close } = await enforcedMonth()
    await give(page, 'jobs.csv', 'id,submit,nodes,requested_s,actual_s\na,0,4,10,10\nb,0,4,10,10\n')
    await page.getByLabel('Nodes', { exact: true }).fill('4')
    await page.getByLabel('Nodes', { exact: true }).press('Enter')
    await headlineHas(page, 'EASY backfilling keeps 100 % of 4 nodes busy')
    await expect.poll(async () => page.getByLabel('Budgets', { exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: 'An invented month on Alps' }).click()
    await headlineHas(page, 'with budgets enforced')
    await page.evaluate(() => (location.hash = '#view=queue&budgets=ignored'))
    await page.getByRole('alert').getByText("'ignored' is no choice; give shown or enforced").waitFor()
    await close()
  })
})

describe('a job that a budget holds back', () => {
  it('until a deposit, is told its instant and its hours, and starts then', async () => {
    const atS = 14 * 86_400
    const { workload, schedule } = month('enforced')
    const { jobs } = workload
    const isHeld = (job: number) =>
      jobs.projects[jobs.projectOf[job] ?? -1] === 'ml-students' &&
      schedule.startS[job] === atS &&
      (jobs.submitS[job] ?? 0) < atS - 7200
    const job = [...jobs.submitS.keys()].find(isHeld) ?? -1
    const { page, close } = await open({ at: '&budgets=enforced&fromDay=13&untilDay=16' })
    const because = page.locator('.because')
    await because.getByText('No deposit is to come').waitFor()
    await page.getByLabel('Job', { exact: true }).fill(idOf(jobs, job))
    await page.getByRole('button', { name: 'Ask' }).click()
    await because.getByText('The next deposit comes on day 15, 00:00: 31,000 GPU-hours.').waitFor()
    const text = plain(await because.innerText())
    expect(text).toContain('is held back. It asks for 1 node')
    expect(text).toContain('starts day 15, 00:00 and waits')
    expect(text).toMatch(/Running jobs of the project, \d+ in all, hold [\d,.]+ GPU-hours/)
    expect(text).not.toMatch(/Infinity|NaN/)
    await expect.poll(async () => page.locator('.because tbody tr').count()).toBeGreaterThan(0)
    await close()
  })
})

/** Three weeks on 512 of the month's 2,688 nodes. */
const run = { model: 'apertus-8b', tokens: '2T', system: 'alps', gpus: '512' }
const runAt = `&${new URLSearchParams(run).toString()}&runDay=17`

function planned(choice: Choice) {
  const answered = answerFigures({ ...run, gpus: Number(run.gpus) })
  if (answered.status !== 'answer') throw new Error(answered.status)
  const { nodes, workS, limitS, startupS } = chainOf(answered.value)
  const chain = { nodes, work: workS, limit: limitS, startup: startupS, submit: 16 * 86_400 }
  const options = optionsWith(choice, { policy: 'easy', run: chain })
  const question = options.ask.run
  const plan =
    question === null ? null : finished(plannedSteps(month(choice).workload, options, question), null)
  if (plan === null) throw new Error('the run never ends')
  return withLength(plan, lengthsOf(answered.value))
}

describe('a run planned where budgets are enforced', () => {
  it('starts, ends and delays others as the simulation says, which is not as where they are only shown', async () => {
    const plan = planned('enforced')
    expect(plan.lastEndS).not.toEqual(planned('shown').lastEndS)
    const { page, errors, close } = await open({ at: `${runAt}&budgets=enforced` })
    await headlineHas(page, '(p10 to p90)')
    const values = page.locator('.figures').first().locator('.value')
    await expect
      .poll(async () => (await values.allInnerTexts()).map(plain))
      .toEqual(
        [
          instant(plan.firstStartS.p50, null),
          instant(plan.lastEndS.p50, null),
          duration(plan.waitS.p50),
          duration(plan.delay.meanDelayS.p50),
        ].map(plain),
      )
    await unfold(page, 'budgets')
    await page.getByText('your run draws on none of them').waitFor()
    await unfold(page, 'without')
    await page.locator('#without').getByText('with budgets enforced').waitFor()
    expect(errors).toEqual([])
    await close()
  })
})

describe('the page with budgets enforced', () => {
  /** Milliseconds of the page's own work in one task; a person notices a page that stands still for longer. */
  const mostMs = 150

  it('stays responsive while they are enforced under one policy after the other', async () => {
    const { page, close } = await open()
    await allDone(page)
    await served.browser.startTracing(page, { categories: ['toplevel'] })
    await enforce(page, 'enforced')
    await headlineHas(page, 'with budgets enforced')
    for (const [policy, name] of [
      ['fcfs', 'First come, first served'],
      ['conservative', 'Conservative backfilling'],
    ] as const) {
      await page.getByLabel('Policy', { exact: true }).selectOption(policy)
      await headlineHas(page, `${name} with budgets enforced`)
    }
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
    const longest = longestTaskMs(await served.browser.stopTracing())
    process.stdout.write(`queue: longest task with budgets enforced ${longest.toFixed(0)} ms\n`)
    expect(longest).toBeLessThan(mostMs * (await slowness(page)))
    await close()
  })
})
