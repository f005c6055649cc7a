import { signal } from '@preact/signals'
import { words } from '../words.ts'

/** What could not be loaded or broke while it worked; null while all is well. */
export const lost = signal<string | null>(null)
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
