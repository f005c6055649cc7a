import { describe, expect, it } from 'vitest'
import { simulate } from '../../../../sim/queue/engine/simulate.ts'
import { monthOfAlps, synthesizeMonth } from '../../../../sim/queue/synthetic/month-of-alps.ts'

const month = synthesizeMonth(1)
const { jobs } = month
const indices = [...jobs.submitS.keys()]

describe('the month of Alps', () => {
  it('is the same for the same seed', () => {
    expect(synthesizeMonth(1)).toEqual(month)
    expect(synthesizeMonth(2).jobs.count).not.toBe(0)
    expect(synthesizeMonth(2).jobs.actualS).not.toEqual(jobs.actualS)
  })

  it('holds thirty days of jobs that the machine can run, in order of submission', () => {
    expect(month.nodes).toBe(2688)
    expect(indices.every((i) => i === 0 || (jobs.submitS[i] ?? 0) >= (jobs.submitS[i - 1] ?? 0))).toBe(true)
    expect(Math.max(...jobs.submitS)).toBeLessThan(30 * 86_400)
    expect(indices.every((i) => (jobs.nodes[i] ?? 0) >= 1 && (jobs.nodes[i] ?? 0) <= 2688)).toBe(true)
    expect(indices.every((i) => (jobs.requestedS[i] ?? 0) <= 24 * 3600)).toBe(true)
  })

  it('offers three quarters to nine tenths of the machine, most jobs on one node', () => {
    const nodeSeconds = indices.reduce((sum, i) => sum + (jobs.nodes[i] ?? 0) * (jobs.actualS[i] ?? 0), 0)
    expect(nodeSeconds / (2688 * 30 * 86_400)).toBeGreaterThan(0.75)
    expect(nodeSeconds / (2688 * 30 * 86_400)).toBeLessThan(0.9)
    expect(jobs.nodes.filter((nodes) => nodes === 1).length / jobs.count).toBeGreaterThan(0.5)
  })

  it('trains in chains whose links follow one another, within the limit and never two at once', () => {
    const { startS, endS } = simulate(month, { policy: 'easy', onProgress: null })
    const links = indices.filter((i) => jobs.projects[jobs.projectOf[i] ?? -1] === 'llm-pretraining')
    links.forEach((link, k) => {
      expect(jobs.nodes[link]).toBe(1024)
      expect(jobs.requestedS[link]).toBe(12 * 3600)
      expect(jobs.priority?.[link]).toBe(1)
      const before = links[k - 1]
      if (before === undefined) return
      expect(jobs.submitS[link]).toBeGreaterThanOrEqual(
        (jobs.submitS[before] ?? 0) + (jobs.actualS[before] ?? 0),
      )
      expect(startS[link]).toBeGreaterThanOrEqual(endS[before] ?? 0)
    })
  })

  it('keeps every node idle during maintenance, on Wednesdays from 8 to 12 h', () => {
    const { startS, endS } = simulate(month, { policy: 'easy', onProgress: null })
    expect(month.windows.map((window) => new Date((window.startS + 4 * 86_400) * 1000).getUTCDay())).toEqual([
      3, 3, 3, 3,
    ])
    for (const window of month.windows) {
      const inside = indices.filter((i) => (startS[i] ?? 0) < window.endS && (endS[i] ?? 0) > window.startS)
      expect(inside).toEqual([])
    }
  })

  it('says of each figure where it is from, or that it is judgement', () => {
    for (const { source } of monthOfAlps.figures) expect(source.length).toBeGreaterThan(8)
  })
})
