import { Chart } from 'chart.js'
import { token } from '../theme.ts'

/** What is drawn on, and what is written for it. */
type Page = { readonly context: CanvasRenderingContext2D; readonly parts: string[]; path: string }

/**
 * A chart as a drawing of lines and words: it is drawn once more while each call that leaves ink is written down too, at
 * the place that the context has it.
 */
function svgOf(canvas: HTMLCanvasElement, title: string): string {
  const chart = Chart.getChart(canvas)
  const context = canvas.getContext('2d')
  if (chart === undefined || context === null) throw new Error('the chart is not there to be drawn')
  const { width, height } = chart
  return sheetOf({ width, height, parts: partsOf(canvas, chart, context) }, title)
}

/** What is drawn, to be put on a sheet. */
export type Drawn = Size & { readonly parts: readonly string[] }

type Panel = { readonly canvas: HTMLCanvasElement; readonly heading: string | null }

/** Charts under one another, each below its heading. */
export function stackedSvg(panels: readonly Panel[]): Drawn {
  const drawn = panels.map(({ canvas, heading }) => {
    const { width, height } = Chart.getChart(canvas) ?? { width: 0, height: 0 }
    const heads = heading === null ? [] : [written(heading, width)]
    return [...heads, { width, height, parts: [svgOf(canvas, heading ?? '')] }]
  })
  return stacked(drawn.flat())
}

/** Each below the one before it. */
export function stacked(drawn: readonly Drawn[]): Drawn {
  let height = 0
  const parts = drawn.map((one) => {
    const placed = `<g transform="translate(0 ${String(height)})">${one.parts.join('\n')}</g>`
    height += one.height
    return placed
  })
  return { width: Math.max(...drawn.map(({ width }) => width)), height, parts }
}

type Type = { readonly weight: number; readonly px: number; readonly ink: string; readonly most?: number }

const headingType: Type = { weight: 600, px: 13, ink: '--ink' }

/** Words in as many lines as they need, or at most: the last one then says that there are more. */
export function written(words: string, width: number, type: Type = headingType): Drawn {
  const { weight, px, ink, most = Infinity } = type
  const font = `${String(weight)} ${String(px)}px ${getComputedStyle(document.body).fontFamily}`
  const all = linesIn(words, width - 8, font)
  const lines = all.length > most ? [...all.slice(0, most - 1), `${all[most - 1]?.slice(0, -2) ?? ''}…`] : all
  const lineHeight = px + 5
  const parts = lines.map(
    (line, at) =>
      `<text x="4" y="${String((at + 1) * lineHeight)}" style="font:${escaped(font)}" fill="${token(ink)}">${escaped(line)}</text>`,
  )
  return { width, height: lines.length * lineHeight + 10, parts }
}

/** Broken between words; within one where it alone is too wide. */
function linesIn(words: string, width: number, font: string): readonly string[] {
  const context = document.createElement('canvas').getContext('2d')
  Object.assign(context ?? {}, { font })
  const isWide = (line: string) => (context?.measureText(line.trimEnd()).width ?? 0) > width
  const pieces = words.split(' ').flatMap((word) => (isWide(word) ? [...word, ' '] : [`${word} `]))
  const lines = ['']
  for (const piece of pieces) {
    const line = lines.pop() ?? ''
    lines.push(...(isWide(line + piece) ? [line, piece] : [line + piece]))
  }
  return lines.map((line) => line.trimEnd())
}

function partsOf(
  canvas: HTMLCanvasElement,
  chart: Chart,
  context: CanvasRenderingContext2D,
): readonly string[] {
  const page: Page = { context, parts: [], path: '' }
  // A line keeps the path that it was last drawn by; it makes another, which is heard.
  for (const { dataset } of chart.getSortedVisibleDatasetMetas())
    Reflect.set(Object(dataset), '_path', undefined)
  const undo = listen(page, chart.width / canvas.width)
  try {
    chart.draw()
  } finally {
    undo()
  }
  return page.parts
}

type Size = { readonly width: number; readonly height: number }

/** Stripes stand for any pattern: a run's, which no print takes for a colour. */
function stripes(): string {
  const band = `<path d="M0 0V8" stroke="${token('--run')}" stroke-width="6"/>`
  return `<defs><pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">${band}</pattern></defs>`
}

