import { describe, expect, it } from 'vitest'
import { accelerators, findAccelerator, nearestAccelerators } from '../../../sim/catalogue/accelerators.ts'
import { throughputRows } from '../../../sim/evidence/throughput.ts'

/** As nvidia-smi, rocm-smi, JAX and vendors print them. */
const printed = [
  ['NVIDIA H100 80GB HBM3', 'h100-sxm-80'],
  ['NVIDIA H100', 'h100-sxm-80'],
  ['H100 SXM5 80 GB', 'h100-sxm-80'],
  ['NVIDIA H100 PCIe', 'h100-pcie'],
  ['NVIDIA H100 NVL', 'h100-nvl'],
  ['H100-96GB-HBM2e', 'h100-sxm-96'],
  ['NVIDIA H100 96 GB HBM2e', 'h100-sxm-96'],
  ['NVIDIA H200', 'h200-sxm-141'],
  ['NVIDIA GH200 480GB', 'gh200-96'],
  ['NVIDIA GH200 120GB', 'gh200-96'],
  ['NVIDIA GH200 144G HBM3e', 'gh200-144'],
  ['NVIDIA B200', 'b200'],
  ['NVIDIA GB200', 'gb200'],
  ['NVIDIA B300 SXM6 AC', 'b300'],
  ['NVIDIA A100-SXM4-80GB', 'a100-sxm-80'],
  ['NVIDIA A100-SXM4-40GB', 'a100-sxm-40'],
  ['NVIDIA A100 80GB PCIe', 'a100-pcie-80'],
  ['NVIDIA A100-PCIE-80GB', 'a100-pcie-80'],
  ['NVIDIA A800-SXM4-80GB', 'a800-sxm-80'],
  ['Tesla V100-SXM2-32GB', 'v100-sxm2-32'],
  ['Tesla V100-SXM2-16GB', 'v100-sxm2-16'],
  ['AMD Instinct MI300X', 'mi300x'],
  ['AMD Instinct MI300X OAM', 'mi300x'],
  ['AMD Instinct MI300A', 'mi300a'],
  ['AMD Instinct MI250X', 'mi250x'],
  ['TPU v5p', 'tpu-v5p'],
  ['v5p', 'tpu-v5p'],
  ['TPU v5 lite', 'tpu-v5e'],
  ['TPU v6 lite', 'tpu-v6e'],
  ['TPU7x', 'tpu-v7'],
  ['Gaudi 3', 'gaudi3'],
  ['HL-225', 'gaudi2'],
] as const

describe('accelerators by name', () => {
  it.each(printed)('%s is %s', (name, id) => {
    expect(findAccelerator(name)?.id).toBe(id)
  })

  it('are found by every id, name and spelling of their own', () => {
    for (const { id, name, aliases } of accelerators)
      for (const one of [id, name, ...aliases]) expect(findAccelerator(one)?.id, one).toBe(id)
  })

  it('are found as every row of the evidence spells them, but for a card that the catalogue has not', () => {
    const names = new Set(throughputRows().map(({ accelerator }) => accelerator))
    expect([...names].filter((name) => findAccelerator(name) === null)).toEqual(['l40s'])
  })

  it('keep cards of one chip and other memories apart', () => {
    expect(findAccelerator('H100-96GB-HBM2e')).toMatchObject({ memoryBytes: 96e9, memoryBytesPerS: 2.4e12 })
    expect(findAccelerator('H100')).toMatchObject({ memoryBytes: 80e9, memoryBytesPerS: 3.35e12 })
    for (const other of ['H100 64GB', 'A100-SXM-64GB', 'NVIDIA A100-PCIE-40GB', 'Tesla V100-PCIE-32GB'])
      expect(findAccelerator(other), other).toBeNull()
  })

  it.each(['', '80GB', 'SXM', 'NVIDIA', 'NVIDIA Graphics Device', 'bananas', 'tpu', 'gaudi'])(
    "'%s' names none",
    (name) => {
      expect(findAccelerator(name)).toBeNull()
    },
  )

  it.each([
    ['NVIDIA A100-PCIE-40GB', /^a100/],
    ['A100-SXM-64GB', /^a100/],
    ['H100 64GB', /^h100/],
    ['H200-NVL', /^h200/],
    ['TPU v5', /^tpu-v5/],
    ['Instinct MI300', /^mi300/],
    ['gaudi', /^gaudi/],
    ['V100 SXM3', /^v100/],
  ])('%s is offered its own family first', (name, family) => {
    const [first = ''] = nearestAccelerators(name)
    expect(first).toMatch(family)
    expect(findAccelerator(first)?.id).toBe(first)
  })
})
