import { nearestIds } from '../../../base/nearest.ts'
import { accept, refuse, type Problem, type Read } from '../../../base/outcome.ts'
import { isControl, quoted, shown } from '../../../base/shown.ts'
import { findAccelerator } from '../../../catalogue/accelerators.ts'
import { findSystem } from '../../../catalogue/find.ts'
import { systems } from '../../../catalogue/systems.ts'
import type { Accelerator, System } from '../../../catalogue/types.ts'
import { domainOf, hostW } from '../../../step/hardware.ts'
import { readAccelerator, readAcceleratorName, usualDomain } from './read-accelerator.ts'
import { noAccelerator, type SystemFields } from './shapes.ts'

export type SystemRead = { readonly system: System; readonly accelerator: Accelerator }

export function readMachine(raw: string | SystemFields): Read<SystemRead> {
  return typeof raw === 'string' ? catalogueMachine(raw) : ownMachine(raw)
}

function catalogueMachine(id: string): Read<SystemRead> {
  const system = findSystem(id)
  if (system === null) {
    const ids = systems.map((one) => one.id)
    const near = nearestIds(id, ids)
    return refuse(
      'system',
      `${quoted(id)} is not in the catalogue; the nearest are ${near.join(', ')}; or give a system file`,
    )
  }
  const accelerator = findAccelerator(system.acceleratorId)
  if (accelerator === null) throw new Error(`the accelerator of ${system.id} is not in the catalogue`)
  return accept({ system, accelerator })
}

function ownMachine(fields: SystemFields): Read<SystemRead> {
  const part = partOf(fields)
  if (!part.ok) return { ok: false, problems: [...nameProblems(fields), ...part.problems] }
  const accelerator = part.value
  const all = [
    ...nameProblems(fields),
    ...limitProblems('system.powerCapW', fields.powerCapW, accelerator),
    ...domainProblems('system.accelerator', fields.acceleratorsPerNode, accelerator),
  ]
  return all.length > 0
    ? { ok: false, problems: all }
    : accept({ system: filled(fields, accelerator), accelerator })
}

function partOf({ acceleratorId, accelerator }: SystemFields): Read<Accelerator> {
  if (acceleratorId !== undefined && accelerator !== undefined)
    return refuse('system.accelerator', 'stands beside acceleratorId; give one of them')
  if (acceleratorId !== undefined) return readAcceleratorName('system.acceleratorId', acceleratorId)
  if (accelerator !== undefined) return readAccelerator('system.accelerator', accelerator)
  return refuse('system.acceleratorId', noAccelerator)
}

const longestName = 200

/** Names are shown, written into scripts and files: one line each, of letters that are seen. */
function nameProblems(fields: SystemFields): readonly Problem[] {
  const names = ['id', 'name', 'operator', 'country'] as const
  return names.flatMap((field) => {
    const name = fields[field]
    const isPlain = name.length <= longestName && !Array.from(name).some(isControl)
    const message = `${shown(name)} has line ends or control characters, or more than ${String(longestName)} letters; write it on one line`
    return isPlain ? [] : [{ field: `system.${field}`, message }]
  })
}

/** A power limit that would leave the accelerator of a shared module nothing. */
export function limitProblems(
  field: string,
  capW: number | null,
  accelerator: Accelerator,
): readonly Problem[] {
  const host = hostW(accelerator)
  if (capW === null || capW > host) return []
  const message = `${String(capW)} W leaves nothing to ${accelerator.name}, whose host takes about ${String(host)} W of the module's limit; give more than that`
  return [{ field, message }]
}

/** The domain of a part of the user's own, where the model takes another for nodes of so many. */
export function domainProblems(
  field: string,
  perNode: number | null,
  { vendor, scaleUpAccelerators: said }: Accelerator,
): readonly Problem[] {
  const taken = domainOf(said, perNode)
  if (vendor !== '' || said === usualDomain || said === taken) return []
  const message = `${String(said)} is not kept: nodes of ${String(perNode)} make a domain of ${String(taken)}; give that, or leave it out`
  return [{ field: `${field}.gpusPerDomain`, message }]
}

function filled(fields: SystemFields, accelerator: Accelerator): System {
  const { accelerator: _part, citations: _theirs, slurm: _queue, ...said } = fields
  return {
    ...said,
    status: 'user',
    acceleratorId: accelerator.id,
    accelerators: said.accelerators ?? said.nodes * said.acceleratorsPerNode,
    queues: said.queues.map((queue) => ({ ...queue, citation: null })),
    maintenance: said.maintenance.map((window) => ({ ...window, citation: null })),
  }
}
