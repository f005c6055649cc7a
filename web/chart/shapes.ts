import { escaped, sheetOf } from './svg.ts'

/** What is no part of the picture: what can be pressed, and tables behind it. */
const beside = '.files, .point, fieldset, details'

/** A section of bars or dots that the page itself draws: every shape and every word at its place. */
export function svgOfShapes(section: Element, title: string): string {
  const edge = section.getBoundingClientRect()
  const shapes = [...section.querySelectorAll('rect, circle, line, .swatch')].map((one) => {
    const { fill, stroke, opacity, backgroundColor } = getComputedStyle(one)
    const box = one.getBoundingClientRect()
    const round = one.tagName === 'circle' ? box.width / 2 : 0
    const paint = one.tagName === 'SPAN' ? backgroundColor : one.tagName === 'line' ? stroke : fill
    const place = `x="${String(box.left - edge.left)}" y="${String(box.top - edge.top)}"`
    return `<rect ${place} width="${String(box.width)}" height="${String(Math.max(1, box.height))}" rx="${String(round)}" fill="${paint}" stroke="${stroke}" opacity="${opacity}"/>`
  })
  const below = Math.max(
    ...[...section.querySelectorAll('.files')].map((one) => one.getBoundingClientRect().top),
  )
  return sheetOf({ width: edge.width, height: below - edge.top }, title, [...shapes, ...wordsOf(section)])
}

function wordsOf(section: Element): readonly string[] {
  const [edge, range, words] = [section.getBoundingClientRect(), new Range(), new Array<string>()]
  const texts = document.createTreeWalker(section, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const holder = text.parentElement
    if (holder === null || section.contains(holder.closest(beside))) continue
    const { fontWeight, fontSize, fontFamily, color, fill } = getComputedStyle(holder)
    // The shorthand is empty where figures stand under one another (tabular-nums).
    const font = `${fontWeight} ${fontSize} ${fontFamily}`
    const paint = holder.tagName === 'text' ? fill : color
    for (const { index, 0: word } of text.nodeValue?.matchAll(/\S+/g) ?? []) {
      range.setStart(text, index)
      range.setEnd(text, index + word.length)
      const { left, top, width, height } = range.getBoundingClientRect()
      if (width > 0)
        words.push(
          `<text x="${String(left - edge.left)}" y="${String(top + height / 2 - edge.top)}" dominant-baseline="central" style="font:${escaped(font)}" fill="${paint}">${escaped(word)}</text>`,
        )
    }
  }
  return words
}
