import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { spoken } from '../language.ts'
import { dark } from '../theme.ts'

type Made<C> = {
  readonly create: (canvas: HTMLCanvasElement) => C
  readonly draw: (chart: C) => void
  /** Drawn again when one of these changes, and with the theme. */
  readonly on: readonly unknown[]
}

type InPlace<C> = {
  readonly canvas: RefObject<HTMLCanvasElement | null>
  readonly chart: RefObject<C | null>
}

/** A chart on a canvas for as long as its component is there, drawn in the frame that shows what it is drawn from. */
export function useChart<C extends { readonly destroy: () => void }>({
  create,
  draw,
  on,
}: Made<C>): InPlace<C> {
  const canvas = useRef<HTMLCanvasElement>(null)
  const chart = useRef<C>(null)
  useLayoutEffect(() => {
    if (canvas.current === null) return undefined
    const made = create(canvas.current)
    chart.current = made
    return () => {
      made.destroy()
      chart.current = null
    }
  }, [])
  useLayoutEffect(() => {
    if (chart.current !== null) draw(chart.current)
  }, [...on, dark.value, spoken.value])
  return { canvas, chart }
}
