/** Dots of one colour, by their pixels on the canvas. */
export type DotGroup = {
  /** `#rrggbb`. */
  readonly color: string
  /** 0 to 255. */
  readonly opacity: number
  readonly count: number
  readonly x: (index: number) => number
  readonly y: (index: number) => number
}

export type Area = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const radius = 2.4
let layer: HTMLCanvasElement | null = null
let image: ImageData | null = null

/**
 * Thousands of dots as one picture: written into a buffer of pixels and copied at once. As shapes of the canvas they
 * would take longer than a frame where no graphics card helps.
 */
export function drawDots(ctx: CanvasRenderingContext2D, area: Area, groups: readonly DotGroup[]): void {
  const sharpness = ctx.getTransform().a
  const width = Math.max(1, Math.round(area.width * sharpness))
  const height = Math.max(1, Math.round(area.height * sharpness))
  layer ??= document.createElement('canvas')
  if (layer.width !== width) layer.width = width
  if (layer.height !== height) layer.height = height
  const into = layer.getContext('2d')
  if (into === null) return
  if (image?.width !== width || image.height !== height) image = into.createImageData(width, height)
  const pixels = new Uint32Array(image.data.buffer).fill(0)
  const reach = radius * sharpness
  const edge = Math.ceil(reach)
  const stamp = stampOf(reach).map(([dx, dy]) => dy * width + dx)
  for (const group of groups) {
    const ink = inkOf(group.color, group.opacity)
    for (let index = 0; index < group.count; index += 1) {
      const x = Math.round((group.x(index) - area.left) * sharpness)
      const y = Math.round((group.y(index) - area.top) * sharpness)
      // The axes leave room around all points.
      if (x < edge || x >= width - edge || y < edge || y >= height - edge) continue
      const middle = y * width + x
      for (const offset of stamp) pixels[middle + offset] = ink
    }
  }
  into.putImageData(image, 0, 0)
  ctx.drawImage(layer, area.left, area.top, area.width, area.height)
}

function stampOf(reach: number): readonly (readonly [number, number])[] {
  const most = Math.ceil(reach)
  const stamp: (readonly [number, number])[] = []
  for (let dy = -most; dy <= most; dy += 1)
    for (let dx = -most; dx <= most; dx += 1) if (dx * dx + dy * dy <= reach * reach) stamp.push([dx, dy])
  return stamp
}

/** A pixel as the buffer holds it: alpha, blue, green, red from the highest byte down. */
function inkOf(color: string, opacity: number): number {
  const part = (from: number) => Number.parseInt(color.slice(from, from + 2), 16) || 0
  return ((opacity << 24) | (part(5) << 16) | (part(3) << 8) | part(1)) >>> 0
}
