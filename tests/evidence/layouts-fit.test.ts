import { describe, expect, it } from 'vitest'
import { publishedLayouts } from './published-layouts.ts'
import { peakBytes } from '../../sim/workload/memory.ts'
import type { Recompute } from '../../sim/workload/layout.ts'

const recomputes: readonly Recompute[] = ['none', 'selective', 'full']

describe('the published layouts', () => {
  it('ran, so at least 97 % of them are said to fit', () => {
    const tried = publishedLayouts.map((row) => {
      const stated = recomputes.filter((recompute) => row.recompute === null || recompute === row.recompute)
      const bytes = stated.map((recompute) => peakBytes(row.terms, { ...row.layout, recompute }))
      return { row, leastBytes: Math.min(...bytes) }
    })
    const full = tried.filter(({ row, leastBytes }) => leastBytes > row.capacityBytes)
    const lines = full.map(
      ({ row, leastBytes }) =>
        `  ${row.id}: ${(leastBytes / 1e9).toFixed(0)} GB of ${(row.capacityBytes / 1e9).toFixed(0)} GB`,
    )
    const share = 1 - full.length / tried.length
    process.stdout.write(
      `memory of published layouts: ${(share * 100).toFixed(1)} % of ${String(tried.length)} fit; not\n${lines.join('\n')}\n`,
    )
    expect(tried.length).toBeGreaterThan(1000)
    expect(share).toBeGreaterThanOrEqual(0.97)
  })
})
