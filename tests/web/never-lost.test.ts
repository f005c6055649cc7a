import { createServer } from 'node:http'
import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { logs } from '../sim/questions/pilot/logs.ts'
import { servedPage } from './served.ts'

const served = servedPage()

type Shape = { readonly at?: string; readonly width?: number; readonly hasTouch?: boolean }

async function open(
  { at = '', width = 1440, hasTouch = false }: Shape,
  prepare?: (context: BrowserContext) => Promise<unknown>,
): Promise<Page> {
  const context = await served.browser.newContext({ viewport: { width, height: 900 }, hasTouch })
  await prepare?.(context)
  const page = await context.newPage()
  await page.goto(`${served.url}/${at}`)
  return page
}

const headline = (page: Page) => page.locator('h1')

describe('a page of which a part is missing', () => {
  it('says so in place of computing for ever, and goes on when the part is there', async () => {
    const page = await open({}, (context) => context.route(/worker-/, (route) => route.abort()))
    await page.getByRole('alert').getByText('A part of the page is missing').waitFor()
    await expect.poll(async () => page.locator('main').innerText()).not.toContain('Computing')
    await page.context().unroute(/worker-/)
    await page.getByRole('button', { name: 'Try again' }).click()
    await headline(page).getByText('Apertus 70B').waitFor()
    await page.context().close()
  })

  it('says so of a view that is first opened without a connection', async () => {
    const page = await open({})
    await page.getByRole('button', { name: 'Pin as baseline' }).waitFor()
    await page.context().setOffline(true)
    await page.getByRole('status').getByText('a view that was not opened yet waits').waitFor()
    await page.getByRole('link', { name: 'Invest' }).click()
    await page.getByRole('alert').getByText('A part of the page is missing').waitFor()
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Try again' }).click()
    await headline(page).getByText('An accelerator-hour of').waitFor()
    await page.context().close()
  })
})