export function sheetOf({ width, height, parts }: Drawn, title: string): string {
  const paper = getComputedStyle(document.body).backgroundColor
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="${paper}"/>`,
    ...(parts.some((part) => part.includes('url(#stripes)')) ? [stripes()] : []),
    ...parts,
    '</svg>',
  ].join('\n')
}

/** Writes down what is drawn until the returned function is called. */
function listen(page: Page, scale: number): () => void {
  const at = placer(page.context, scale)
  const put = (attribute: 'fill' | 'stroke', path = page.path) => {
    const style = attribute === 'fill' ? page.context.fillStyle : page.context.strokeStyle
    const paint = typeof style === 'string' ? style : 'url(#stripes)'
    if (path !== '') page.parts.push(`<path d="${path}" ${inkOf(page.context, attribute, paint)}/>`)
  }
  const box = ([x, y, w, h]: Box) => `M${at(x, y)} L${at(x + w, y)} L${at(x + w, y + h)} L${at(x, y + h)} Z `
  const move = () => (page.path === '' ? 'M' : 'L')
  const drawn = during(page.context, {
    beginPath: () => (page.path = ''),
    closePath: () => (page.path += 'Z '),
    moveTo: (x, y) => (page.path += `M${at(x, y)} `),
    lineTo: (x, y) => (page.path += `${move()}${at(x, y)} `),
    bezierCurveTo: (...[x1, y1, x2, y2, x, y]) => (page.path += `C${at(x1, y1)} ${at(x2, y2)} ${at(x, y)} `),
    rect: (...of) => (page.path += box(of)),
    arc: (...of) => (page.path += `${move()}${aroundOf(of, at)} `),
    fill: () => {
      put('fill')
    },
    stroke: (path) => {
      put('stroke', path instanceof HeardPath ? path.written(at) : page.path)
    },
    fillRect: (...of) => {
      put('fill', box(of))
    },
    strokeRect: (...of) => {
      put('stroke', box(of))
    },
    drawImage: (image, ...[x, y, w, h]) => {
      if (!(image instanceof HTMLCanvasElement)) return
      const size = `width="${String(w)}" height="${String(h)}" preserveAspectRatio="none"`
      page.parts.push(`<image transform="translate(${at(x, y)})" ${size} href="${image.toDataURL()}"/>`)
    },
    fillText: (words, x, y) => {
      page.parts.push(wordsAt(page.context, words, at(x, y)))
    },
  })
  const { Path2D: plain } = globalThis
  globalThis.Path2D = HeardPath
  return () => {
    drawn()
    globalThis.Path2D = plain
  }
}

/** A path that can be read again, of the calls that lines make. */
class HeardPath extends Path2D {
  readonly #calls: (readonly [letter: string, ...coordinates: number[]])[] = []

  override moveTo(x: number, y: number): void {
    super.moveTo(x, y)
    this.#calls.push(['M', x, y])
  }

  override lineTo(x: number, y: number): void {
    super.lineTo(x, y)
    this.#calls.push(['L', x, y])
  }

  override bezierCurveTo(...at: readonly [number, number, number, number, number, number]): void {
    super.bezierCurveTo(...at)
    this.#calls.push(['C', ...at])
  }

  override closePath(): void {
    super.closePath()
    this.#calls.push(['Z'])
  }

  written(at: Place): string {
    const points = (flat: readonly number[]) =>
      flat.flatMap((x, i) => (i % 2 === 0 ? [at(x, flat[i + 1] ?? 0)] : [])).join(' ')
    return this.#calls.map(([letter, ...flat]) => `${letter}${points(flat)} `).join('')
  }
}

type Place = (x: number, y: number) => string
type Box = readonly [x: number, y: number, w: number, h: number]
type Arc = readonly [x: number, y: number, radius: number, from: number, to: number, ...rest: unknown[]]

/** Where a point of the drawing lies on the sheet, as the context is turned and moved at the time. */
function placer(context: CanvasRenderingContext2D, scale: number): Place {
  return (x, y) => {
    const { a, b, c, d, e, f } = context.getTransform()
    return [(a * x + c * y + e) * scale, (b * x + d * y + f) * scale]
      .map((value) => value.toFixed(2))
      .join(' ')
  }
}

const pieces = 24

function aroundOf([x, y, radius, from, to]: Arc, at: Place): string {
  return Array.from({ length: pieces + 1 }, (_, i) => from + ((to - from) * i) / pieces)
    .map((angle) => at(x + radius * Math.cos(angle), y + radius * Math.sin(angle)))
    .join(' L')
}

function inkOf(context: CanvasRenderingContext2D, attribute: 'fill' | 'stroke', paint: string): string {
  const opacity = `opacity="${String(context.globalAlpha)}"`
  if (attribute === 'fill') return `fill="${paint}" ${opacity}`
  const dash = context.getLineDash().join(' ')
  const dashes = dash === '' ? '' : ` stroke-dasharray="${dash}"`
  return `fill="none" stroke="${paint}" ${opacity} stroke-width="${String(context.lineWidth)}"${dashes}`
}

const anchors: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' }
const baselines: Readonly<Record<string, string>> = {
  middle: 'central',
  top: 'text-before-edge',
  bottom: 'text-after-edge',
}

function wordsAt(context: CanvasRenderingContext2D, words: string, place: string): string {
  const { font, textAlign, textBaseline, fillStyle } = context
  const { a, b } = context.getTransform()
  const turn = ((Math.atan2(b, a) * 180) / Math.PI).toFixed(1)
  const paint = typeof fillStyle === 'string' ? fillStyle : 'currentColor'
  return `<text transform="translate(${place}) rotate(${turn})" style="font:${escaped(font)}" text-anchor="${anchors[textAlign] ?? 'start'}" dominant-baseline="${baselines[textBaseline] ?? 'auto'}" fill="${paint}">${escaped(words)}</text>`
}

type Drawing = {
  readonly beginPath: () => void
  readonly closePath: () => void
  readonly moveTo: (x: number, y: number) => void
  readonly lineTo: (x: number, y: number) => void
  readonly rect: (...of: Box) => void
  readonly fillRect: (...of: Box) => void
  readonly strokeRect: (...of: Box) => void
  readonly arc: (...of: Arc) => void
  readonly bezierCurveTo: (
    ...of: readonly [x1: number, y1: number, x2: number, y2: number, x: number, y: number]
  ) => void
  readonly fill: () => void
  readonly stroke: (path?: unknown) => void
  readonly drawImage: (image: unknown, ...of: Box) => void
  readonly fillText: (words: string, x: number, y: number) => void
}

/** Calls of the context are told to `heard` and then done; until the returned function takes that back. */
function during(context: CanvasRenderingContext2D, heard: Drawing): () => void {
  const names = Object.keys(heard)
  for (const name of names) {
    const tell: unknown = Reflect.get(heard, name)
    const draw: unknown = Reflect.get(context, name)
    if (typeof tell !== 'function' || typeof draw !== 'function') continue
    Reflect.set(context, name, (...args: readonly unknown[]) => {
      Reflect.apply(tell, heard, args)
      return Reflect.apply(draw, context, args)
    })
  }
  return () => {
    for (const name of names) Reflect.deleteProperty(context, name)
  }
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
