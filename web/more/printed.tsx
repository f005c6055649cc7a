import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { hasAnswer, known, view } from '../state/state.ts'
import { words as all } from '../words.ts'
import { moreWords as words } from './words.ts'

/** So long after the page the names of all controls are loaded. */
const namesMs = 2000

/** On paper alone: what was asked, by which version, on which day, and the link to ask it again. */
export function Printed() {
  const prints = useSignal(0)
  const said = useSignal((): readonly string[] => [])
  useEffect(() => {
    const note = () => (prints.value += 1)
    addEventListener('beforeprint', note)
    setTimeout(() => {
      import('./keys.tsx').then(({ saidOf }) => (said.value = saidOf)).catch(() => null)
    }, namesMs)
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
