import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { unseenMs } from '../parts/later.tsx'
import { hasAnswer, known, view } from '../state/state.ts'
import { words as all } from '../words.ts'
import { moreWords as words } from './words.ts'

/** On paper alone: what was asked, by which version, on which day, and the link to ask it again. */
export function Printed() {
  const prints = useSignal(0)
  const said = useSignal((): readonly string[] => [])
  useEffect(() => {
    const note = () => (prints.value += 1)
    addEventListener('beforeprint', note)
    setTimeout(() => {
      import('./keys.tsx').then(({ saidOf }) => (said.value = saidOf)).catch(() => null)
    }, unseenMs)
    return () => removeEventListener('beforeprint', note)
  }, [])
  if (!hasAnswer.value || prints.value < 0) return null
  return (
    <div class="printed">
      <p>{words.printed.inputs(all.viewNames[view.value], said.value().join(' · '))}</p>
      <p>{words.printed.made(known.value?.version ?? '', new Date().toISOString().slice(0, 10))}</p>
      <p>{location.href}</p>
    </div>
  )
}
