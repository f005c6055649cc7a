import chips from './fitted/chips.json' with { type: 'json' }
import { own } from '../base/nearest.ts'
import type { Accelerator, System } from '../catalogue/types.ts'
import { chipEffects } from './fitted/calibration.ts'

/** Chips that share kernels, and so share efficiencies. */
export type ChipFamily =
  | 'volta'
  | 'ampere'
  | 'hopper'
  | 'blackwell'
  | 'cdna'
  | 'tpu'
  | 'trainium'
  | 'ponte-vecchio'
  | 'gaudi'

/** What the step time needs to know of the machine; bandwidths are one direction, of one accelerator. */
export type Hardware = Readonly<ReturnType<typeof hardwareOf>>

/** Domains larger than this are one fabric whatever the node holds (NVL72, TPU slices). */
export const usualNode = 8

const familiesByVendor: Readonly<Record<string, ChipFamily>> = { AMD: 'cdna', Google: 'tpu', AWS: 'trainium' }

const familiesByName: readonly (readonly [pattern: RegExp, family: ChipFamily])[] = [
  // Turing has Volta's tensor cores, without bf16; Ada and Blackwell's GDDR cards Ampere's instructions, not those of Hopper or B200.
  [/^[vt]\d/, 'volta'],
  [/^([al]\d|rtx)/, 'ampere'],
  [/^g?b\d/, 'blackwell'],
  [/^gaudi/, 'gaudi'],
  [/^max\d/, 'ponte-vecchio'],
]

/** The family of a part, from its vendor and the letter of its name; hopper where neither tells. */
export function familyOf({ id, vendor }: Pick<Accelerator, 'id' | 'vendor'>): ChipFamily {
  return (
    own(familiesByVendor, vendor) ?? familiesByName.find(([pattern]) => pattern.test(id))?.[1] ?? 'hopper'
  )
}

/** Where no source gives a scale-up bandwidth: half of what an A100 has. A judgement. */
const unknownScaleUpBytesPerS = 150e9
/** Where no source gives a network port: 200 Gb/s. A judgement. */
const unknownScaleOutBytesPerS = 25e9
export type Machine = {
  readonly gpusPerNode: number | null
  readonly scaleOutBytesPerS: number | null
  readonly pairBytesPerS: number | null
  /** Limit of the whole module, host processor included where it shares the module; null for none. */
  readonly powerCapW: number | null
}

/**
 * What host processor and memory take of a shared module under load: CSCS' job report shows four accelerators of a node
 * drawing 1.8 kW together, 450 W each of a module's 660 W; the documented range of the host is 50 to 300 W.
 */
const moduleHostW = 210
/** Power of a Hopper accelerator at its datasheet clocks, as the catalogue cites it. */
const hopperW = 700

type Supply = { readonly hostW: number; readonly acceleratorW: number | null }

/** Where a power limit goes: to the host of a shared module first, then to the accelerator, which runs at its full clock with so much. */
function supplyOf({ id, tdpW }: Pick<Accelerator, 'id' | 'tdpW'>): Supply {
  return /^gh\d/.test(id) ? { hostW: moduleHostW, acceleratorW: hopperW } : { hostW: 0, acceleratorW: tdpW }
}

/** A power limit has to be above this: what the host of a shared module takes. */
export function hostW(accelerator: Pick<Accelerator, 'id' | 'tdpW'>): number {
  return supplyOf(accelerator).hostW
}

/**
 * The power limit that holds an accelerator back in its machine; null where none is published.
 *
 * Ours: a module's limit feeds its host first, as the job reports of CSCS show.
 */
export function powerLimitW(
  { powerCapW }: Pick<Machine, 'powerCapW'>,
  accelerator: Pick<Accelerator, 'id' | 'tdpW'>,
): number | null {
  const { hostW: host, acceleratorW } = supplyOf(accelerator)
  const limit = powerCapW ?? accelerator.tdpW
  return limit === null || acceleratorW === null ? null : Math.min(limit, host + acceleratorW)
}

/** Share of its design power that the limit leaves the accelerator. */
function powerFraction(capW: number | null, accelerator: Accelerator): number {
  const { hostW: host, acceleratorW } = supplyOf(accelerator)
  const limit = powerLimitW({ powerCapW: capW }, accelerator)
  return limit === null || acceleratorW === null ? 1 : (limit - host) / acceleratorW
}

