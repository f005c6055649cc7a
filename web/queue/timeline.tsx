import { useSignal, type Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Timeline } from '../../sim/index.ts'
import { count, short } from '../format.ts'
import { dark } from '../theme.ts'
import { askWhy, pan, showAll, stretch, timeline, why, zoom, look } from './state.ts'
import {
  colorOf,
  createTimeChart,
  drawPanel,
  lookAt,
  type Panel,
  type TimeChart,
} from './timeline-drawing.ts'
import { instant } from './times.ts'
import { queueWords } from './words.ts'
import type { Overview } from './worker.ts'

/** Occupancy, queue, power and use on one time axis; drag to look closer. */
export function TimelineFigure({ shown }: { readonly shown: Overview }) {
  const made = timeline.value
  if (made === null) return null
  const panels: readonly Panel[] =
    made.powerW === null ? ['occupancy', 'waiting', 'used'] : ['occupancy', 'waiting', 'power', 'used']
  return (
    <section class="chart timeline">
      <h2>{finding(made)}</h2>
      <Legend made={made} />
      <ZoomButtons shown={shown} />
      <Panels panels={panels} made={made} shown={shown} />
      <p class="quiet">{queueWords.zoomHelp}</p>
    </section>
  )
}

/** Who uses most of what is in use, over the stretch at hand. */
function finding({ groups }: Timeline): string {
  const used = groups.map(({ nodes }) => nodes.reduce((sum, value) => sum + value, 0))
  const total = used.reduce((sum, value) => sum + value, 0)
  const most = Math.max(0, ...groups.map(({ project }, i) => (project === null ? 0 : (used[i] ?? 0))))
  const name = groups[used.indexOf(most)]?.project ?? null
  return queueWords.chartTitle(projectName(name), short(total === 0 ? 0 : (100 * most) / total))
}

export function projectName(project: string | null): string {
  if (project === null) return queueWords.others
  if (project === '') return queueWords.noProject
  return /^\d+$/.test(project) ? queueWords.numbered(project) : project
}

