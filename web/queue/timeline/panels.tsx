import { useSignal, type Signal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Timeline } from '../../../sim/index.ts'
import { count, short } from '../../format.ts'
import { dark } from '../../theme.ts'
import { placed } from '../run-state.ts'
import { askWhy, look, pan, showAll, why, zoom } from '../state.ts'
import { createTimeChart, drawPanel, lookAt, type Panel, type TimeChart } from './timeline-drawing.ts'
import { instant } from '../words/times.ts'
import { queueWords } from '../words/words.ts'
import type { Overview } from '../worker/replaying.ts'

type PanelsProps = { readonly panels: readonly Panel[]; readonly made: Timeline; readonly shown: Overview }
type Drag = { readonly from: number; readonly to: number }

/** The canvases under one another; pointer and keys act on all of them. */
export function Panels({ panels, made, shown }: PanelsProps) {
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
            follow={i === 0 ? useLayoutEffect : useLater}
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
  ArrowLeft: () => pan(-0.25),
  ArrowRight: () => pan(0.25),
  '+': () => zoom(0.5, 0.5),
  '=': () => zoom(0.5, 0.5),
  '-': () => zoom(2, 0.5),
  Home: showAll,
}

/** Once the frame with what comes first is in sight. */
const useLater: typeof useLayoutEffect = (draw, of) =>
  useEffect(() => {
    const timer = setTimeout(draw)
    return () => clearTimeout(timer)
  }, of)

type CanvasProps = {
  readonly panel: Panel
  readonly follow: typeof useLayoutEffect
  readonly labelled: boolean
  readonly made: Timeline
  readonly shown: Overview
  readonly charts: Map<Panel, TimeChart>
}

function PanelCanvas({ panel, follow, labelled, made, shown, charts }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const isDark = dark.value
  useLayoutEffect(() => {
    if (canvas.current === null) return undefined
    const chart = createTimeChart(canvas.current)
    charts.set(panel, chart)
    return () => {
      charts.delete(panel)
      chart.destroy()
    }
  }, [])
  follow(() => {
    const chart = charts.get(panel)
    if (chart === undefined) return
    const { answer, unixStartS, gpusPerNode, quarter } = shown
    const run = placed.value?.status === 'answer' ? placed.value.run : null
    const knownUntilS = run !== null && run.linksBeyond > 0 ? run.knownUntilS : null
    const scene = { timeline: made, nodes: answer.nodes, unixStartS, gpusPerNode, quarter, knownUntilS }
    drawPanel(chart, panel, { ...scene, looked: null, labelled })
  }, [made, shown, isDark, labelled])
  return (
    <div class={`panel ${panel}`}>
      <h3>{queueWords[panel]}</h3>
      <div class="panel-canvas">
        <canvas ref={canvas} role="img" aria-label={queueWords.chartLabel(queueWords[panel])} />
      </div>
    </div>
  )
}

type SelectionProps = {
  readonly drag: Drag | null
  readonly buckets: number
  readonly chart: TimeChart | undefined
}

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
