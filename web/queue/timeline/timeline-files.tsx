import type { Timeline } from '../../../sim/index.ts'
import { count, short } from '../../format.ts'
import { TableBehind } from '../../parts/table.tsx'
import { chartWords } from '../../words/chart.ts'
import { groupName } from '../words/names.ts'
import { instant } from '../words/times.ts'
import { queueWords } from '../words/words.ts'
import type { Overview } from '../worker/replaying.ts'

/** Every bucket of the charts: seconds from the beginning of the workload, and what each panel shows. */
export function timelineRows(
  { fromS, bucketS, ...made }: Timeline,
  { gpusPerNode }: Overview,
): readonly (readonly (string | number)[])[] {
  const names = made.groups.map(groupName)
  const used = gpusPerNode === null ? 'node_hours' : 'gpu_hours'
  const head = [
    'from_s',
    'to_s',
    ...names.map((name) => `nodes ${name}`),
    'nodes away',
    'jobs waiting',
    ...(made.powerW === null ? [] : ['power_w']),
    ...names.map((name) => `${used} ${name}`),
  ]
  const rows = Array.from(made.waitingJobs, (waiting, i) => [
    fromS + i * bucketS,
    fromS + (i + 1) * bucketS,
    ...made.groups.map(({ nodes }) => nodes[i] ?? 0),
    made.closedNodes[i] ?? 0,
    waiting,
    ...(made.powerW === null ? [] : [made.powerW[i] ?? 0]),
    ...made.groups.map(({ usedNodeH }) => (usedNodeH[i] ?? 0) * (gpusPerNode ?? 1)),
  ])
  return [head, ...rows]
}

const rowsOfTable = 24

type TableProps = { readonly made: Timeline; readonly shown: Overview }

/** The charts as a table of means over equal stretches. */
export function TimelineTable({ made, shown }: TableProps) {
  const { timelineColumns: columns } = queueWords
  const { fromS, bucketS, groups, waitingJobs, powerW } = made
  const perRow = Math.max(1, Math.ceil(waitingJobs.length / rowsOfTable))
  const starts = Array.from({ length: Math.ceil(waitingJobs.length / perRow) }, (_, row) => row * perRow)
  const mean = (values: Float64Array, from: number) => {
    const part = values.subarray(from, from + perRow)
    return part.reduce((sum, value) => sum + value, 0) / Math.max(1, part.length)
  }
  const rowAt = (from: number) => [
    instant(fromS + from * bucketS, shown.unixStartS),
    ...groups.map(({ nodes }) => count(mean(nodes, from))),
    short(mean(waitingJobs, from)),
    ...(powerW === null ? [] : [short(mean(powerW, from) / 1e6)]),
  ]
  return (
    <TableBehind
      title={chartWords.table}
      columns={[
        columns.from,
        ...groups.map((group) => queueWords.nodesOf(groupName(group))),
        columns.waiting,
        ...(powerW === null ? [] : [columns.power]),
      ]}
      rows={() => starts.map(rowAt)}
    />
  )
}
