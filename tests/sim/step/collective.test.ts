import { describe, it } from 'vitest'
import { allToAllS, ringBytesPerS, ringS, sendS } from '../../../sim/step/collective.ts'
import { expectNear, machine } from './invented.ts'

// Links of 400 GB/s inside a domain of 8, ports of 50 GB/s, half of each reached; 10 µs and 100 µs a hop.
const paired = { ...machine, hardware: { ...machine.hardware, pairBytesPerS: 100e9 } }

describe('a collective, worked by hand', () => {
  it.each([
    ['8 of one domain: its links', 8, 8, machine, 200e9],
    ['16 with 8 in each domain: 8 ports, no more than the links', 16, 8, machine, 200e9],
    ['16 with 4 in each domain: 4 ports', 16, 4, machine, 100e9],
    ['16 with one in each domain: one port', 16, 1, machine, 25e9],
    ['two neighbours on links between pairs: one link', 2, 8, paired, 50e9],
    ['four on links between pairs: three links', 4, 8, paired, 150e9],
    ['eight on links between pairs: no more than all links', 8, 8, paired, 200e9],
  ])('a ring of %s', (_, ranks, inside, fabric, byHand) => {
    expectNear(ringBytesPerS(ranks, inside, fabric), byHand)
  })

  it.each([
    // 7 hops of 10 µs; 7/8 of 8 GB at 200 GB/s.
    ['8 of one domain', [8, 8], 0.00007 + 0.035],
    // 12 hops inside the 4 domains and 3 between them; 15/16 of 8 GB at 100 GB/s.
    ['16 with 4 in each domain', [16, 4], 0.00012 + 0.0003 + 0.075],
    ['one alone', [1, 8], 0],
  ] as const)('gathers 8 GB over %s', (_, group, byHand) => {
    expectNear(ringS(8e9, group, machine), byHand)
  })

  it('takes tokens to experts inside a domain: 7/8 of 4 copies of 1 GB over the links, or once to each rank', () => {
    expectNear(allToAllS([1e9, 4, 0, 1], [8, 8], machine), 0.00007 + 0.0175)
    // 4 experts lie on 8 · (1 − 0.875⁴) = 3.310546875 ranks.
    expectNear(allToAllS([1e9, 4, 1, 1], [8, 8], machine), 0.00007 + 0.014483642578125)
  })

  it('takes a token once to each domain that has some of its experts', () => {
    // 4 of 32 ranks' experts reach 4 · (1 − 0.75⁴) = 2.734375 of 4 domains, 3/4 of them others: 2.05 GB by a 25 GB/s port.
    expectNear(allToAllS([1e9, 4, 1, 1], [32, 8], machine), 0.0004 + 0.08203125)
  })

  it('takes it to fewer where a token chooses in half of the groups', () => {
    // 2 · (1 − 0.5⁴) = 1.875 domains, 3/4 of them others.
    expectNear(allToAllS([1e9, 4, 1, 0.5], [32, 8], machine), 0.0004 + 0.05625)
  })

  it('plainly takes it to each of its 4 experts: 3 GB by the port, and half of the runs between', () => {
    expectNear(allToAllS([1e9, 4, 0, 1], [32, 8], machine), 0.0004 + 0.12)
    expectNear(allToAllS([1e9, 4, 0.5, 1], [32, 8], machine), 0.0004 + 0.101015625)
  })

  it('waits for the links where copies inside outweigh what crosses', () => {
    // 64 experts lie on 16 · (1 − (15/16)⁶⁴) ranks of both domains: 1 GB out, 7/8 of 15.7428 GB inside.
    expectNear(allToAllS([1e9, 64, 1, 1], [16, 8], machine), 0.0002 + 0.06887472225543)
  })

  it('hands 1 GB to the next stage over the links or over a port', () => {
    expectNear(sendS(1e9, 0, machine), 0.00501)
    expectNear(sendS(1e9, 1, machine), 0.0401)
  })
})
