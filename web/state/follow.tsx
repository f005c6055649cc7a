import { effect, untracked, useComputed, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { settledMs } from './state.ts'

/** Acts when a word that is read from the state changes: at once, and without drawing anew what asks for it. */
export function useFollow(word: () => string, act: () => unknown): void {
  const now = useComputed(word)
  const does = useRef(act)
  does.current = act
  // An effect of the library's hook waits for a frame, which is a third of what a step of a slider may take.
  useEffect(
    () =>
      effect(() => {
        void now.value
        untracked(() => void does.current())
      }),
    [],
  )
}

type SettledProps<T> = { readonly value: T; readonly children: (value: T) => ComponentChildren }

/** What stands below what follows a slider: drawn anew once its value has stood for a moment. */
export function Settled<T>({ value, children }: SettledProps<T>) {
  const stood = useSignal(value)
  useEffect(() => {
    const timer = setTimeout(() => (stood.value = value), settledMs)
    return () => clearTimeout(timer)
  }, [value])
  return useMemo(() => <>{children(stood.value)}</>, [stood.value])
}
