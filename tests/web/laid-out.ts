import type { Page } from 'playwright-core'

/**
 * What is laid out badly on the page as it stands, in words: text over other text, text cut off by its box, text beyond
 * the window. What scrolls may go on beyond its box; drawings are looked at by people.
 */
export async function faultsOfLayout(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const wide = document.documentElement.scrollWidth
    if (wide > innerWidth) faults.push(`the page is ${String(wide)} px wide`)
    const says = (node: Node) => (node.textContent ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 40)
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      element.closest('.hidden, .handle, [aria-hidden=true], select, svg') === null
    const scrollerOf = (element: Element | null): Element | null => {
      if (element === null) return null
      const { overflowX, overflowY } = getComputedStyle(element)
      const isOne = [overflowX, overflowY].some((one) => one === 'auto' || one === 'scroll')
      return isOne ? element : scrollerOf(element.parentElement)
    }
    const places: { readonly text: string; readonly at: DOMRect; readonly of: Element }[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const of = node.parentElement
      if (of === null || says(node) === '' || !isShown(of)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const at of range.getClientRects()) if (at.width > 1) places.push({ text: says(node), at, of })
    }
    const measure = document.createElement('canvas').getContext('2d')
    for (const field of document.querySelectorAll('input')) {
      const { font, paddingLeft, paddingRight } = getComputedStyle(field)
      if (measure === null || !isShown(field)) continue
      measure.font = font
      const room = field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
      if (measure.measureText(field.placeholder).width > room + 1)
        faults.push(`'${field.placeholder}', which '${field.id}' proposes, is cut`)
    }
    places.sort((a, b) => a.at.top - b.at.top)
    for (const [index, one] of places.entries()) {
      const { at } = one
      if (at.right > innerWidth + 1 && scrollerOf(one.of) === null)
        faults.push(`'${one.text}' goes beyond the window`)
      const box = one.of.closest('button, summary, th, td, label, a, p, li')
      const clips = box !== null && getComputedStyle(box).overflowX !== 'visible'
      if (clips && scrollerOf(box) === null && at.right > box.getBoundingClientRect().right + 1)
        faults.push(`'${one.text}' is cut`)
      for (let next = index + 1; next < places.length; next += 1) {
        const other = places[next]
        if (other === undefined || other.at.top > at.bottom) break
        if (other.of === one.of || other.of.contains(one.of) || one.of.contains(other.of)) continue
        if (scrollerOf(one.of) !== scrollerOf(other.of)) continue
        const across = Math.min(at.right, other.at.right) - Math.max(at.left, other.at.left)
        const down = Math.min(at.bottom, other.at.bottom) - Math.max(at.top, other.at.top)
        if (across > 2 && down > 4) faults.push(`'${one.text}' lies over '${other.text}'`)
      }
    }
    return [...new Set(faults)]
  })
}
