import { describe, expect, it } from 'vitest'
import { nestsTooDeep } from '../../../sim/base/json.ts'
import { nearestIds } from '../../../sim/base/nearest.ts'
import { quoted, shown } from '../../../sim/base/shown.ts'

function nested(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level += 1) value = [value]
  return value
}

describe('a value that an error repeats', () => {
  it('is written as JSON where it is short', () => {
    expect(shown({ a: [1, 'b', null] })).toBe('{"a":[1,"b",null]}')
    expect(quoted('15X')).toBe("'15X'")
  })

  it('is cut where it is deep, long or wide, and never throws', () => {
    expect(shown(nested(60_000)).length).toBeLessThan(100)
    expect(shown('x'.repeat(1e6)).length).toBeLessThan(100)
    expect(shown(Array.from({ length: 1e5 }, (_, index) => index)).length).toBeLessThan(100)
  })

  it('stays on one line and shows no writing that turns round', () => {
    expect(quoted('a\nb\u202ec\u0000')).toBe("'a\ufffdb\ufffdc\ufffd'")
    expect(shown('a\nb')).toBe('"a\\nb"')
  })

  it('knows what nests too deep without being felled by it', () => {
    expect(nestsTooDeep(nested(60_000))).toBe(true)
    expect(nestsTooDeep({ base: { layout: { tp: 1 } }, axes: [[1, 2]] })).toBe(false)
  })

  it('a word of a megabyte is likened to ids as its beginning is', () => {
    expect(nearestIds(`alps${'s'.repeat(1e6)}`, ['alps', 'lumi-g'], 1)).toHaveLength(1)
  })
})
