import type { Line } from '../lines.ts'
import { newRows } from '../rows.ts'
import { noTres } from '../slurm/tres.ts'
import { addAccountedJob, endOfJob, type AccountedJob } from './job.ts'
import type { AccountingOptions, AccountingReader } from './job.ts'

/**
 * The file `lsb.acct` of LSF: of its records JOB_FINISH is a job; the others are of events.
 *
 * Source: IBM Spectrum LSF 10.1 Configuration Reference, 'lsb.acct', JOB_FINISH. Times are seconds since 1970; a start
 * of 0 is a job that never ran; the limit is not among the fields that every version has.
 */
export function lsfReader(options: AccountingOptions): AccountingReader {
  const rows = newRows()
  const decoder = new TextDecoder()
  const onLine = ({ bytes, from, to, number }: Line): void => {
    if (from === to) return
    const cells = cellsOf(decoder.decode(bytes.subarray(from, to)))
    const kind = cells[0] ?? ''
    if (kind !== 'JOB_FINISH')
      return options.notes.dropped.add(`a record '${kind}', which is not the end of a job`, number)
    addAccountedJob(jobOf(cells, options.coresPerNode), { ...options, rows, line: number })
  }
  return { rows, onLine }
}

/** Fields between blanks; texts in quotes, a quote in them doubled. */
function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"]|"")*)"|(\S+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  )
}

/** Of how many hosts were asked for; these follow, and the list of those that were got, behind its length. */
const askedHostsAt = 22
/** From the status on: host factor, name, command, 19 of resource use, mail, project, exit status, most processors,
 * login shell, time event, and the index in an array. */
const fromStatus = { project: 24, index: 29 } as const

function jobOf(cells: readonly string[], coresPerNode: number): AccountedJob {
  const cell = (at: number): string => cells[at] ?? ''
  const seconds = (text = ''): number => (Number(text) > 0 ? Number(text) : Number.NaN)
  const [, , ended, id = '', , , count, submit, , , start, user = '', queue = ''] = cells
  const atHosts = askedHostsAt + (Number(cell(askedHostsAt)) || 0) + 1
  const hosts = cells
    .slice(atHosts + 1, atHosts + 1 + (Number(cell(atHosts)) || 0))
    .map((host) => host.replace(/^\d+\*/, ''))
  const atStatus = atHosts + 1 + (Number(cell(atHosts)) || 0)
  const different = [...new Set(hosts)]
  const processors = Math.max(1, Number(count) || 1)
  const nodes =
    coresPerNode > 1 || different.length === 0 ? Math.ceil(processors / coresPerNode) : different.length
  const [startS, endS] = [seconds(start), seconds(ended)]
  const index = Number(cell(atStatus + fromStatus.index))
  return {
    ...endOfJob,
    id: index > 0 ? `${id}_${String(index)}` : id,
    user,
    account: cell(atStatus + fromStatus.project),
    queue,
    submitS: seconds(submit),
    startS,
    endS,
    elapsedS: endS - startS,
    nodes,
    tres: { ...noTres, nodes, cores: processors },
    nodeList: Number.isNaN(startS) ? '' : different.join(','),
  }
}
