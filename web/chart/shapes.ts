import { escaped, type Drawn } from './svg.ts'

/** What is no part of the picture: what can be pressed, and tables behind it. */
const beside = '.files, .point, fieldset, details'

/** A section of bars or dots that the page itself draws: every shape and every word at its place. */
export function svgOfShapes(section: Element): Drawn {
  const edge = section.getBoundingClientRect()
  const shapes = [...section.querySelectorAll('rect, circle, line, .swatch')].map((one) => {
    const { fill, stroke, opacity, backgroundColor } = getComputedStyle(one)
    const box = one.getBoundingClientRect()
    const round = one.tagName === 'circle' ? box.width / 2 : 0
    const solid = one.tagName === 'SPAN' ? backgroundColor : one.tagName === 'line' ? stroke : fill
    const paint = one.matches('.striped') ? 'url(#stripes)' : solid
    const place = `x="${String(box.left - edge.left)}" y="${String(box.top - edge.top)}"`
    return `<rect ${place} width="${String(box.width)}" height="${String(Math.max(1, box.height))}" rx="${String(round)}" fill="${paint}" stroke="${stroke}" opacity="${opacity}"/>`
  })
  const files = [...section.querySelectorAll('.files')].map((one) => one.getBoundingClientRect().top)
  const height = Math.max(...(files.length > 0 ? files : [edge.bottom + 4])) - edge.top
  return { width: edge.width, height, parts: [...shapes, ...marksOf(section), ...wordsOf(section)] }
}

/** The shapes of a legend, which are of no box, at the size that the page has them. */
function marksOf(section: Element): readonly string[] {
  const edge = section.getBoundingClientRect()
  return [...section.querySelectorAll<SVGPathElement>('.mark path')].map((path) => {
    const { fill, stroke, strokeWidth } = getComputedStyle(path)
    const { a = 1, e = 0, f = 0 } = path.getScreenCTM() ?? {}
    const place = `translate(${String(e - edge.left)} ${String(f - edge.top)}) scale(${String(a)})`
    return `<path d="${path.getAttribute('d') ?? ''}" transform="${place}" fill="${fill}" stroke="${stroke}" stroke-width="${strokeWidth}"/>`
  })
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
