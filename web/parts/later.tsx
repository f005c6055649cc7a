import { useSignal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { words } from '../words.ts'

/** What could not be loaded or broke while it worked; null while all is well. */
const lost = signal<string | null>(null)
/** Counts the attempts to load what is missing. */
export const attempt = signal(0)

/**
 * Says that something is missing; it stays said until somebody tries again. A browser may keep a part that it once failed to
 * load as failed for as long as the page stands: who tries again in vain gets the page anew, the link holds the rest.
 */
export function lose(fault: unknown): void {
  if (attempt.peek() > 0 && navigator.onLine) location.reload()
  lost.value = fault instanceof Error ? fault.message : String(fault)
}

/** Where an answer will stand, once it is there; says so where it cannot come. */
export function Loading() {
  return <p class="quiet pending">{lost.value === null ? words.loading : words.lost.instead}</p>
}

/** What is missing, and the way on. */
export function Lost({ onAgain }: { readonly onAgain: () => void }) {
  if (lost.value === null) return null
  return (
    <section class="trouble notice" role="alert">
      <h2>{words.lost.title}</h2>
      <p>
        {words.lost.help(lost.value.slice(0, 300))}{' '}
        <button
          type="button"
          onClick={() => {
            lost.value = null
            attempt.value += 1
            onAgain()
          }}
        >
          {words.lost.again}
        </button>{' '}
        <button type="button" onClick={() => location.reload()}>
          {words.lost.reload}
        </button>
      </p>
    </section>
  )
}

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
