import { accept, refuse, type Read } from '../../base/outcome.ts'
import { inOrder, type FormatReader, type Parsed } from './format-reader.ts'
import { hasFields, type Fields } from './json-value.ts'
import type { Notes } from './report.ts'
import { isSlurmJob, readSlurmJobs } from './sacct-json.ts'
import { readCluster, readPlainJobs } from './workload-json.ts'

/** Texts longer than this cannot be held in one piece. */
const mostCharacters = 2 ** 29 - 2 ** 16

/** A JSON file: a workload of ours, or what `sacct --json` prints. It is held whole. */
export function jsonReader(notes: Notes): FormatReader {
  const decoder = new TextDecoder()
  let text = ''
  let isTooLong = false
  const push = (bytes: Uint8Array): void => {
    isTooLong ||= text.length + bytes.length > mostCharacters
    if (!isTooLong) text += decoder.decode(bytes, { stream: true })
  }
  const end = (): Read<Parsed> => {
    if (isTooLong)
      return refuse('file', 'is larger than half a gigabyte of JSON; give CSV or sacct --parsable2')
    const file = parse(text)
    text = ''
    return file.ok ? jobsOf(file.value, notes) : file
  }
  return { push, end, lines: () => 0 }
}

function parse(text: string): Read<Fields> {
  try {
    const value: unknown = JSON.parse(text)
    if (hasFields(value)) return accept(value)
    return refuse('file', 'is a JSON list; write { "cluster": { "nodes": N }, "jobs": [ … ] }')
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable'
    return refuse('file', `is not JSON, or breaks off: ${why}`)
  }
}

/** The workload that a parsed file holds. */
export function jobsOf(file: Fields, notes: Notes): Read<Parsed> {
  const jobs: unknown = file['jobs']
  if (!Array.isArray(jobs))
    return refuse('jobs', 'is missing; write "jobs": [ { "id", "submit", "nodes", … } ]')
  const list: readonly unknown[] = jobs
  const isSlurm = isSlurmJob(list[0])
  const cluster = isSlurm ? accept({ nodes: null, kinds: null, windows: [] }) : readCluster(file)
  if (!cluster.ok) return cluster
  return accept({
    format: isSlurm ? 'sacct-json' : 'json',
    unit: 'job',
    lines: list.length,
    notes,
    rows: isSlurm ? readSlurmJobs(list, notes) : readPlainJobs(list, notes),
    order: inOrder,
    unixStartS: isSlurm ? 0 : null,
    ...cluster.value,
  })
}
