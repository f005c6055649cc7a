import { describe, expect, it } from 'vitest'
import { throughputRows } from '../../sim/evidence/throughput.ts'
import { allJudgedRows } from '../calibrate/rows.ts'
import { publishedLayouts } from './published-layouts.ts'
import { memoryOf } from '../../sim/workload/memory.ts'
import type { Recompute } from '../../sim/workload/layout.ts'

const recomputes: readonly Recompute[] = ['none', 'selective', 'full']

const blind = new Set(
  allJudgedRows()
    .filter((row) => row.blind)
    .map(({ id }) => id),
)

/** What a run hands to its host, activations here, is not counted: `predict` says so. */
const offloading = new Set(
  throughputRows()
    .filter(({ settings }) => settings.includes('host-offload'))
    .map(({ id }) => id),
)

describe('the published layouts', () => {
  it.each([
    ['97 % of those that memory was held to', 0.97, 1000, false],
    ['90 % of those first predicted blind', 0.9, 600, true],
  ])('ran, so at least %s are said to fit', (_, least, count, isBlind) => {
    const asked = publishedLayouts.filter(({ id }) => blind.has(id) === isBlind && !offloading.has(id))
    const tried = asked.map((row) => {
      const stated = recomputes.filter((recompute) => row.recompute === null || recompute === row.recompute)
      const bytes = stated.map((recompute) => memoryOf(row.terms, { ...row.layout, recompute }).peakBytes)
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
    expect(tried.length).toBeGreaterThan(count)
    expect(share).toBeGreaterThanOrEqual(least)
  })
})
