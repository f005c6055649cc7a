import { untracked, useComputed, useSignal, useSignalEffect } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { settledMs } from './state.ts'

/** Acts when a word that is read from the state changes: at once, and without drawing anew what asks for it. */
export function useFollow(word: () => string, act: () => unknown): void {
  const now = useComputed(word)
  useSignalEffect(() => {
    void now.value
    untracked(() => {
      act()
    })
  })
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
