import type { Signal } from '@preact/signals'
import type { RefObject, VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { Chart } from '../chart/chart.ts'

type CanvasProps = {
  readonly canvas: RefObject<HTMLCanvasElement | null>
  /** What the chart shows, for those who do not see it. */
  readonly label: string
  /** Id of the line that says the point looked at. */
  readonly pointId: string
  readonly point: string
  /** Which point is looked at, of so many; the one at hand where none is. */
  readonly looked: Signal<number | null>
  readonly at: number
  readonly of: number
  /** Of the pointer, where that is not the nearest along the chart. */
  readonly nearest?: (event: PointerEvent) => number | null
  /** What may be done with the point looked at. */
  readonly act?: VNode
}

/** A chart's canvas with the line that tells the point under the pointer, the finger or the arrow keys. */
export function ChartCanvas(props: CanvasProps) {
  const { canvas, label, pointId, point, looked, at, of, act } = props
  const nearest = props.nearest ?? ((event: PointerEvent) => indexAt(canvas.current, event))
  const isHeld = useRef(false)
  return (
    <>
      <div class="canvas">
        <canvas
          ref={canvas}
          role="img"
          tabIndex={0}
          aria-label={label}
          aria-describedby={pointId}
          onPointerEnter={() => (isHeld.current = false)}
          onPointerDown={(event) => {
            // What is clicked on stays said, so that it can be acted on.
            isHeld.current = true
            looked.value = nearest(event)
          }}
          onPointerMove={(event) => {
            if (!isHeld.current) looked.value = nearest(event)
          }}
          onPointerLeave={(event) => {
            // A finger leaves with every tap; what it tapped stays said.
            if (event.pointerType === 'mouse' && !isHeld.current) looked.value = null
          }}
          onKeyDown={(event) => {
            const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
            if (by === undefined) return
            event.preventDefault()
            looked.value = Math.min(of - 1, Math.max(0, at + by))
          }}
        />
      </div>
      <p id={pointId} class="point">
        {point === '' ? '\u00a0' : point}
      </p>
      {act !== undefined && <div class="act">{act}</div>}
    </>
  )
}

function indexAt(canvas: HTMLCanvasElement | null, event: Event): number | null {
  const chart = canvas === null ? undefined : Chart.getChart(canvas)
  return chart?.getElementsAtEventForMode(event, 'index', { intersect: false }, false)[0]?.index ?? null
}
