import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { monthAsRead } from '../../sim/questions/queue/views/month.ts'
import { plainReplay } from '../sim/questions/queue/plain-replay.ts'
import { replay } from '../../sim/questions/queue/replay.ts'
import { count, short } from '../../web/format.ts'
import { duration, instant } from '../../web/queue/words/times.ts'
import {
  allDone,
  expectSound,
  give,
  headlineHas,
  openQueue,
  plain,
  type Shape,
  unfold,
} from './queue-page.ts'
import { servedPage } from './served.ts'

const served = servedPage()

const open = (shape: Shape = {}) => openQueue(served.browser, served.url, shape)

const swf = `; MaxProcs: 8
1 0 0 100 8 -1 -1 8 200 -1 1 1 1 -1 1 -1 -1 -1
2 10 90 50 4 -1 -1 4 60 -1 1 1 2 -1 1 -1 -1 -1
3 20 -1 -1 4 -1 -1 4 60 -1 0 1 2 -1 1 -1 -1 -1
`

describe('the queue', () => {
  it('reads a log, compressed or not, and reports what it left out', async () => {
    const { page, errors, close } = await open()
    // What is read here stays here: nothing that is asked for while a log is read carries anything, or goes to the API.
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.method() !== 'GET' || request.url().includes('/api/')) sent.push(request.url())
    })
    for (const [name, file] of [
      ['a.swf', swf],
      ['b.swf.gz', gzipSync(swf)],
    ] as const) {
      await give(page, name, file)
      await page.getByText(`Log: ${name}`).waitFor()
      await headlineHas(page, '8 nodes busy with 2 jobs')
      await page.getByText('Left out, no positive run time: 1 (4 …)').waitFor()
    }
    // What the log records, and so what the replay is worth, is the first of the details, and its title says it.
    await page.getByText('The replay starts 100 % of the jobs within 10 min').waitFor()
    await expect.poll(async () => page.locator('.folds details').first().getAttribute('id')).toBe('recorded')
    // The second waits for the first from 10 s to 100 s.
    await page
      .locator('.because')
      .getByText(/waits 90\ss/)
      .first()
      .waitFor()
    expect(sent).toEqual([])
    expect(errors).toEqual([])
    await close()
  })

  it('says what is wrong with a file, keeps the old answer and recovers', async () => {
    const { page, close } = await open()
    await give(page, 'page.html', '<!doctype html><html></html>')
    const alert = page.getByRole('alert')
    await alert.getByText('is a web page or XML').waitFor()
    // A file that is refused changes nothing: what is in sight is still what is asked for.
    await expect.poll(async () => page.locator('.answer.stale').count()).toBe(0)
    await page.locator('.controls p').getByText('An invented month').waitFor()
    // So it is no step that could be taken back.
    await expect.poll(async () => page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true)
    await alert.getByText('is a web page or XML').waitFor()
    await give(page, 'broken.swf.gz', gzipSync(swf.repeat(50)).subarray(0, 60))
    await alert.getByText('the gzip stream breaks off or is damaged').waitFor()
    // What was being worked out for it goes on.
    await page.locator('#policies').waitFor()
    await allDone(page)
    await give(page, 'jobs.csv', 'id,submit,nodes,requested_s,actual_s\na,0,2,10,10\nb,0,4,10,10\n')
    await alert.getByText('nodes: is missing').waitFor()
    await page.getByLabel('Nodes', { exact: true }).fill('4')
    await page.getByLabel('Nodes', { exact: true }).press('Enter')
    await headlineHas(page, '4 nodes busy with 2 jobs')
    await expect.poll(async () => alert.count()).toBe(0)
    await close()
  })

  it('replays under another policy and sets all of them side by side', async () => {
    const { page, close } = await open()
    await page.getByLabel('Policy', { exact: true }).selectOption('fcfs')
    await headlineHas(page, 'First come, first served keeps')
    const table = page.locator('#policies')
    await allDone(page)
    await expect.poll(async () => table.locator('tbody tr').count()).toBe(4)
    await expect.poll(async () => table.locator('tr.chosen th').innerText()).toBe('First come, first served')
    await close()
  })

  it('keeps policy, machine and stretch in the address', async () => {
    const { page, close } = await open({ at: '&policy=fcfs&machineNodes=3000&fromDay=3&untilDay=9' })
    await headlineHas(page, 'First come, first served keeps')
    await headlineHas(page, 'of 3,000 nodes')
    await page.locator('.zoom').getByText('day 3, 00:00 to day 9, 00:00').waitFor()
    await page.getByRole('button', { name: 'All' }).click()
    await page.waitForFunction(() => !location.hash.includes('fromDay'))
    await page.getByLabel('Policy', { exact: true }).selectOption('easy')
    await headlineHas(page, 'EASY backfilling keeps')
    expect(page.url()).toContain('policy=easy')
    await page.goBack()
    await headlineHas(page, 'First come, first served keeps')
    await close()
  })

  it('offers a machine that the jobs fit on, and comes back after work was given up', async () => {
    const { page, close } = await open()
    await give(page, 'jobs.csv', 'id,submit,nodes,requested_s,actual_s\na,0,16,10,10\nb,0,12,10,10\n')
    await page.getByRole('alert').getByText('nodes: is missing').waitFor()
    await page.getByLabel('Nodes', { exact: true }).fill('8')
    await page.getByLabel('Nodes', { exact: true }).press('Enter')
    await page.getByText('None of 2 jobs fits on 8 nodes').waitFor()
    await page.getByRole('button', { name: 'Use 16 nodes' }).click()
    await headlineHas(page, '16 nodes busy with 2 jobs')
    await close()
  })
})

