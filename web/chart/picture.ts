import { reasonWords } from '../words/reasons.ts'
import { svgOfShapes } from './shapes.ts'
import { escaped, sheetOf, stacked, stackedSvg, written, type Drawn } from './svg.ts'
import { madeBy, sourceLines, type Rest } from './taken.ts'

/** The charts of a section under one another, each below its heading if it is to have one; where there is none, its bars and words. */
function drawnOf(section: Element, title: string | null): Drawn {
  const headingOf = (canvas: Element) => canvas.closest('.panel')?.querySelector('h3')?.textContent ?? title
  const charts = [...section.querySelectorAll('canvas')].map((canvas) => ({
    canvas,
    heading: title && headingOf(canvas),
  }))
  return charts.length > 0 ? stackedSvg(charts) : svgOfShapes(section)
}

/** Where a heading stands over the drawing already. */
export function drawingOf(section: Element, title: string): string {
  return sheetOf(drawnOf(section, null), title)
}

/** Of the link and of the sources, which a drawing describes in full, as many lines as a picture has room for. */
const [ofLink, ofSources] = [2, 4].map((most) => ({ weight: 400, px: 11, ink: '--ink-quiet', most }))
const mostOfLink = 400

/** A drawing that stands alone: with its title, its legend, what made it and what it rests on. */
export function pictureOf(section: Element, title: string, rests: readonly Rest[]): string {
  const drawn = drawnOf(section, title)
  const { width } = drawn
  const isTitled = section.querySelector('.panel canvas') === null && section.textContent.includes(title)
  const isOfShapes = section.querySelector('canvas') === null
  const sources = sourceLines(rests)
  const whole = stacked([
    ...(isTitled ? [] : [written(title, width)]),
    drawn,
    ...(isOfShapes ? [] : [...section.querySelectorAll('.legend')].map((one) => indented(svgOfShapes(one)))),
    written(`${madeBy()} · ${location.href.slice(0, mostOfLink)}`, width, ofLink),
    written(`${reasonWords.restsOn}: ${sources.join('; ')}`, width, ofSources),
  ])
  const said = `<desc>${escaped([madeBy(), location.href, ...sources].join('\n'))}</desc>`
  return sheetOf({ ...whole, parts: [said, ...whole.parts] }, title)
}

/** As far from the edge as the words above and below. */
function indented({ parts, ...size }: Drawn): Drawn {
  return { ...size, parts: [`<g transform="translate(4 0)">${parts.join('')}</g>`] }
}

/** A drawing as a picture, twice as fine as the screen. */
export async function pngOf(svg: string): Promise<string> {
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
  await image.decode()
  const sheet = document.createElement('canvas')
  sheet.width = 2 * image.width
  sheet.height = 2 * image.height
  sheet.getContext('2d')?.drawImage(image, 0, 0, sheet.width, sheet.height)
  return sheet.toDataURL('image/png')
}
