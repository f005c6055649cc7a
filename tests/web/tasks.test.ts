import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ended, pending, sacct } from '../sim/queue/import/slurm-dump.ts'
import { headlineHas } from './queue-page.ts'
import { servedPage } from './served.ts'

const served = servedPage()
const mostSteps = 6
let page: Page
let steps: readonly string[] = []

/** One thing that a person does: a click, a choice, a file, a field filled. */
async function step(what: string, act: () => Promise<unknown>): Promise<void> {
  steps = [...steps, what]
  await act()
}

const button = (name: string) => page.getByRole('button', { name }).click()
const file = (selector: string, name: string, text: string) =>
  page.setInputFiles(selector, { name, mimeType: 'text/plain', buffer: Buffer.from(text) })

beforeEach(async () => {
  steps = []
  page = await (await served.browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(served.url)
  await page.locator('.answer h1').waitFor()
})

afterEach(async ({ task }) => {
  process.stdout.write(`${task.name}: ${String(steps.length)} steps: ${steps.join('; ')}\n`)
  expect(steps.length).toBeLessThanOrEqual(mostSteps)
  await page.context().close()
})

describe('a task, in at most six steps from the first view', () => {
  it('funder: what a 70B model on 15T tokens costs, how sure that is, own or rent, on paper', async () => {
    const answer = await page.locator('h1').innerText()
    expect(answer.replaceAll(/\s/g, ' ')).toMatch(
      /70B on 15 T tokens takes [\d.]+ to [\d.]+ days .*about CHF [\d.]+ M/,
    )
    await page.getByText(/^In 9 of 10 cases it is over within \d+ days/).waitFor()
    await step('the door of a funder', () => button('I fund'))
    await page.getByText(/^Owning is cheaper than renting/).waitFor()
    await page
      .getByText(/ is cheaper than .* in (each|[\d,]+) of [\d,]+ futures/)
      .first()
      .waitFor()
    // Of the view in sight: own or rent first, then what the run itself takes.
    await step('the briefing', () => button('Briefing'))
    await page.locator('.briefing .rests li').first().waitFor()
    await page
      .locator('.briefing h1')
      .filter({ hasText: /costs CHF\s.* is cheaper than / })
      .waitFor()
    expect(await page.locator('.briefing').innerText()).toContain(answer)
  })

  it('planner: an own model on an own cluster to script and dates', async () => {
    const config = { model_type: 'llama', hidden_size: 4096, intermediate_size: 11008, vocab_size: 32000 }
    const system = { name: 'Ours', acceleratorId: 'h100-sxm-80', nodes: 512, acceleratorsPerNode: 8 }
    await step('open the model', () => page.getByText('A model of your own').click())
    await step('its config.json', () =>
      file(
        '#file-model',
        'config.json',
        JSON.stringify({ ...config, num_hidden_layers: 32, num_attention_heads: 32 }),
      ),
    )
    await page.locator('h1').getByText('llama 6.74B on 15').waitFor()
    await step('open the machine', () => page.getByText('A machine of your own').click())
    await step('its system.json', () =>
      file('#file-system', 'system.json', JSON.stringify({ ...system, country: 'CHE' })),
    )
    await page.locator('h1').getByText('of Ours').waitFor()
    await step('open Hand over', () => page.getByText('Hand over: command').click())
    await page.locator('.script').getByText('#SBATCH --nodes=512').waitFor()
    await step('the first day', () => page.getByLabel('First day').fill('2027-03-01'))
    await page.getByText(/It ends between 2027-\d\d-\d\d and 2027-\d\d-\d\d/).waitFor()
  })

  it('planner: an own cluster that is smaller than the run asks for', async () => {
    const system = {
      name: 'Foo',
      acceleratorId: 'mi300x',
      nodes: 128,
      acceleratorsPerNode: 8,
      country: 'FIN',
    }
    await step('another model', () => page.locator('#model').selectOption('llama-3-8b'))
    await step('open the machine', () => page.getByText('A machine of your own').click())
    await step('its system.json', () => file('#file-system', 'system.json', JSON.stringify(system)))
    await page.locator('h1').getByText('on 1,024 accelerators of Foo').waitFor()
    await step('open Hand over', () => page.getByText('Hand over: command').click())
    await page.locator('.script').getByText('#SBATCH --nodes=128').waitFor()
    await step('the first day', () => page.getByLabel('First day').fill('2028-02-29'))
    await page.getByText(/It ends between 2028-\d\d-\d\d and 20\d\d-\d\d-\d\d/).waitFor()
    // Dates are of the run that is asked for, or of none.
    await page.locator('#gpus').fill('4096')
    await page.locator('#gpus').press('Enter')
    await page.getByText('Foo has 1,024 accelerators; the run asks for 4,096').first().waitFor()
    await page.getByText(/It ends between/).waitFor({ state: 'detached' })
  })

  it('operator: from a dump of Slurm to what the run does to the others', async () => {
    const jobs = Array.from({ length: 40 }, (_, at) => ({ ...ended, JobID: String(at + 1), NNodes: '600' }))
    const waiting = { ...pending, JobID: '99', NNodes: '600' }
    await step('the queue', () => page.getByRole('link', { name: 'Queue' }).click())
    await page.locator('#log').waitFor({ state: 'attached' })
    await step('the dump', () => file('#log', 'sacct.txt', sacct([...jobs, waiting])))
    // The dump says how large its jobs are, not how large the machine is.
    await page.getByText('does not say how many nodes').waitFor()
    await step('its nodes', async () => {
      await page.getByLabel('Nodes', { exact: true }).fill('2688')
      await page.getByLabel('Nodes', { exact: true }).press('Enter')
    })
    await step('the run', () => button('Plan it into the queue'))
    await headlineHas(page, 'Apertus 70B')
    await page.locator('#delays summary').waitFor()
  })

  it('teacher: a lesson to a class', async () => {
    await step('the door of a teacher', () => button('I teach'))
    await step('a lesson', () => button('The price of a failure'))
    await step('the sheet', () => page.getByText('For the teacher').click())
    await step('the class', () => page.getByLabel('Name of the class').fill('HPC 2027'))
    const made = page.locator('.teacher a')
    await expect.poll(async () => made.getAttribute('href')).toContain('class=HPC%202027')
    const link = (await made.getAttribute('href')) ?? ''
    await page.goto('about:blank')
    await page.goto(link)
    await page.getByText('Class: HPC 2027').waitFor()
    await page.locator('h1', { hasText: 'The price of a failure' }).waitFor()
  })
})
