/** What Slurm counts of a job in all, 0 where it says nothing. `energyJ` is NaN where a counter has no value. */
export type Tres = Readonly<ReturnType<typeof tresOf>>

export const noTres: Tres = { nodes: 0, gpus: 0, gpuType: '', cores: 0, memoryMb: 0, energyJ: 0 }

/**
 * One counted resource: `name` is '' but for gres ('gpu', 'gpu:a100'). Types as in Slurm's database: cpu, mem, energy,
 * node, billing, fs, bb, gres, license.
 */
type Counted = { readonly type: string; readonly name: string; readonly count: number }

/** GPUs of a kind are part of the GPUs in all, where those are told as well. */
export function tresOf(counted: readonly Counted[]) {
  const count = (type: string) => counted.find((one) => one.type === type)?.count ?? 0
  const gpus = counted.filter(({ type, name }) => type === 'gres' && /^gpu(:|$)/.test(name))
  const inAll = gpus.find(({ name }) => name === 'gpu')?.count
  const types = new Set(gpus.filter(({ name }) => name !== 'gpu').map(({ name }) => name.slice(4)))
  return {
    nodes: count('node'),
    cores: count('cpu'),
    memoryMb: count('mem'),
    gpus: inAll ?? gpus.reduce((sum, one) => sum + one.count, 0),
    /** 'a100' where all are told to be such; else ''. */
    gpuType: types.size === 1 ? ([...types][0] ?? '') : '',
    energyJ: measured(count('energy')),
  }
}

/** The largest number that Slurm's counters hold as a number: above it are NO_VAL64 and INFINITE64. */
const largestCount = 2 ** 63
/** NO_VAL and INFINITE of 32 bits. */
const noValues = [0xffff_fffe, 0xffff_ffff]

/** NaN for what stands where a counter has no value: NO_VAL, INFINITE, -2, -1 (slurm.h). */
export function measured(count: number): number {
  return count < 0 || count >= largestCount || noValues.includes(count) ? Number.NaN : count
}

/** 'shard:2' or 'mps' of what a job asks for; '' where it shares no GPU with others. */
export function partOfGpu(text: string): string {
  return /shard|mps/.exec(text)?.[0] ?? ''
}

const remembered = new Map<string, Tres>()
const mostRemembered = 20_000

/** 'billing=16,cpu=16,gres/gpu=4,mem=120G,node=1'. A log holds few different ones, so they are remembered. */
export function readTres(text: string): Tres {
  if (text === '') return noTres
  const known = remembered.get(text)
  if (known !== undefined) return known
  const tres = tresOf(text.split(',').flatMap(countedIn))
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(text, tres)
  return tres
}

function countedIn(part: string): readonly Counted[] {
  const equals = part.lastIndexOf('=')
  if (equals < 0) return []
  const [type = '', name = ''] = part.slice(0, equals).split(/\/(.*)/, 2)
  const amount = part.slice(equals + 1)
  return [{ type, name, count: type === 'mem' ? readMemoryMb(amount) : readTresCount(amount) }]
}

const perKilo = 1024
const powers = ['', 'K', 'M', 'G', 'T', 'P', 'E']

/** Megabytes of '120G', '9000M', '1.50T', '4Gn', '2000Mc'; without a unit it counts megabytes. 0 where it is none. */
export function readMemoryMb(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([KMGTP]?)[nc]?$/i.exec(text)
  if (match === null) return 0
  return Number(match[1]) * perKilo ** (powers.indexOf((match[2] || 'M').toUpperCase()) - 2)
}

/** A count, also '4K' and '1.5K' as Slurm shortens nodes, processors and joules. 0 where it is none. */
export function readTresCount(text: string, per = perKilo): number {
  const match = /^(-?\d+(?:\.\d+)?)([KMGTPE]?)$/i.exec(text)
  if (match === null) return 0
  return Number(match[1]) * per ** powers.indexOf((match[2] ?? '').toUpperCase())
}

/**
 * GPUs of 'gpu:4', 'gres/gpu:a100:4', 'gres:gpu:2', 'gpu' (one), 'gpu:a100:4(S:0-1),gpu:v100:2', 'N/A' (none).
 *
 * Source: slurm.conf(5) and gres.conf(5): name[:type][:count], several separated by commas.
 */
export function gpusAsked(text: string): number {
  return text
    .replaceAll(/\([^()]*\)/g, '')
    .split(',')
    .reduce((sum, part) => sum + gpusIn(part.trim()), 0)
}

/** 'a100' of 'gres/gpu:a100:4'; '' where the first are of no type. */
export function gpuTypeIn(text: string): string {
  return /gpu[:=]([A-Za-z][\w.-]*)/.exec(text)?.[1] ?? ''
}

function gpusIn(part: string): number {
  const match = /^(?:gres[/:])?gpu(?:[:=](.*))?$/i.exec(part)
  if (match === null) return 0
  const last = (match[1] ?? '').split(/[:=]/).at(-1) ?? ''
  return /^\d/.test(last) ? readTresCount(last) : 1
}
