import { expect, it } from 'vitest'
import { allDone, headlineHas, openQueue } from './queue-page.ts'
import { servedPage } from './served.ts'

const served = servedPage()

it('a day that moves draws the first chart with its answer, the others after it, and all of them in the end', async () => {
  const at = '&model=apertus-8b&tokens=2T&system=alps&gpus=512&runDay=6'
  const { page, errors, close } = await openQueue(served.browser, served.url, { at })
  await headlineHas(page, 'on day 6, 00:00')
  await allDone(page)
  const canvases = page.locator('.panels canvas')
  const pictures = () =>
    canvases.evaluateAll((all) => all.map((one) => (one instanceof HTMLCanvasElement ? one.toDataURL() : '')))
  const stood = await pictures()
  expect(stood.length).toBe(4)
  await page.evaluate(() => {
    const drawn: string[] = []
    Object.assign(window, { drawn })
    const all = [...document.querySelectorAll('.panels canvas')]
    let isOver = false
    const { clearRect } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      const which = all.indexOf(this.canvas)
      // What is drawn with the answer is drawn before anything else has its turn.
      if (which === 0) queueMicrotask(() => (isOver = true))
      if (which >= 0) drawn.push(which === 0 ? 'first' : isOver ? 'later' : 'with it')
      clearRect.apply(this, box)
    }
  })
  const slider = page.getByRole('slider', { name: 'Joins the queue on day' })
  await slider.focus()
  await page.keyboard.press('ArrowRight')
  await headlineHas(page, 'on day 6, 06:00')
  await expect
    .poll(async () => (await pictures()).map((one, i) => one !== stood[i]))
    .toEqual([true, true, true, true])
  const drawn: readonly string[] = await page.evaluate(() => Object(window).drawn)
  expect(new Set(drawn)).toEqual(new Set(['first', 'later']))
  // Back where it stood, in the midst of moving: every chart is again what it was.
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft'])
    await page.keyboard.press(key)
  await headlineHas(page, 'on day 6, 00:00')
  await expect.poll(pictures).toEqual(stood)
  expect(errors).toEqual([])
  await close()
})