/** One window for all that is asked of the month as it is, since each opening replays it fifty times. */
describe('the invented month', () => {
  let opened: Awaited<ReturnType<typeof open>> | null = null
  const month = () => {
    if (opened === null) throw new Error('the month is not open')
    return opened
  }
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened?.close())

  it('shows the numbers of the simulation, and says that it is invented', async () => {
    const { page } = month()
    const made = replay(monthAsRead(1).imported, plainReplay, null)
    if (!made.ok) throw new Error('the month cannot be replayed')
    const { metrics, waitsBySize } = made.value.answer
    await expect
      .poll(async () => plain(await page.locator('h1').innerText()))
      .toContain(
        `${short((metrics.utilisation ?? 0) * 100)} % of 2,688 nodes busy with ${count(metrics.jobs)} jobs`,
      )
    await expect
      .poll(async () => page.locator('.figure .value').nth(1).innerText())
      .toBe(duration(metrics.mean_wait_s ?? 0))
    for (const id of ['waits', 'budgets']) await unfold(page, id)
    const sizes = page.locator('#waits tbody tr')
    await expect.poll(async () => sizes.count()).toBe(waitsBySize.length)
    await page.getByText('Invented, not a record of Alps').waitFor()
    await page.getByText('The budgets are invented').waitFor()
  })

  it('says who waits least and most, and what is chance', async () => {
    const { page } = month()
    const table = page.locator('#policies')
    await unfold(page, 'policies')
    await page.waitForFunction(() => document.querySelectorAll('#policies .band').length === 4)
    await expect
      .poll(async () => table.locator('h2').innerText())
      .toMatch(/^The same jobs wait .* under 'First come, first served'$/)
    const ranges = await table.locator('tbody td:nth-child(2)').allInnerTexts()
    for (const range of ranges) expect(range).toMatch(/^[\d.]+.\S+ \(.* to .*\)$/)
  })

  it('every figure has its range and can be asked why; the numbers put in give the figure', async () => {
    const { page } = month()
    await page.waitForFunction(() => document.querySelectorAll('.figures .band').length === 4)
    await page.getByRole('button', { name: 'Why mean wait?' }).click()
    const result = plain(await page.getByRole('dialog').locator('.result').innerText())
    const [, sum, jobs, mean] = /^([\d,.]+) h ÷ ([\d,]+) jobs = ([\d,.]+) h$/.exec(result) ?? []
    const number = (text: string | undefined) => Number(text?.replaceAll(',', ''))
    expect(number(sum) / number(jobs) / number(mean)).toBeCloseTo(1, 4)
    // Every figure is marked by what it rests on, and the list says of each where it is from.
    const marks = await page.locator('.figures .marks').allInnerTexts()
    expect(new Set(marks).size).toBe(1)
    const counted = [...(marks[0] ?? '').matchAll(/(\d+) (?:published|assumed|given)/g)].map(([, many]) =>
      Number(many),
    )
    const inputs = page.getByRole('dialog').locator('.assumptions > div')
    await expect.poll(async () => inputs.count()).toBe(counted.reduce((all, one) => all + one, 0))
    const sources = await inputs.locator('dd').allInnerTexts()
    expect(sources.filter((source) => source.trim().length < 3)).toEqual([])
    expect((await inputs.first().innerText()).includes('our judgement')).toBe(true)
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await expect
      .poll(async () => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Why mean wait?')
    // What a control changes leads to it.
    for (const [name, control] of [
      ['Policy', 'policy'],
      ['Workload', 'log'],
    ] as const) {
      await page.getByRole('button', { name: 'Why mean wait?' }).click()
      await inputs.getByRole('button', { name, exact: true }).click()
      await expect.poll(async () => page.evaluate(() => document.activeElement?.id)).toBe(control)
    }
  })

  it('answers why a job does not run, by its label and at the instant of a click', async () => {
    const { page } = month()
    const because = page.locator('.because')
    await because.getByText('From what was known then it starts').waitFor()
    await page.getByLabel('Job', { exact: true }).fill('no such job')
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.getByText("No job is called 'no such job'.").waitFor()
    await page.getByLabel('Job', { exact: true }).fill('1')
    await page.getByRole('button', { name: 'Ask' }).click()
    await because.getByText('job 1 runs').waitFor()
    await page.locator('.panel.occupancy canvas').click({ position: { x: 800, y: 100 } })
    await because.getByText('job 1 has ended').waitFor()
  })

  it('the charts are a table, a CSV and a picture too', async () => {
    const { page } = month()
    await page.getByText('The same as a table').click()
    // The table comes a moment after its fold opens.
    await page.locator('.timeline tbody tr').nth(20).waitFor()
    const taken = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.timeline').getByRole('button', { name }).click(),
      ])
      return readFileSync(await download.path())
    }
    const csv = (await taken('CSV')).toString().split('\n')
    const [head = '', ...rows] = csv.filter((line) => !line.startsWith('#'))
    expect(head).toMatch(/^from_s,to_s,nodes llm-pretraining,/)
    for (const row of rows) {
      const busy = row.split(',').slice(2, 7).map(Number)
      expect(busy.reduce((sum, nodes) => sum + nodes, 0)).toBeLessThanOrEqual(2688.001)
    }
    expect([...(await taken('PNG')).subarray(1, 4)]).toEqual([...Buffer.from('PNG')])
  })

  it('looks closer by key, button and drag, and shows everything again', async () => {
    const { page } = month()
    const shown = page.locator('.zoom .quiet')
    const change = async (act: () => Promise<void>): Promise<string> => {
      const old = await shown.innerText()
      await act()
      await page.waitForFunction((text) => document.querySelector('.zoom .quiet')?.textContent !== text, old)
      return shown.innerText()
    }
    const all = await shown.innerText()
    expect(all).toMatch(/^day 1, 00:\d\d to day 3\d, /)
    await page.locator('.panels').focus()
    await change(() => page.keyboard.press('+'))
    await change(() => page.keyboard.press('ArrowRight'))
    await change(() => page.getByRole('button', { name: 'Closer' }).click())
    await page.locator('.panels').focus()
    expect(await change(() => page.keyboard.press('Home'))).toBe(all)
    const canvas = page.locator('.panel.occupancy canvas')
    await canvas.scrollIntoViewIfNeeded()
    const box = await canvas.boundingBox()
    if (box === null) throw new Error('the chart is not there')
    await change(async () => {
      await page.mouse.move(box.x + 200, box.y + 100)
      await page.mouse.down()
      await page.mouse.move(box.x + 400, box.y + 100, { steps: 5 })
      await page.mouse.up()
    })
  })

  it('passes axe at two widths and in both themes with its table open, and has nothing to scroll sideways', async () => {
    const { page } = month()
    await allDone(page)
    await expectSound(month())
  })
})

describe('times in words', () => {
  it.each([
    [0, '0 s'],
    [90, '90 s'],
    [600, '10 min'],
    [9000, '2.5 h'],
    [259_200, '3 days'],
  ])('%d s are %s', (seconds, words) => {
    expect(duration(seconds).replaceAll('\u00a0', ' ')).toBe(words)
  })

  it('are days from the beginning, or dates where the log has a calendar', () => {
    expect(instant(90_061, null)).toBe('day 2, 01:01')
    expect(instant(3600, 1_772_366_400)).toBe('Mar 1, 2026, 13:00')
  })
})
