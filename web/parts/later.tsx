import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Loading, lose } from './lost.tsx'

/** What is not near the window is loaded so long after what is. */
export const unseenMs = 2000

/** A component whose code is loaded when it is first shown; with a class for its place, only once that is near the window. */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  look?: string,
): ComponentType<P> {
  let arrived: ComponentType<P> | null = null
  return function Later(props: P) {
    const here = useSignal(arrived !== null)
    const place = useRef<HTMLDivElement>(null)
    useEffect(() => {
      const fetched = async () => (arrived = await load())
      const show = () => (here.value = arrived !== null)
      const near = new IntersectionObserver(
        (seen) => {
          if (seen.at(-1)?.isIntersecting !== true) return
          near.disconnect()
          fetched().then(show, lose)
        },
        // What somebody unfolded comes even if what arrives above it has pushed it away.
        { rootMargin: look === undefined ? '400000px' : '400px' },
      )
      if (place.current !== null) near.observe(place.current)
      // Paper shows what nobody has scrolled to, and does not wait for it.
      if (look !== undefined) setTimeout(() => fetched().catch(() => null), unseenMs)
      addEventListener('beforeprint', show)
      return () => removeEventListener('beforeprint', show)
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
