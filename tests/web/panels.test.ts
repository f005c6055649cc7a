import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { answerEstimate, answerLayouts, type EstimateAnswer } from '../../sim/index.ts'
import { percent, short } from '../../web/format.ts'
import { memoryParts, stepParts } from '../../web/plan/panels/panel-words.ts'
import { faultsOf } from './axe.ts'
import { servedPage } from './served.ts'

const machine = { model: 'apertus-70b', system: 'alps', gpus: '4096' }

const served = servedPage()

async function open(width = 1440, at = ''): Promise<Page> {
  const context = await served.browser.newContext({ viewport: { width, height: 900 } })
  const page = await context.newPage()
  await page.goto(`${served.url}/${at}`)
  await page.locator('.chart canvas').waitFor()
  await page.getByText('One step', { exact: true }).scrollIntoViewIfNeeded()
  await page.locator('.part-bar').first().waitFor()
  return page
}

function answer(): EstimateAnswer {
  const answered = answerEstimate({ ...machine, tokens: '15T' })
  if (answered.status !== 'answer') throw new Error(answered.status)
  return answered.value
}

const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

describe('the panels of the plan', () => {
  it('name every part of a step, with its share and seconds', async () => {
    const page = await open()
    const { step } = answer()
    const said = page.locator('#step-what').locator('xpath=..').locator('li')
    const parts = Object.entries(step.breakdownS).filter(([, seconds]) => seconds > 0)
    expect(parts.length).toBeGreaterThan(8)
    await expect
      .poll(async () => (await said.allInnerTexts()).map(plain).sort())
      .toEqual(
        parts
          .map(([id, seconds]) => {
            const share = percent(seconds / step.stepTimeS)
            return plain(`${stepParts[id]?.name ?? '?'} ${share} · ${short(seconds)} s`)
          })
          .sort(),
      )
    const range = step.mfuRange
    await expect
      .poll(async () => plain(await page.locator('.mfu').innerText()))
      .toContain(plain(`${percent(step.mfu)} ${percent(range?.p10 ?? 0)} to ${percent(range?.p90 ?? 0)}`))
    await page.context().close()
  })

  it('explain a part by keyboard and by pointer in one sentence', async () => {
    const page = await open()
    const bubble = page.getByRole('button', { name: /^Pipeline bubble/ })
    await bubble.focus()
    await expect
      .poll(async () => page.locator('#step-what').innerText())
      .toBe(`Pipeline bubble: ${stepParts['pipelineBubble']?.what ?? ''}`)
    await expect.poll(async () => bubble.getAttribute('aria-describedby')).toBe('step-what')
    await page.getByRole('button', { name: /^Attention/ }).hover()
    await expect
      .poll(async () => page.locator('#step-what').innerText())
      .toContain(stepParts['attention']?.what)
    await page.context().close()
  })

  it('show the memory against the capacity, the layout in words and its alternatives, one of which can be used', async () => {
    const page = await open()
    await page.locator('summary', { hasText: 'Layout and memory' }).press('Enter')
    const { memory, layout } = answer()
    // What is in the fold loads when it is near; what arrives above may move it away.
    await page.locator('summary', { hasText: 'Layout and memory' }).evaluate((one) => {
      one.scrollIntoView()
    })
    await page.getByText(`data parallel ${String(layout.dp)}`).waitFor()
    const bar = page.locator('#memory-what').locator('xpath=..')
    const said = async () => (await bar.locator('li').allInnerTexts()).map(plain)
    for (const [id, bytes] of Object.entries(memory.breakdownBytes).filter(([, value]) => value > 0))
      await expect
        .poll(said)
        .toContain(
          plain(
            `${memoryParts[id]?.name ?? '?'} ${short(bytes / 1e9)} GB · ${percent(bytes / memory.capacityBytes)}`,
          ),
        )
    const found = answerLayouts({ ...machine, top: 10 })
    if (found.status !== 'answer') throw new Error(found.status)
    const best = found.value.layouts[0]
    await page.locator('.layouts tbody tr').first().waitFor()
    await expect.poll(async () => page.locator('.layouts tbody tr').count()).toBe(found.value.layouts.length)
    const first = page.locator('.layouts tbody th').first()
    await expect.poll(async () => (await first.innerText()).replaceAll(', ', ',')).toBe(best?.text)
    await page.getByRole('button', { name: `Use ${best?.text ?? ''}` }).click()
    await page.waitForFunction(() => location.hash.includes('layout='))
    await page.locator('.layouts').getByText('in use').waitFor()
    await page.goBack()
    await page.waitForFunction(() => !location.hash.includes('layout='))
    await page.context().close()
  })

  it('offer every layout but that of the answer, which the planner chose without being asked for it', async () => {
    const run = { model: 'apertus-8b', system: 'alps', gpus: '512' }
    const [answered, found] = [answerEstimate({ ...run, tokens: '1T' }), answerLayouts({ ...run, top: 10 })]
    if (answered.status !== 'answer' || found.status !== 'answer') throw new Error(answered.status)
    const isChosen = answered.value.layout
    const listed = found.value.layouts.map(({ layout, text }) => [
      JSON.stringify(layout) === JSON.stringify(isChosen),
      text,
    ])
    expect(listed.filter(([isOne]) => isOne)).toHaveLength(1)
    const page = await open(1440, `#${new URLSearchParams({ ...run, tokens: '1T' }).toString()}`)
    await page.locator('summary', { hasText: 'Layout and memory' }).press('Enter')
    await page.locator('.layouts').getByText('in use').waitFor()
    const cells = page.locator('.layouts tbody tr')
    await expect
      .poll(async () => (await cells.allInnerTexts()).map((text) => text.includes('in use')))
      .toEqual(listed.map(([isOne]) => isOne))
    await page.context().close()
  })

  it('tell what a word of the trade means when it is focused or tapped, and no longer than that', async () => {
    const page = await open(390)
    await page.locator('summary', { hasText: 'Layout and memory' }).press('Enter')
    await page.locator('.figure .term button', { hasText: 'gross' }).first().waitFor()
    const word = page.locator('.term button', { hasText: 'ZeRO' }).first()
    await word.focus()
    const meaning = page.getByRole('tooltip')
    await expect.poll(async () => meaning.innerText()).toContain('are cut over the data-parallel ranks')
    await expect
      .poll(async () => word.getAttribute('aria-describedby'))
      .toBe(await meaning.getAttribute('id'))
    const box = await meaning.boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
    await word.blur()
    await meaning.waitFor({ state: 'detached' })
    await word.click()
    await meaning.waitFor()
    await page.locator('.figures .range .term button').last().focus()
    await expect.poll(async () => meaning.innerText()).toContain('Of ten equally likely cases')
    // Its words wrap within its box, which lies over what stands below.
    const [beyond, isOver] = await meaning.evaluate((one) => {
      const { left, bottom, width } = one.getBoundingClientRect()
      return [
        one.scrollWidth - one.clientWidth,
        document.elementFromPoint(left + width / 2, bottom - 4) === one,
      ]
    })
    expect([beyond, isOver]).toEqual([0, true])
    await page.context().close()
  })

  it('take a size of the chart, a way of Trade-offs and the price of a way of Invest into the run', async () => {
    const page = await open()
    await page.locator('.chart').getByText('The same as a table').click()
    await page.locator('.chart details').getByRole('button', { name: 'Use 2,048 accelerators' }).click()
    await page.waitForFunction(() => location.hash.includes('gpus=2048'))
    const canvas = page.locator('.chart canvas')
    await canvas.click({ position: { x: 80, y: 80 } })
    await page.locator('.chart .act button').click()
    await page.waitForFunction(() => !location.hash.includes('gpus=2048'))
    await page.getByRole('link', { name: 'Trade-offs' }).click()
    await page.getByText('The front as a table').click()
    const way = page.locator('.chart details').getByRole('button', { name: /^Use/ }).first()
    const wanted = /[\d,]+/.exec((await way.getAttribute('aria-label')) ?? '')?.[0]?.replace(',', '') ?? '?'
    await way.click()
    await page.waitForFunction((gpus) => new RegExp(`gpus=${gpus}(&|$)`).test(location.hash), wanted)
    await page.getByRole('link', { name: 'Invest' }).click()
    await page.getByText('Own, reserve, rent, share').click()
    await page
      .getByRole('button', { name: /^Use [A-Z]{3}/ })
      .first()
      .click()
    await page.waitForFunction(() => location.hash.includes('gpuHourPrice='))
    await page.getByRole('link', { name: 'Plan', exact: true }).click()
    await page.locator('.figure .note', { hasText: 'given' }).first().waitFor()
    await page.context().close()
  })

  it('have words for every part that an answer may have', () => {
    const { step, memory } = answer()
    expect(Object.keys(step.breakdownS).filter((id) => stepParts[id] === undefined)).toEqual([])
    expect(Object.keys(memory.breakdownBytes).filter((id) => memoryParts[id] === undefined)).toEqual([])
  })

  it('on a phone pass axe with every fold open, light and dark', async () => {
    const page = await open(390)
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details.fold')) fold.setAttribute('open', '')
    })
    await page.getByText('Other ways to count the money', { exact: true }).scrollIntoViewIfNeeded()
    await page.locator('.layouts tbody tr').first().waitFor()
    await page.getByText('Not included', { exact: true }).scrollIntoViewIfNeeded()
    await page.locator('.assumptions').first().waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await faultsOf(page, undefined, 'colours')).toEqual([])
    await expect.poll(async () => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.context().close()
  })
})
