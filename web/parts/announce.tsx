import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

const quietMs = 500

/** Tells screen readers the new headline once what it speaks of has settled. */
export function Announce({ sentence }: { readonly sentence: string }) {
  const said = useSignal('')
  useEffect(() => {
    const timer = setTimeout(() => (said.value = sentence), quietMs)
    return () => clearTimeout(timer)
  }, [sentence])
  return (
    <p class="hidden" role="status" aria-live="polite">
      {said.value}
    </p>
  )
}
