import { accept, readAll, refuse, type Problem, type Read } from '../../base/outcome.ts'
import { readBounded } from '../../base/quantity.ts'
import { GIGA } from '../../base/units.ts'
import type { Accelerator } from '../../catalogue/types.ts'
import { hardwareOf, hostW, machineOf, type Hardware } from '../../step/hardware.ts'
import { readAccelerator } from '../estimate/reading/read-accelerator.ts'
import { limitProblems, readMachine } from '../estimate/reading/read-system.ts'
import type { PredictFields } from './schema.ts'

export type PartInMachine = { readonly accelerator: Accelerator; readonly hardware: Hardware }

const powers = [10, 1e5] as const

/** The machine of a line, or everything that is wrong with it. */
export function readHardware({ hardware: fields, powerLimitW }: PredictFields): Read<PartInMachine> {
  const optional = (field: string, value: number | string | null | undefined, limits: Limits) =>
    value === null || value === undefined ? accept(null) : readBounded(field, value, limits)
  const numbers = readAll({
    gpusPerNode: optional('hardware.gpusPerNode', fields.gpusPerNode, [1, 1e5]),
    scaleOutGBs: optional('hardware.scaleOutGBsPerGpu', fields.scaleOutGBsPerGpu, [1e-3, 1e5]),
    powerCapW: optional('hardware.powerCapW', fields.powerCapW, powers),
    limitInside: optional('hardware.powerLimitW', fields.powerLimitW, powers),
    limitBeside: optional('powerLimitW', powerLimitW, powers),
  })
  if (!numbers.ok) return numbers
  const { gpusPerNode, scaleOutGBs, powerCapW, limitInside, limitBeside } = numbers.value
  const limits = [limitInside, limitBeside].filter((limit) => limit !== null)
  const said = {
    ...(gpusPerNode === null ? {} : { gpusPerNode }),
    ...(scaleOutGBs === null ? {} : { scaleOutBytesPerS: scaleOutGBs * GIGA }),
  }
  const problems = oneLimit(powerCapW, limits)
  if (problems.length > 0) return { ok: false, problems }
  const limited = (accelerator: Accelerator) => {
    const own = limits[0]
    const cap = own === undefined ? powerCapW : own + hostW(accelerator)
    return cap === null ? said : { ...said, powerCapW: cap }
  }
  const machine =
    typeof fields.system === 'string'
      ? readSystem(fields.system, limited)
      : readPart(fields.accelerator, limited)
  if (!machine.ok) return machine
  const starved = limitProblems('hardware.powerCapW', powerCapW, machine.value.accelerator)
  return starved.length > 0 ? { ok: false, problems: starved } : machine
}

type Limits = readonly [number, number]
/** What a line says of a machine, once its accelerator is known: a limit of the accelerator alone leaves its host out. */
type Said = (accelerator: Accelerator) => object

/** `powerCapW` is of a whole module, `powerLimitW` of the accelerator alone: one of them holds. */
function oneLimit(powerCapW: number | null, limits: readonly number[]): readonly Problem[] {
  const all = powerCapW === null ? limits : [powerCapW, ...limits]
  const message = `${all.map(String).join(' W and ')} W are two limits; give one of powerCapW (module) and powerLimitW (accelerator alone)`
  return new Set(all).size > 1 ? [{ field: 'hardware.powerLimitW', message }] : []
}

function readSystem(id: string, said: Said): Read<PartInMachine> {
  const machine = readMachine(id)
  if (!machine.ok)
    return {
      ok: false,
      problems: machine.problems.map(({ message }) => ({ field: 'hardware.system', message })),
    }
  const { accelerator, system } = machine.value
  const hardware = hardwareOf(accelerator, { ...machineOf(system), ...said(accelerator) })
  return accept({ accelerator, hardware })
}

const nothingKnown = { gpusPerNode: null, scaleOutBytesPerS: null, pairBytesPerS: null, powerCapW: null }
/** A quad of GH200 has no switch inside the node: 150 GB/s to each neighbour (CSCS documentation). */
const quadPairBytesPerS = 150 * GIGA

function readPart(wish: PredictFields['hardware']['accelerator'], said: Said): Read<PartInMachine> {
  if (wish === null || wish === undefined)
    return refuse(
      'hardware',
      'names neither an accelerator nor a system; give {"accelerator": "h100-sxm-80"}',
    )
  const part = readAccelerator('hardware.accelerator', wish)
  if (!part.ok) return part
  const accelerator = part.value
  const pair = accelerator.id.startsWith('gh200') ? quadPairBytesPerS : null
  const machine = { ...nothingKnown, pairBytesPerS: pair, ...said(accelerator) }
  return accept({ accelerator, hardware: hardwareOf(accelerator, machine) })
}
