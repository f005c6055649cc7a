import { namesIn } from '../../base/csv.ts'
/** One reason, how many lines (or jobs of a JSON list) it met, and the first of them. */
export type Tally = {
  readonly reason: string
  readonly count: number
  /** Counted from 1. */
  readonly firstLines: readonly number[]
}

/** `synthetic` is a workload that no file held. */
export const formats = namesIn(
  'swf sacct sacct-json squeue squeue-json pbs lsf sge philly csv json synthetic',
)

export type Format = (typeof formats)[number]

/** What became of a file: nothing is dropped or changed without being counted here. */
export type ImportReport = {
  readonly format: Format
  /** What the numbers of lines count: lines of a text, or jobs of a JSON list. */
  readonly unit: 'line' | 'job'
  readonly lines: number
  readonly jobs: number
  /** Not in the workload. */
  readonly dropped: readonly Tally[]
  /** In the workload with something changed. */
  readonly repaired: readonly Tally[]
  /** In the workload unchanged, but worth knowing. */
  readonly noticed: readonly Tally[]
}

const keptLines = 10

type Count = { count: number; readonly firstLines: number[] }

/** Counts by reason, keeping the first few line numbers of each. */
export class Tallies {
  private readonly counts = new Map<string, Count>()

  add(reason: string, line: number): void {
    const known = this.counts.get(reason)
    if (known === undefined) this.counts.set(reason, { count: 1, firstLines: [line] })
    else {
      known.count += 1
      if (known.firstLines.length < keptLines) known.firstLines.push(line)
    }
  }

  /** Takes a count as it stands. */
  take({ reason, count, firstLines }: Tally): void {
    this.counts.set(reason, { count, firstLines: [...firstLines] })
  }

  /** Most frequent first. */
  list(): readonly Tally[] {
    return [...this.counts]
      .map(([reason, { count, firstLines }]) => ({ reason, count, firstLines }))
      .sort((a, b) => b.count - a.count)
  }
}

/** The three tallies of one file while it is read. */
export type Notes = {
  readonly dropped: Tallies
  readonly repaired: Tallies
  readonly noticed: Tallies
  /** Jobs that ran longer than their limits, which is worth knowing where most did. */
  readonly outlived: Tallies
}

export function newNotes(): Notes {
  return { dropped: new Tallies(), repaired: new Tallies(), noticed: new Tallies(), outlived: new Tallies() }
}

/** Limits that most jobs outlive are in another unit. */
export function noticeOutlived({ outlived, noticed }: Notes, jobs: number): void {
  for (const tally of outlived.list()) if (tally.count * 2 > jobs) noticed.take(tally)
}

/** 'fewer than 18 fields (12, first in line 3), …': the report as a clause of an error. */
export function whyDropped(notes: Notes, unit: ImportReport['unit']): string {
  return notes.dropped
    .list()
    .map(
      ({ reason, count, firstLines }) =>
        `${reason} (${String(count)}, first ${unit} ${String(firstLines[0])})`,
    )
    .join(', ')
}
