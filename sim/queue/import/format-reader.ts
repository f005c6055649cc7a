import { accept, refuse, type Problem, type Read } from '../../base/outcome.ts'
import type { NodeKind, Window } from '../engine/job.ts'
import { Lines, type Line } from './lines.ts'
import type { ImportReport, Notes } from './report.ts'
import type { Rows } from './rows.ts'
import type { SwfHeader } from './swf.ts'

/** Reads one format; told which by the first bytes. */
export type FormatReader = {
  readonly push: (bytes: Uint8Array) => void
  readonly end: () => Read<Parsed>
  /** Lines read so far. */
  readonly lines: () => number
}

export type Parsed = {
  readonly format: ImportReport['format']
  readonly unit: ImportReport['unit']
  readonly lines: number
  readonly notes: Notes
  readonly rows: Rows
  readonly order: () => Uint32Array | null
  readonly windows: readonly Window[]
  /** Nodes of the machine and kinds that jobs may share, where the file names them. */
  readonly nodes: number | null
  readonly kinds: readonly NodeKind[] | null
  /** Of the rows' second 0. */
  readonly unixStartS: number | null
  /** The zone that the file names, such as 'Europe/Stockholm'. */
  readonly zoneName: string | null
}

/** What a reader of lines offers; only SWF reorders and has a header that speaks of the machine. */
export type LineReader = {
  readonly format: ImportReport['format']
  readonly notes: Notes
  readonly rows: Rows
  readonly onLine: (line: Line) => void
  readonly order?: () => Uint32Array | null
  readonly header?: () => SwfHeader
  readonly problems?: () => readonly Problem[]
  /** Whether its times are seconds since 1970, of the zone of the log. */
  readonly isOnClock: () => boolean
  /** The zone of its times, where they say it themselves. */
  readonly zoneName?: () => string | null
}

/**
 * A log of more jobs is refused and no further read, so that a file of any length takes no more memory: some 70 bytes a
 * job of SWF, 1.2 GB in all, and 250 of sacct where ids are texts. As many names are what a Map holds.
 */
const mostJobs = 2 ** 24

export function linesReader(reader: LineReader, most = mostJobs): FormatReader {
  const { format, notes, rows } = reader
  const lines = new Lines({
    onLine: reader.onLine,
    onTooLong: (line) => {
      notes.dropped.add('longer than a mebibyte', line)
    },
    quotes: format === 'csv' ? 'may hold line ends' : 'mean nothing',
  })
  const end = (): Read<Parsed> => {
    lines.end()
    if (rows.submitS.length > most)
      return refuse('file', `holds more than ${String(most)} jobs; split it, by year for instance`)
    const problems = reader.problems?.() ?? []
    if (problems.length > 0) return { ok: false, problems }
    const header = reader.header?.() ?? null
    return accept({
      format,
      unit: 'line' as const,
      lines: lines.number,
      notes,
      rows,
      order: reader.order ?? inOrder,
      windows: [],
      nodes: header?.nodes ?? null,
      kinds: null,
      unixStartS: header?.unixStartS ?? (reader.isOnClock() ? 0 : null),
      zoneName: header?.zoneName ?? reader.zoneName?.() ?? null,
    })
  }
  return {
    push: (bytes) => {
      if (rows.submitS.length <= most) lines.push(bytes)
    },
    end,
    lines: () => lines.number,
  }
}

export function inOrder(): null {
  return null
}
