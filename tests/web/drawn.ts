import type { BrowserContext } from 'playwright-core'

/** The words of a drawing that go beyond its edges, or lie over others, as a browser measures them. */
export async function wordsCut(context: BrowserContext, svg: string): Promise<readonly string[]> {
  const page = await context.newPage()
  // On a page of its own: ours takes no styles from a text.
  await page.setContent(svg)
  return page.evaluate(() => {
    const sheet = document.querySelector('svg')?.getBoundingClientRect()
    if (sheet === undefined) throw new Error('there is no drawing')
    const words = [...document.querySelectorAll('svg svg text')]
      .map((one) => ({ said: one.textContent ?? '', at: one.getBoundingClientRect() }))
      .filter(({ said }) => said.trim() !== '')
    const cut = words.filter(({ at }) => at.left < sheet.left - 3 || at.right > sheet.right + 3)
    const over = words.filter(({ at }, index) =>
      words.slice(index + 1).some((other) => {
        const across = Math.min(at.right, other.at.right) - Math.max(at.left, other.at.left)
        const down = Math.min(at.bottom, other.at.bottom) - Math.max(at.top, other.at.top)
        return across > 2 && down > 5
      }),
    )
    return [
      ...cut.map(({ said }) => `'${said}' is cut`),
      ...over.map(({ said }) => `'${said}' lies over another`),
    ]
  })
}
