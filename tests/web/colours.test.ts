import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

describe('the colours of the page', () => {
  const css = readFileSync('web/style/tokens.css', 'utf8')
  const themes = [css.slice(0, css.indexOf('@media')), css.slice(css.indexOf('@media'))].map(
    (text) =>
      new Map(
        [...text.matchAll(/--([a-z-]+): #([0-9a-f]{6})/g)].map(([, name = '', hex = '']) => [name, hex]),
      ),
  )
  const linear = (hex: string) =>
    [0, 2, 4].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
  const light = ([r = 0, g = 0, b = 0]: readonly number[]) => 0.2126 * r + 0.7152 * g + 0.0722 * b
  const contrast = (a: string, b: string) => {
    const [less = 0, more = 0] = [a, b].map((hex) => light(linear(hex))).sort((x, y) => x - y)
    return (more + 0.05) / (less + 0.05)
  }
  const texts = ['ink', 'ink-quiet', 'accent', 'time', 'money', 'energy', 'carbon', 'traffic', 'warn']
  const lines = ['time', 'money', 'energy'] as const
  /** Full protanopia, deuteranopia and tritanopia. Source: Machado, Oliveira and Fernandes 2009, table 1. */
  const blind = [
    [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
    [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
    [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
  ]
  const seen = (m: readonly number[], rgb: readonly number[]) =>
    [0, 3, 6].map((row) =>
      Math.min(
        1,
        Math.max(
          0,
          rgb.reduce((sum, part, at) => sum + part * (m[row + at] ?? 0), 0),
        ),
      ),
    )
  /** CIE L*a*b* of linear sRGB under D65. */
  const lab = ([r = 0, g = 0, b = 0]: readonly number[]) => {
    const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
    const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
    const y = f(light([r, g, b]))
    const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
  }

  it.each(['light', 'dark'].map((name, at) => [name, themes[at] ?? new Map<string, string>()] as const))(
    'can be read in %s, and lines drawn together stay apart whatever colour an eye lacks',
    (_name, colours) => {
      const of = (name: string) => colours.get(name) ?? ''
      for (const name of texts)
        for (const paper of ['paper', 'soft'])
          expect([name, paper, contrast(of(name), of(paper)) >= 4.5]).toEqual([name, paper, true])
      for (const matrix of blind)
        for (const [at, one] of lines.entries())
          for (const other of lines.slice(at + 1)) {
            const [a, b] = [one, other].map((name) => lab(seen(matrix, linear(of(name)))))
            const apart = Math.hypot(...(a ?? []).map((value, axis) => value - (b?.[axis] ?? 0)))
            // Five times what is just noticed, which is 2.3. Source: Mahy, Van Eycken and Oosterlinck 1994.
            expect([one, other, apart > 5 * 2.3 ? 'apart' : apart]).toEqual([one, other, 'apart'])
          }
    },
  )
})
