import type { Timeline } from '../../../sim/index.ts'
import { Files } from '../../parts/files.tsx'
import { short, count } from '../../format.ts'
import { restsOn, restsWithRun } from '../figures.tsx'
import { groupName, projectName } from '../words/names.ts'
import { Panels } from './panels.tsx'
import { pan, showAll, stretch, timeline, zoom } from '../state.ts'
import { colorOf, type Panel } from './timeline-drawing.ts'
import { instant } from '../words/times.ts'
import { queueWords } from '../words/words.ts'
import type { Overview } from '../worker/replaying.ts'
import { TableBehind } from '../../parts/table.tsx'
import { chartWords } from '../../words/chart.ts'

/** Every bucket of the charts: seconds from the beginning of the workload, and what each panel shows. */
function timelineRows(
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
function TimelineTable({ made, shown }: TableProps) {
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

/** Occupancy, queue, power and use on one time axis; drag to look closer. */
export function TimelineFigure({ shown }: { readonly shown: Overview }) {
  const made = timeline.value
  if (made === null) return <div class="timeline-place" />
  const panels: readonly Panel[] = [
    'occupancy',
    'waiting',
    ...(made.powerW === null ? [] : (['power'] as const)),
    shown.quarter === null ? 'used' : 'budget',
  ]
  return (
    <section class="chart timeline">
      <h2>{finding(made)}</h2>
      <Legend made={made} />
      <ZoomButtons shown={shown} />
      <Panels panels={panels} made={made} shown={shown} />
      <p class="quiet">{queueWords.zoomHelp}</p>
      <Files
        name="petaplan-queue"
        csv={() => timelineRows(made, shown)}
        title={finding(made)}
        rests={() => (made.groups.some(({ isRun }) => isRun) ? restsWithRun(shown) : restsOn(shown))}
      />
      <TimelineTable made={made} shown={shown} />
    </section>
  )
}

/** Who uses most of what is in use, over the stretch at hand. */
function finding({ groups }: Timeline): string {
  const used = groups.map(({ nodes }) => nodes.reduce((sum, value) => sum + value, 0))
  const total = used.reduce((sum, value) => sum + value, 0)
  const share = (part: number) => short(total === 0 ? 0 : (100 * part) / total)
  const run = groups.findIndex(({ isRun }) => isRun)
  if (run >= 0) return queueWords.run.chartTitle(share(used[run] ?? 0))
  const most = Math.max(0, ...groups.map(({ project }, i) => (project === null ? 0 : (used[i] ?? 0))))
  const name = groups[used.indexOf(most)]?.project ?? null
  return queueWords.chartTitle(projectName(name), share(most))
}

function Legend({ made }: { readonly made: Timeline }) {
  return (
    <ul class="legend">
      {made.groups.map((group, i) => (
        <li key={group.project ?? ' rest'}>
          <span
            class={group.isRun ? 'swatch striped' : 'swatch'}
            style={group.isRun ? {} : { background: `var(${colorOf(made.groups, i)})` }}
          />
          {groupName(group)}
        </li>
      ))}
      {made.closedNodes.some((nodes) => nodes > 0) && (
        <li>
          <span class="swatch" style={{ background: 'var(--closed)' }} />
          {queueWords.closed}
        </li>
      )}
    </ul>
  )
}

function ZoomButtons({ shown }: { readonly shown: Overview }) {
  const [fromS, untilS] = stretch.value
  const buttons = [
    [queueWords.earlier, () => pan(-0.5)],
    [queueWords.later, () => pan(0.5)],
    [queueWords.zoomIn, () => zoom(0.5, 0.5)],
    [queueWords.zoomOut, () => zoom(2, 0.5)],
    [queueWords.all, showAll],
  ] as const
  return (
    <div class="zoom">
      {buttons.map(([name, act]) => (
        <button key={name} type="button" onClick={act}>
          {name}
        </button>
      ))}
      <span class="quiet">
        {queueWords.shown(instant(fromS, shown.unixStartS), instant(untilS, shown.unixStartS))}
      </span>
    </div>
  )
}
