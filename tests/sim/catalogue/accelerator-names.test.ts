import { describe, expect, it } from 'vitest'
import { accelerators, findAccelerator, nearestAccelerators } from '../../../sim/catalogue/accelerators.ts'
import { throughputRows } from '../../../sim/evidence/throughput.ts'
import { familyOf } from '../../../sim/step/hardware.ts'

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
  ['Tesla V100-PCIE-32GB', 'v100-pcie-32'],
  ['Tesla V100-PCIE-16GB', 'v100-pcie-16'],
  ['NVIDIA A100-PCIE-40GB', 'a100-pcie-40'],
  ['NVIDIA A800 80GB PCIe', 'a800-pcie-80'],
  ['NVIDIA A800-PCIE-40GB', 'a800-pcie-40'],
  ['NVIDIA H200 NVL', 'h200-nvl'],
  ['NVIDIA A100 PCIe', 'a100-pcie-80'],
  ['RTX 4090 24GB', 'rtx-4090'],
  ['NVIDIA H20', 'h20'],
  ['NVIDIA L40S', 'l40s'],
  ['NVIDIA L40', 'l40'],
  ['NVIDIA L4', 'l4'],
  ['NVIDIA A40', 'a40'],
  ['NVIDIA A10', 'a10'],
  ['Tesla T4', 't4'],
  ['NVIDIA GeForce RTX 4090', 'rtx-4090'],
  ['RTX4090', 'rtx-4090'],
  ['NVIDIA GeForce RTX 5090', 'rtx-5090'],
  ['NVIDIA RTX PRO 6000 Blackwell Server Edition', 'rtx-pro-6000'],
  ['NVIDIA RTX PRO 6000 Blackwell Workstation Edition', 'rtx-pro-6000'],
  ['AMD Instinct MI210', 'mi210'],
  ['AMD Instinct MI100', 'mi100'],
  ['AMD Instinct MI250', 'mi250'],
  ['Trainium2', 'trainium2'],
  ['trn2', 'trainium2'],
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
  ['Trainium 2', 'trainium2'],
  ['trn2', 'trainium2'],
] as const

describe('accelerators by name', () => {
  it.each(printed)('%s is %s', (name, id) => {
    expect(findAccelerator(name)?.id).toBe(id)
  })

  it('are found by every id, name and spelling of their own', () => {
    for (const { id, name, aliases } of accelerators)
      for (const one of [id, name, ...aliases]) expect(findAccelerator(one)?.id, one).toBe(id)
  })

  it('are found as every row of the evidence spells them', () => {
    const names = new Set(throughputRows().map(({ accelerator }) => accelerator))
    expect([...names].filter((name) => findAccelerator(name) === null)).toEqual([])
  })

  it('keep cards of one chip and other memories apart', () => {
    expect(findAccelerator('H100-96GB-HBM2e')).toMatchObject({ memoryBytes: 96e9, memoryBytesPerS: 2.4e12 })
    expect(findAccelerator('H100')).toMatchObject({ memoryBytes: 80e9, memoryBytesPerS: 3.35e12 })
    expect(findAccelerator('H100 64GB')).toMatchObject({ memoryBytes: 64e9, memoryBytesPerS: 1.6e12 })
    expect(findAccelerator('NVIDIA A100-SXM-64GB')).toMatchObject({
      memoryBytes: 64e9,
      bf16FlopsPerS: 3.582e14,
    })
    expect(findAccelerator('A100-PCIE-40GB')).toMatchObject({ memoryBytes: 40e9, tdpW: 250 })
    expect(findAccelerator('A100-PCIE-80GB')).toMatchObject({ memoryBytes: 80e9, tdpW: 300 })
    for (const other of [
      'NVIDIA A10G',
      'NVIDIA A100-PCIE-64GB',
      'NVIDIA A800 40GB Active',
      'NVIDIA GeForce RTX 4090 D',
      'NVIDIA GeForce RTX 4090 Laptop GPU',
      'NVIDIA RTX PRO 6000 Blackwell Max-Q Workstation Edition',
      'NVIDIA RTX 6000 Ada Generation',
      'Quadro RTX 6000',
      'RTX 6000',
      'Tesla V100S-PCIE-32GB',
      'V100 PCIe',
      'A800 PCIe',
    ])
      expect(findAccelerator(other), other).toBeNull()
  })

  it.each([
    '',
    '80GB',
    'SXM',
    'NVIDIA',
    'NVIDIA Graphics Device',
    'bananas',
    'tpu',
    'gaudi',
    'Trainium',
    'RTX',
    'RTX PRO',
    'NVIDIA Blackwell Server Edition',
    'GeForce',
  ])("'%s' names none", (name) => {
    expect(findAccelerator(name)).toBeNull()
  })

  it.each([
    ['NVIDIA A100-PCIE-64GB', /^a100/],
    ['A100-SXM-64GB', /^a100/],
    ['H100 64GB', /^h100/],
    ['H200 96GB', /^h200/],
    ['NVIDIA RTX 6000 Ada Generation', /^rtx/],
    ['NVIDIA A10G', /^a10/],
    ['TPU v5', /^tpu-v5/],
    ['Instinct MI300', /^mi300/],
    ['gaudi', /^gaudi/],
    ['AWS Trainium', /^trainium/],
    ['V100 SXM3', /^v100/],
  ])('%s is offered its own family first', (name, family) => {
    const [first = ''] = nearestAccelerators(name)
    expect(first).toMatch(family)
    expect(findAccelerator(first)?.id).toBe(first)
  })

  it.each([
    ['Tesla T4', 'volta'],
    ['NVIDIA L40S', 'ampere'],
    ['RTX PRO 6000', 'ampere'],
    ['NVIDIA A10', 'ampere'],
    ['NVIDIA H20', 'hopper'],
    ['MI210', 'cdna'],
    ['Trainium2', 'trainium'],
  ])('%s is reckoned with the family whose instructions it has: %s', (name, family) => {
    const found = findAccelerator(name)
    expect(found && familyOf(found)).toBe(family)
  })

  it('have dense rates: fp8 of NVIDIA is twice bf16, where one with sparsity would be four times or the same', () => {
    for (const { id, vendor, bf16FlopsPerS, fp8FlopsPerS } of accelerators)
      if (vendor === 'NVIDIA' && fp8FlopsPerS !== null) {
        expect(fp8FlopsPerS / bf16FlopsPerS, id).toBeGreaterThan(1.95)
        expect(fp8FlopsPerS / bf16FlopsPerS, id).toBeLessThan(2.05)
      }
  })
})
