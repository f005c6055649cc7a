import { describe, expect, it } from 'vitest'
import { nearestIds } from '../../sim/base/nearest.ts'
import { accelerators, findAccelerator } from '../../sim/catalogue/accelerators.ts'
import { findGrid } from '../../sim/catalogue/find.ts'
import { grids } from '../../sim/catalogue/grids.ts'
import { models } from '../../sim/catalogue/models.ts'
import { findPrice, prices } from '../../sim/catalogue/prices.ts'
import { sources } from '../../sim/catalogue/sources.ts'
import { systems } from '../../sim/catalogue/systems.ts'
import { answerEstimate } from '../../sim/index.ts'
import type { Citation } from '../../sim/catalogue/types.ts'

type Recorded = { readonly id: string; readonly citations: { readonly [field: string]: Citation } }
const records: readonly Recorded[] = [...accelerators, ...systems, ...models, ...prices]

describe('the catalogue', () => {
  it.each(records.map((record) => [record.id, record] as const))(
    '%s has a source for every figure',
    (_, record) => {
      for (const [field, value] of Object.entries(record)) {
        if (typeof value === 'number') expect(record.citations[field], field).toBeDefined()
      }
      for (const [source, where] of Object.values(record.citations)) {
        expect(Object.keys(sources)).toContain(source)
        expect(where).not.toBe('')
      }
    },
  )

  it('has Alps whole and first', () => {
    const [alps] = systems
    expect(alps).toMatchObject({
      id: 'alps',
      nodes: 2688,
      accelerators: 10752,
      acceleratorsPerNode: 4,
      pairBytesPerS: 150e9,
    })
    expect(alps).toMatchObject({
      scaleOutBytesPerS: 25e9,
      powerCapW: 660,
      hplPowerW: 7.124e6,
      tariffId: 'cscs-gh200-2026',
    })
    expect(alps?.queues.map(({ limitH }) => limitH)).toContain(12)
    expect(alps?.maintenance).toHaveLength(2)
    expect(findPrice('cscs-gh200-2026')).toMatchObject({ perAcceleratorHour: 2.69 / 4, currency: 'CHF' })
  })

  it('has a ready cluster of each kind, which an answer needs nothing but a grid for', () => {
    const ready = systems.filter(({ status }) => status === 'generic')
    expect(ready.map(({ acceleratorId }) => acceleratorId)).toEqual([
      'h100-sxm-80',
      'h200-sxm-141',
      'b200',
      'gb200',
      'gh200-96',
      'mi300x',
      'tpu-v5p',
    ])
    for (const { id } of ready) {
      const asked = { model: 'llama-3-8b', tokens: '1T', system: id, gpus: 512, samples: 200 }
      expect(answerEstimate({ ...asked, grid: 'CH' }).status, id).toBe('answer')
      const placeless = answerEstimate(asked)
      expect(placeless.status === 'refused' && placeless.problems.map(({ field }) => field)).toEqual(['grid'])
    }
  })

  it('has at least 21 systems, each of a known accelerator and country', () => {
    expect(systems.length).toBeGreaterThanOrEqual(21)
    for (const system of systems) {
      expect(findAccelerator(system.acceleratorId), system.id).not.toBeNull()
      if (system.status === 'generic') expect(system.country).toBe('')
      else expect(findGrid(system.country), system.country).not.toBeNull()
      const perNode = system.accelerators / system.acceleratorsPerNode
      expect(Math.abs(perNode - system.nodes), system.id).toBeLessThanOrEqual(1)
    }
  })

  it('draws 400 to 1,200 W per accelerator in HPL', () => {
    for (const { id, hplPowerW, hplAccelerators } of systems) {
      if (hplPowerW === null || hplAccelerators === null) continue
      expect(hplPowerW / hplAccelerators, id).toBeGreaterThan(400)
      expect(hplPowerW / hplAccelerators, id).toBeLessThan(1200)
    }
  })

  it('knows one thing by many names', () => {
    for (const alias of ['H100-80GB-SXM', 'GH200-96GB', 'tpu-v5p', 'a100 80gb sxm', 'GH200']) {
      expect(findAccelerator(alias), alias).not.toBeNull()
    }
    const names = accelerators.flatMap(({ id, aliases }) => [
      ...new Set([id, ...aliases].map((name) => name.toLowerCase())),
    ])
    expect(new Set(names).size).toBe(names.length)
    expect(
      nearestIds(
        'apertus-7b',
        models.map(({ id }) => id),
      ),
    ).toContain('apertus-70b')
  })

  it('counts a grid by three methods, each with its year', () => {
    const swiss = findGrid('CH')
    expect(swiss?.intensities.map(({ method, year, gCo2ePerKwh }) => [method, year, gCo2ePerKwh])).toEqual([
      ['production', 2024, 36.72],
      ['consumption-lifecycle', 2025, 50],
      ['production-owid', 2023, 34.8],
    ])
    for (const grid of grids) expect(grid.intensities.length, grid.id).toBeGreaterThan(0)
  })
})
