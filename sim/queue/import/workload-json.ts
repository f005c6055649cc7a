import { accept, refuse, type Problem, type Read } from '../../base/outcome.ts'
import type { Window } from '../engine/job.ts'
import { hasFields, numberOf, textOf, type Fields } from './json-value.ts'
import { addPlainJob, type PlainJob } from './plain.ts'
import type { Notes } from './report.ts'
import { newRows, type Rows } from './rows.ts'

export type JsonCluster = { readonly nodes: number | null; readonly windows: readonly Window[] }

/** `cluster.nodes` and `windows`, refused with every problem at once: a wrong machine would answer another question. */
export function readCluster(file: Fields): Read<JsonCluster> {
  const cluster = hasFields(file['cluster']) ? file['cluster'] : {}
  const nodes = numberOf(cluster['nodes'])
  const given: unknown = file['windows'] ?? []
  const problems: Problem[] = []
  if (nodes !== null && !(Number.isSafeInteger(nodes) && nodes >= 1))
    problems.push({ field: 'cluster.nodes', message: `${String(nodes)} is not a whole number of nodes` })
  if (!Array.isArray(given)) return refuse('windows', 'is not a list of { start, end, nodes }')
  const windows = given.map((window: unknown, index) => windowOf(window, `windows.${String(index)}`))
  for (const window of windows) if (!window.ok) problems.push(...window.problems)
  if (problems.length > 0) return { ok: false, problems }
  return accept({ nodes, windows: windows.flatMap((window) => (window.ok ? [window.value] : [])) })
}

function windowOf(window: unknown, field: string): Read<Window> {
  if (!hasFields(window)) return refuse(field, 'is not { start, end, nodes }')
  const [startS, endS] = [numberOf(window['start']), numberOf(window['end'])]
  const nodes = numberOf(window['nodes'])
  if (startS === null || !Number.isSafeInteger(startS))
    return refuse(`${field}.start`, 'is not a whole second')
  if (endS === null || !Number.isSafeInteger(endS)) return refuse(`${field}.end`, 'is not a whole second')
  if (endS < startS) return refuse(`${field}.end`, `${String(endS)} is before the start ${String(startS)}`)
  if (nodes !== null && !(Number.isSafeInteger(nodes) && nodes >= 0))
    return refuse(`${field}.nodes`, `${String(nodes)} is not a whole number of nodes; null means all`)
  return accept({ startS, endS, nodes })
}

/** The list `jobs`: the same fields as the columns of the CSV. */
export function readPlainJobs(jobs: readonly unknown[], notes: Notes): Rows {
  const rows = newRows()
  const has = (name: string): boolean => jobs.some((job) => hasFields(job) && numberOf(job[name]) !== null)
  const columns = { priority: has('priority'), power: has('power_w_per_node') }
  jobs.forEach((job, index) => {
    const line = index + 1
    if (hasFields(job)) addPlainJob(rows, plainJob(job, line), { notes, line, columns })
    else notes.dropped.add('not an object', line)
  })
  return rows
}

function plainJob(job: Fields, line: number): PlainJob {
  return {
    id: textOf(job['id']) || String(line),
    submitS: numberOf(job['submit']),
    nodes: numberOf(job['nodes']),
    requestedS: numberOf(job['requested_s']),
    actualS: numberOf(job['actual_s']),
    priority: numberOf(job['priority']),
    powerWPerNode: numberOf(job['power_w_per_node']),
    project: textOf(job['project']),
    user: textOf(job['user']),
    queue: textOf(job['queue']),
  }
}