/** The server under another path, as behind a proxy, and how to take it away. */
async function underPath(path: string) {
  const proxy = createServer((request, response) => {
    void fetch(`${served.url}${(request.url ?? '').slice(path.length)}`).then(async (answer) => {
      const headers = ['content-type', 'cache-control'].map((name) => [name, answer.headers.get(name) ?? ''])
      response.writeHead(answer.status, Object.fromEntries(headers))
      response.end(Buffer.from(await answer.arrayBuffer()))
    })
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  return {
    url: `http://127.0.0.1:${port}${path}/`,
    close: () => {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
}

describe('a page that was loaded once', () => {
  it('opens, computes and shows other views when the server is gone, under a path of its own', async () => {
    const there = await underPath('/tools/petaplan')
    const context = await served.browser.newContext({ serviceWorkers: 'allow' })
    const page = await context.newPage()
    await page.goto(there.url)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    there.close()
    await context.setOffline(true)
    await page.goto(`${there.url}#gpus=512`)
    await page.reload()
    await headline(page).getByText('on 512 accelerators').waitFor()
    await page.getByRole('status').getByText('No connection. The page computes in your browser').waitFor()
    await page.getByRole('link', { name: 'Invest' }).click()
    await headline(page).getByText('An accelerator-hour of').waitFor()
    await page.getByRole('link', { name: 'API' }).click()
    await page.getByRole('heading', { name: 'POST /api/v1/estimate' }).waitFor()
    await page.goto(`${there.url}problems/bug`)
    await page.getByRole('heading', { name: 'This page needs a connection' }).waitFor()
    await page.getByRole('link', { name: 'The plan works without one' }).click()
    await headline(page).getByText('Apertus 70B').waitFor()
    await context.close()
  })
})

describe('a link that cannot be answered', () => {
  it.each([
    ['of a megabyte', `#model=${'m'.repeat(1_000_000)}`, 'characters long'],
    ['of a newer version', '#v=3&gpus=64&colour=red', 'newer version'],
  ])('%s says what is left out, and is no wider than the window', async (_name, at, said) => {
    const page = await open({ at })
    await page.getByText(said).waitFor()
    await expect.poll(async () => page.evaluate(() => document.documentElement.scrollWidth)).toBe(1440)
    await page.context().close()
  })

  it('of a model that is none leads on to one that is', async () => {
    const page = await open({ at: `#model=${'no'.repeat(20_000)}` })
    await page.getByText('Please correct the run').waitFor()
    await expect.poll(async () => page.locator('main').innerText()).not.toContain('Computing')
    await expect.poll(async () => page.evaluate(() => document.documentElement.scrollWidth)).toBe(1440)
    await page.getByRole('button', { name: 'Show Apertus-70B on Alps instead' }).click()
    await headline(page).getByText('Apertus 70B').waitFor()
    await page.context().close()
  })
})

describe('a way back', () => {
  it('takes back a move of a slider as a whole, by Undo and by Back', async () => {
    const page = await open({ at: '#model=llama-3-8b&tokens=1T&system=alps&gpus=64&mfu=0.4' })
    await headline(page).getByText('on 64 accelerators').waitFor()
    const slider = page.getByRole('slider', { name: 'Accelerators' })
    await slider.focus()
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
    await headline(page).getByText('on 512 accelerators').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await headline(page).getByText('on 64 accelerators').waitFor()
    await page.goForward()
    await headline(page).getByText('on 512 accelerators').waitFor()
    expect(page.url()).toContain('gpus=512')
    await page.keyboard.press('Control+z')
    await headline(page).getByText('on 64 accelerators').waitFor()
    await expect.poll(async () => page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true)
    await page.context().close()
  })
})

/** A step of 2.5 s, a fifth faster than predicted. */
const eighth = (_: string, ms: string) => `(ms): ${String(Number(ms) / 8)}`

describe('a hundred steps', () => {
  it('are taken back one by one by Undo, although a browser keeps fifty places', async () => {
    const page = await open({ at: '#model=llama-3-8b&tokens=1T&system=alps&gpus=64&mfu=0.4' })
    await headline(page).getByText('on 64 accelerators').waitFor()
    const gone = await page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      const field = document.querySelector<HTMLInputElement>('#gpus')
      const undo = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Undo')
      if (field === null || undo === undefined) throw new Error('there is no field')
      for (let step = 1; step <= 100; step += 1) {
        field.value = String(64 + 4 * step)
        field.dispatchEvent(new Event('change', { bubbles: true }))
        await frame()
      }
      const seen = [location.hash]
      while (!undo.disabled && seen.length < 200) {
        const back = new Promise((resolve) => {
          addEventListener('popstate', resolve, { once: true })
        })
        undo.click()
        await back
        await frame()
        seen.push(location.hash)
      }
      return seen.map((hash) => Number(/gpus=(\d+)/.exec(hash)?.[1]))
    })
    expect(gone).toEqual(Array.from({ length: 101 }, (_, step) => 64 + 4 * (100 - step)))
    await headline(page).getByText('on 64 accelerators').waitFor()
    await page.context().close()
  })
})

describe('a training log', () => {
  it('narrows the answer and stays in the link; one that is none says why and changes nothing', async () => {
    const page = await open({ at: '#gpus=4096&seqLen=8192' })
    await headline(page).getByText('Apertus 70B').waitFor()
    const before = await headline(page).innerText()
    await page.getByText('A training log of your own').click()
    await page.locator('#own-pilot').fill('nothing but words\nof no trainer')
    await page.locator('#own-pilot').blur()
    await page.getByText('log: has no step of Megatron-LM').waitFor()
    await expect.poll(async () => headline(page).innerText()).toBe(before)
    await page.getByLabel('Its layout').fill('tp=4,pp=8,mbs=1,gbs=1024')
    await page.setInputFiles('#file-pilot', {
      name: 'train.log',
      mimeType: 'text/plain',
      buffer: Buffer.from((logs['Megatron-LM'] ?? '').replaceAll(/\(ms\): ([0-9.]+)/g, eighth)),
    })
    await page.getByText('Log of Megatron-LM: 33 steady readings').waitFor()
    const said = page.getByText(/^Days held, p10 to p90: /)
    await said.waitFor()
    const [p10, p90, low, high] = [...(await said.innerText()).matchAll(/\d[0-9.]*/g)]
      .map(([digits]) => Number(digits))
      .slice(-4)
    expect(Number(high) / Number(low)).toBeLessThan((0.8 * Number(p90)) / Number(p10))
    await headline(page)
      .getByText(`${String(low)} to ${String(high)} days`)
      .waitFor()
    expect(page.url().length).toBeLessThan(2000)
    await page.reload()
    await headline(page)
      .getByText(`${String(low)} to ${String(high)} days`)
      .waitFor()
    await page.getByRole('button', { name: 'Leave the log out' }).click()
    await page.waitForFunction((text) => document.querySelector('h1')?.innerText === text, before)
    await page.context().close()
  })
})

describe('a file of one’s own', () => {
  it('that is refused changes nothing, and one that is read is the run', async () => {
    const page = await open({})
    await headline(page).getByText('Apertus 70B').waitFor()
    const before = await headline(page).innerText()
    await page.getByText('A model of your own').click()
    const give = (text: string) =>
      page.setInputFiles('#file-model', {
        name: 'config.json',
        mimeType: 'application/json',
        buffer: Buffer.from(text),
      })
    await give('{"model_type":"llama","hidden_size":4096}')
    await page.getByText('This config cannot be used').waitFor()
    await expect.poll(async () => headline(page).innerText()).toBe(before)
    const config = { model_type: 'llama', hidden_size: 4096, intermediate_size: 11008, vocab_size: 32000 }
    await give(JSON.stringify({ ...config, num_hidden_layers: 32, num_attention_heads: 32 }))
    await page.getByText('6.74 B parameters').waitFor()
    await headline(page).getByText('llama 6.74B on 15').waitFor()
    await page.context().close()
  })
})

describe('a chart', () => {
  it('answers to a tap, and its title speaks of what it draws', async () => {
    const page = await open({ width: 390, hasTouch: true })
    const canvas = page.locator('.chart canvas')
    await canvas.waitFor()
    await canvas.scrollIntoViewIfNeeded()
    const said = page.locator('#chart-point')
    const before = await said.innerText()
    await canvas.tap({ position: { x: 80, y: 120 } })
    await expect.poll(() => said.innerText()).not.toBe(before)
    await page.getByLabel('Cost', { exact: true }).check()
    await page.locator('.chart h2').first().getByText('costs least').waitFor()
    await page.context().close()
  })
})

describe('a link of which a part is wrong', () => {
  it.each([
    ['#view=invest&horizon=abc', 'An accelerator-hour of Alps'],
    ['#view=invest&case=nothing', 'An accelerator-hour of Alps'],
    ['#view=tradeoffs&objective=time+*', 'is the best way|are the best way'],
  ])('%s has the headline of what is usual, dimmed, under what is wrong', async (at, said) => {
    const page = await open({ at })
    await page.locator('.trouble').first().waitFor()
    await headline(page).getByText(new RegExp(said)).waitFor()
    await page.locator('.answer.stale h1').waitFor()
    await page.context().close()
  })
})

it('paper shows what nobody has scrolled to, and names what was asked', async () => {
  const page = await (await served.browser.newContext({ viewport: { width: 1440, height: 700 } })).newPage()
  const arrived = page.waitForResponse(/step-/)
  await page.goto(served.url)
  await headline(page).getByText('Apertus 70B').waitFor()
  expect(await page.getByText('One step takes').count()).toBe(0)
  await arrived
  await page.emulateMedia({ media: 'print' })
  const onPaper = async () => {
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    const steps = await page.getByText('One step takes').count()
    return `${await page.locator('.printed').innerText()} ${String(steps)}`
  }
  const asked = 'Asked: model Apertus 70B · tokens 15T · system Alps \\(GH200 partition\\)'
  await expect.poll(onPaper).toMatch(new RegExp(`${asked}.* [1-9]$`, 's'))
  await page.context().close()
})
