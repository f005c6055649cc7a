import type { RefObject, VNode } from 'preact'
import { useRef } from 'preact/hooks'

type CanvasProps = {
  readonly canvas: RefObject<HTMLCanvasElement | null>
  /** What the chart shows, for those who do not see it. */
  readonly label: string
  /** Id of the line that says the point looked at. */
  readonly pointId: string
  /** The point looked at, in words. */
  readonly point: string
  readonly onLook: (event: PointerEvent) => void
  readonly onLeave: () => void
  /** By arrow keys: −1 or 1. */
  readonly onStep: (by: number) => void
  /** What may be done with the point looked at. */
  readonly act?: VNode
}

/** A chart's canvas with the line that tells the point under the pointer, the finger or the arrow keys. */
export function ChartCanvas(props: CanvasProps) {
  const { canvas, label, pointId, point, onLook, onLeave, onStep, act } = props
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
            onLook(event)
          }}
          onPointerMove={(event) => {
            if (!isHeld.current) onLook(event)
          }}
          onPointerLeave={(event) => {
            // A finger leaves with every tap; what it tapped stays said.
            if (event.pointerType === 'mouse' && !isHeld.current) onLeave()
          }}
          onKeyDown={(event) => {
            const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
            if (by === undefined) return
            event.preventDefault()
            onStep(by)
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
