import { accept, refuse, type Read } from '../../../base/outcome.ts'
import { sum } from '../../../base/math.ts'
import { SECONDS_PER_HOUR } from '../../../base/units.ts'
import { findAccelerator, nearestAccelerators } from '../../../catalogue/accelerators.ts'
import type { Queue } from '../../../catalogue/types.ts'
import type { NodeKind } from '../../../queue/engine/job.ts'
import type { ConfFile } from '../../../queue/import/slurm/conf-lines.ts'
import { slurmMachine, type SlurmMachine } from '../../../queue/import/slurm/slurm-machine.ts'
import type { SlurmPartition } from '../../../queue/import/slurm/slurm-partitions.ts'

/** A machine as the files of its Slurm tell it: a system file for estimates, and for the queue below `slurm`. */
export type SystemFile = {
  readonly name: string
  /** Of the catalogue; left out where the names of the GPUs do not tell which they are. */
  readonly acceleratorId?: string
  readonly nodes: number
  /** Of the kind that most GPUs are in. */
  readonly acceleratorsPerNode: number
  readonly accelerators: number
  /** Partitions with GPUs as estimates take them, the default one first. */
  readonly queues: readonly Pick<Queue, 'id' | 'limitH' | 'nodes'>[]
  readonly note: string
  readonly slurm: SlurmPart
}

/** Amounts and times without limit are null. */
export type SlurmPart = Pick<
  SlurmMachine,
  'away' | 'qos' | 'associations' | 'priority' | 'tiers' | 'preemption' | 'backfill' | 'notUnderstood'
> & { readonly nodes: readonly KindOfFile[]; readonly partitions: readonly PartitionOfFile[] }

type KindOfFile = Omit<NodeKind, 'cores' | 'memoryMb'> & {
  readonly cores: number | null
  readonly memoryMb: number | null
}
type PartitionOfFile = Omit<SlurmPartition, 'longestS' | 'mostNodes'> & {
  readonly longestS: number | null
  readonly mostNodes: number | null
}

/** Makes a system file of the texts of slurm.conf, `scontrol show node`, `sinfo` and `sacctmgr show qos -P`. */
export function systemFromSlurm(files: readonly ConfFile[]): Read<SystemFile> {
  if (files.length === 0)
    return refuse('dir', 'holds no file; put slurm.conf or the text of scontrol show node there')
  const read = slurmMachine(files)
  if (!read.ok) return read
  const { name, kinds, gpuType, partitions, ...rest } = read.value
  const withGpus = kinds.filter(({ gpus }) => gpus > 0)
  const most = withGpus.reduce<NodeKind | null>(
    (best, kind) => (best === null || kind.gpus * kind.count > best.gpus * best.count ? kind : best),
    null,
  )
  const part = gpuType === '' ? null : findAccelerator(gpuType)
  return accept({
    name,
    ...(part === null ? {} : { acceleratorId: part.id }),
    nodes: withGpus.reduce((sum, { count }) => sum + count, 0),
    acceleratorsPerNode: most?.gpus ?? 0,
    accelerators: withGpus.reduce((sum, { count, gpus }) => sum + count * gpus, 0),
    queues: queuesOf(partitions, withGpus),
    note: part === null ? noteWithout(gpuType) : noteOf(gpuType, part.id),
    slurm: {
      nodes: kinds.map((kind) => ({ ...kind, cores: finite(kind.cores), memoryMb: finite(kind.memoryMb) })),
      partitions: partitions.map((one) => ({
        ...one,
        longestS: finite(one.longestS),
        mostNodes: finite(one.mostNodes),
      })),
      ...rest,
    },
  })
}

function queuesOf(partitions: readonly SlurmPartition[], kinds: readonly NodeKind[]): SystemFile['queues'] {
  const defaultFirst = [...partitions].sort((a, b) => Number(b.isDefault) - Number(a.isDefault))
  return defaultFirst.flatMap(({ name, longestS, mostNodes }) => {
    const nodes = sum(kinds.filter((kind) => kind.partitions.includes(name)).map(({ count }) => count))
    if (nodes === 0) return []
    return [{ id: name, limitH: finite(longestS / SECONDS_PER_HOUR), nodes: Math.min(nodes, mostNodes) }]
  })
}

/** A short name of the site's own may stand for other parts of the family. */
function noteOf(gpuType: string, id: string): string {
  const others = nearestAccelerators(gpuType, 4).filter((one) => one !== id && one.startsWith(`${gpuType}-`))
  const taken = `from the files of Slurm, whose GPUs are '${gpuType}', taken as ${id}`
  return others.length === 0 ? taken : `${taken}; change acceleratorId if they are ${others.join(', ')}`
}

function noteWithout(gpuType: string): string {
  const why =
    gpuType === ''
      ? 'the GPUs have no name, or several'
      : `the GPUs are '${gpuType}', which is no single accelerator of the catalogue`
  return `from the files of Slurm; ${why}: add acceleratorId for estimates`
}

function finite(value: number): number | null {
  return value === Infinity ? null : value
}
