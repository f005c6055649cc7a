import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Loading, lose } from './lost.tsx'

/** A component whose code is loaded when it is first shown: as soon as its place, of a class of its own, is near the window. */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  look?: string,
): ComponentType<P> {
  let arrived: ComponentType<P> | null = null
  return function Later(props: P) {
    const here = useSignal(arrived !== null)
    const place = useRef<HTMLDivElement>(null)
    useEffect(() => {
      if (arrived !== null || place.current === null) return undefined
      const near = new IntersectionObserver(
        ([entry]) => {
          if (entry?.isIntersecting !== true) return
          near.disconnect()
          load().then((component) => {
            arrived = component
            here.value = true
          }, lose)
        },
        { rootMargin: '400px' },
      )
      near.observe(place.current)
      return () => {
        near.disconnect()
      }
    }, [])
    const Component = here.value ? arrived : null
    return Component === null ? (
      <div ref={place} class={look}>
        <Loading />
      </div>
    ) : (
      <Component {...props} />
    )
  }
}
