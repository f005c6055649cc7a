import { accept, readAll, refuse, type Problem, type Read } from '../../base/outcome.ts'
import { readBounded, readWhole } from '../../base/quantity.ts'
import { csvColumns } from '../../scheduler/import/csv.ts'
import type { ImportOptions } from '../../scheduler/import/read.ts'
import { isPolicy, policies, type PolicyName } from '../../scheduler/policies.ts'
import { constant, type PowerModel } from '../../scheduler/power.ts'
import { problemsOf } from '../problems.ts'
import { replaySchema, replayWords, type ReplayInput } from './schema.ts'

export type ReplayOptions = {
  readonly policy: PolicyName
  /** Null: what the file says. */
  readonly nodes: number | null
  readonly import: ImportOptions
  readonly power: PowerModel | null
}

const mostNodes = 2 ** 30

/** Reads how a workload is to be replayed, or says everything that is wrong with it. */
export function readReplay(raw: unknown): Read<ReplayOptions> {
  const shape = replaySchema.safeParse(raw)
  if (!shape.success)
    return { ok: false, problems: problemsOf(shape.error.issues, { raw, words: replayWords }) }
  const fields = shape.data
  return readAll<ReplayOptions>({
    policy: readPolicy(fields.policy ?? 'easy'),
    nodes: given(fields.nodes, (nodes) => readWhole('nodes', nodes, [1, mostNodes])),
    import: readImport(fields),
    power: readPower(fields),
  })
}

export function readPolicy(name: string): Read<PolicyName> {
  if (isPolicy(name)) return accept(name)
  return refuse('policy', `'${name}' is not a policy; give ${Object.keys(policies).join(', ')}`)
}

export function given<Raw, T>(raw: Raw | undefined, read: (raw: Raw) => Read<T>): Read<T | null> {
  return raw === undefined ? accept(null) : read(raw)
}

function readImport(fields: ReplayInput): Read<ImportOptions> {
  return readAll<ImportOptions>({
    coresPerNode: readWhole('coresPerNode', fields.coresPerNode ?? 1, [1, 1e6]),
    exactLimits: accept(fields.exactLimits ?? false),
    first: given(fields.first, (first) => readWhole('first', first, [1, 1e9])),
    columnNames: readColumns(fields.columns ?? {}),
  })
}

function readColumns(names: Readonly<Record<string, string>>): Read<ImportOptions['columnNames']> {
  const known: readonly string[] = csvColumns
  const problems: readonly Problem[] = Object.keys(names)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      field: `columns.${name}`,
      message: `is not a column; the columns are ${known.join(', ')}`,
    }))
  return problems.length > 0 ? { ok: false, problems } : accept(names)
}

/** Energy is asked for by the power of a node; both states are needed, neither is guessed. */
function readPower({ busyW, idleW, pue, kgCo2ePerKwh }: ReplayInput): Read<PowerModel | null> {
  const wanted = [busyW, idleW, pue, kgCo2ePerKwh].some((field) => field !== undefined)
  if (!wanted) return accept(null)
  if (busyW === undefined) return refuse('busyW', `is missing beside the others; give ${replayWords.busyW}`)
  if (idleW === undefined) return refuse('idleW', `is missing beside busyW; give ${replayWords.idleW}`)
  const read = readAll({
    busyWPerNode: readBounded('busyW', busyW, [0, 1e6]),
    idleWPerNode: readBounded('idleW', idleW, [0, 1e6]),
    pueRatio: readBounded('pue', pue ?? 1, [1, 10]),
    kgCo2ePerKwh: readBounded('kgCo2ePerKwh', kgCo2ePerKwh ?? 0, [0, 10]),
  })
  if (!read.ok) return read
  const { kgCo2ePerKwh: intensity, ...power } = read.value
  return accept({ ...power, gridKgCo2ePerKwh: constant(intensity) })
}
