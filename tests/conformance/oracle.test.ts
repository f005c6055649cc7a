import { describe, expect, it } from 'vitest'
import { cases, simulated, workedOut } from './cases.ts'
import { policies, replay } from './oracle.ts'

describe.each(policies)('the oracle under %s', (policy) => {
  it.each(cases)('$title', (one) => {
    expect(simulated(one, replay(one.workload, policy))).toEqual(workedOut(one, policy))
  })
})

describe('the cases', () => {
  it('touch every rule that decides a start', () => {
    const touched = new Set(cases.flatMap(({ rules }) => rules))
    expect([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13].filter((rule) => !touched.has(rule))).toEqual([])
  })

  it('name every job of every workload under every policy', () => {
    for (const { workload, starts } of cases)
      for (const policy of policies)
        expect(Object.keys(starts[policy]).sort()).toEqual(workload.jobs.map(({ id }) => id).sort())
  })
})