function Legend({ made }: { readonly made: Timeline }) {
  return (
    <ul class="legend">
      {made.groups.map(({ project }, i) => (
        <li key={project ?? ' rest'}>
          <span class="swatch" style={{ background: `var(${colorOf(i, project)})` }} />
          {projectName(project)}
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
    [
      queueWords.earlier,
      () => {
        pan(-0.5)
      },
    ],
    [
      queueWords.later,
      () => {
        pan(0.5)
      },
    ],
    [
      queueWords.zoomIn,
      () => {
        zoom(0.5, 0.5)
      },
    ],
    [
      queueWords.zoomOut,
      () => {
        zoom(2, 0.5)
      },
    ],
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

type PanelsProps = { readonly panels: readonly Panel[]; readonly made: Timeline; readonly shown: Overview }
type Drag = { readonly from: number; readonly to: number }

/** The canvases under one another; pointer and keys act on all of them. */
function Panels({ panels, made, shown }: PanelsProps) {
  const charts = useRef(new Map<Panel, TimeChart>())
  const looked = useSignal<number | null>(null)
  const drag = useSignal<Drag | null>(null)
  const buckets = made.waitingJobs.length
  return (
    <>
      <div
        class="panels"
        role="group"
        tabIndex={0}
        aria-label={queueWords.timeline}
        aria-describedby="timeline-point"
        {...pointer({ charts: charts.current, made, looked, drag })}
        onKeyDown={(event) => {
          const act = keys[event.key]
          if (act === undefined) return
          event.preventDefault()
          act()
        }}
      >
        {panels.map((panel, i) => (
          <PanelCanvas
            key={panel}
            panel={panel}
            labelled={i === panels.length - 1}
            made={made}
            shown={shown}
            charts={charts.current}
          />
        ))}
        <Selection drag={drag.value} buckets={buckets} chart={charts.current.get('occupancy')} />
      </div>
      <p id="timeline-point" class="point">
        {pointWords(made, shown, looked.value ?? buckets - 1)}
      </p>
    </>
  )
}

type Pointed = {
  readonly charts: ReadonlyMap<Panel, TimeChart>
  readonly made: Timeline
  readonly looked: Signal<number | null>
  readonly drag: Signal<Drag | null>
}

/** What the pointer does: look at a bucket, drag over a stretch, click on an instant. */
function pointer({ charts, made, looked, drag }: Pointed) {
  const buckets = made.waitingJobs.length
  const bucketAt = (event: PointerEvent): number | null => {
    const chart = charts.get('occupancy')
    if (chart === undefined) return null
    const { left, right } = chart.chartArea
    const x = event.clientX - chart.canvas.getBoundingClientRect().left
    const bucket = Math.floor(((x - left) / (right - left)) * buckets)
    return Math.min(buckets - 1, Math.max(0, bucket))
  }
  const lookAll = (bucket: number | null): void => {
    looked.value = bucket
    const atS = bucket === null ? null : made.fromS + (bucket + 0.5) * made.bucketS
    for (const chart of charts.values()) lookAt(chart, atS)
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      const bucket = bucketAt(event)
      if (bucket !== null) drag.value = { from: bucket, to: bucket }
    },
    onPointerMove: (event: PointerEvent) => {
      const bucket = bucketAt(event)
      if (drag.value !== null && bucket !== null) drag.value = { ...drag.value, to: bucket }
      lookAll(bucket)
    },
    onPointerUp: () => {
      const chosen = drag.value
      drag.value = null
      if (chosen !== null) choose(made, chosen)
    },
    onPointerLeave: () => {
      drag.value = null
      lookAll(null)
    },
  }
}

/** Buckets that a finger may slip without meaning a stretch. */
const slip = 3

function choose({ fromS, bucketS }: Timeline, { from, to }: Drag): void {
  const [a, b] = [Math.min(from, to), Math.max(from, to)]
  if (b - a > slip) void look(fromS + a * bucketS, fromS + (b + 1) * bucketS)
  else if (why.value !== null) void askWhy(why.value.job, fromS + (a + 0.5) * bucketS)
}

const keys: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => {
    pan(-0.25)
  },
  ArrowRight: () => {
    pan(0.25)
  },
  '+': () => {
    zoom(0.5, 0.5)
  },
  '=': () => {
    zoom(0.5, 0.5)
  },
  '-': () => {
    zoom(2, 0.5)
  },
  Home: showAll,
}

type CanvasProps = {
  readonly panel: Panel
  readonly labelled: boolean
  readonly made: Timeline
  readonly shown: Overview
  readonly charts: Map<Panel, TimeChart>
}

function titleOf(panel: Panel, { gpusPerNode }: Overview): string {
  const used = gpusPerNode === null ? queueWords.usedNodeH : queueWords.usedGpuH
  return { occupancy: queueWords.occupancy, waiting: queueWords.waiting, power: queueWords.power, used }[
    panel
  ]
}

function PanelCanvas({ panel, labelled, made, shown, charts }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const isDark = dark.value
  useEffect(() => {
    if (canvas.current === null) return undefined
    const chart = createTimeChart(canvas.current)
    charts.set(panel, chart)
    return () => {
      charts.delete(panel)
      chart.destroy()
    }
  }, [])
  useEffect(() => {
    const chart = charts.get(panel)
    if (chart === undefined) return
    const { answer, unixStartS, gpusPerNode } = shown
    const scene = { timeline: made, nodes: answer.nodes, unixStartS, usedFactor: gpusPerNode ?? 1 }
    drawPanel(chart, panel, { ...scene, looked: null, labelled })
  }, [made, shown, isDark, labelled])
  return (
    <div class={`panel ${panel}`}>
      <h3>{titleOf(panel, shown)}</h3>
      <div class="panel-canvas">
        <canvas ref={canvas} role="img" aria-label={queueWords.chartLabel(titleOf(panel, shown))} />
      </div>
    </div>
  )
}

type SelectionProps = {
  readonly drag: Drag | null
  readonly buckets: number
  readonly chart: TimeChart | undefined
}

/** The stretch that is being dragged over. */
function Selection({ drag, buckets, chart }: SelectionProps) {
  if (drag === null || chart === undefined || Math.abs(drag.to - drag.from) <= slip) return null
  const { left, right } = chart.chartArea
  const at = (bucket: number): number => left + ((right - left) * bucket) / buckets
  const [a, b] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to) + 1]
  return <div class="selection" style={{ left: `${String(at(a))}px`, width: `${String(at(b) - at(a))}px` }} />
}

function pointWords(made: Timeline, shown: Overview, bucket: number): string {
  const busy = made.groups.reduce((sum, { nodes }) => sum + (nodes[bucket] ?? 0), 0)
  const watts = made.powerW?.[bucket]
  return queueWords.atPoint({
    when: instant(made.fromS + bucket * made.bucketS, shown.unixStartS),
    busy: count(busy),
    waiting: short(made.waitingJobs[bucket] ?? 0),
    power: watts === undefined ? '' : queueWords.pointPower(short(watts / 1e6)),
  })
}