function flopsPerJ(accelerator: Accelerator): number | null {
  const { acceleratorW } = supplyOf(accelerator)
  return acceleratorW === null ? null : accelerator.bf16FlopsPerS / acceleratorW
}

/**
 * Exponentials of the special-function units, by the name of a part or its first word: multiprocessors · 16 a clock ·
 * clock, twice that on the B300. Others by their peak: as an H100, whose units give 3.9 T/s, or where they are no such
 * GPU as an A100, a judgement. Ours: counted.
 */
function exponentialsPerS(accelerator: Accelerator): number {
  const { id, bf16FlopsPerS } = accelerator
  const [first = id] = id.split('-', 1)
  const known = own(chips.exponentialsPerS, id) ?? own(chips.exponentialsPerS, first)
  return known ?? bf16FlopsPerS * (familyOf(accelerator) === 'hopper' ? 3.9e12 / 989.4e12 : 2.4e12 / 312e12)
}

/** A rack or a slice is one domain whatever its hosts hold; a slice smaller than the largest may be said as the node. */
export function domainOf(usual: number, gpusPerNode: number | null): number {
  if (usual <= usualNode) return gpusPerNode ?? usual
  return gpusPerNode !== null && gpusPerNode > usualNode ? Math.min(usual, gpusPerNode) : usual
}

/**
 * Share of its dense bf16 peak that large products alone were measured to reach; null where nobody published it.
 *
 * Ours: the one over the other.
 */
export function measuredMatmulShare({
  measuredMatmulFlopsPerS: measured,
  bf16FlopsPerS: peak,
}: Pick<Accelerator, 'measuredMatmulFlopsPerS' | 'bf16FlopsPerS'>): number | null {
  return measured === null ? null : measured / peak
}

/** An accelerator in its machine; what the machine leaves open is the accelerator's usual. */
export function hardwareOf(accelerator: Accelerator, machine: Machine) {
  const { scaleUpAccelerators: usual } = accelerator
  return {
    family: familyOf(accelerator),
    /** Dense peaks. */
    bf16FlopsPerS: accelerator.bf16FlopsPerS,
    fp8FlopsPerS: accelerator.fp8FlopsPerS,
    fp4FlopsPerS: accelerator.fp4FlopsPerS,
    memoryBytes: accelerator.memoryBytes,
    memoryBytesPerS: accelerator.memoryBytesPerS,
    /** Accelerators that reach each other without the network. */
    domain: domainOf(usual, machine.gpusPerNode),
    scaleUpBytesPerS:
      accelerator.scaleUpBytesPerS === null ? unknownScaleUpBytesPerS : accelerator.scaleUpBytesPerS / 2,
    /** Bandwidth to one neighbour where the links are point to point; null behind a switch. */
    pairBytesPerS: machine.pairBytesPerS,
    scaleOutBytesPerS: machine.scaleOutBytesPerS ?? accelerator.scaleOutBytesPerS ?? unknownScaleOutBytesPerS,
    /** Exponentials of its special-function units. */
    exponentialsPerS: exponentialsPerS(accelerator),
    /** Dense bf16 peak over the power that it is designed for; null where its power is not published. */
    flopsPerJ: flopsPerJ(accelerator),
    /**
     * Share of the dense bf16 peak that its large matrix products were measured to reach alone: what stands for a family
     * of which the evidence has no run; null for others, and where nobody says.
     */
    matmulShare: familyOf(accelerator) in chipEffects ? null : measuredMatmulShare(accelerator),
    /** The power that its limit leaves it, over the one that it is designed for. */
    powerFraction: powerFraction(machine.powerCapW, accelerator),
    /** Logarithm of this family's speed against what its datasheet and the constants say; 0 for a family without a row. */
    effect: chipEffects[familyOf(accelerator)] ?? 0,
  }
}

/** The machine as a catalogue or user system states it. */
export function machineOf(system: System): Machine {
  return {
    gpusPerNode: system.acceleratorsPerNode,
    scaleOutBytesPerS: system.scaleOutBytesPerS,
    pairBytesPerS: system.pairBytesPerS,
    powerCapW: system.powerCapW,
  }
}
