import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { hasAnswer, known, rested, view } from '../state/state.ts'
import { isOwn } from '../state/said.ts'
import { words as all } from '../words.ts'
import { moreWords as words } from './words.ts'

const things = () => Object.values(known.value?.choices ?? {}).flat()
const nameOf = (id: string) => things().find((one) => one.id === id)?.name ?? id

/** On paper alone: what was asked, by which version, on which day, and the link to ask it again. */
export function Printed() {
  const link = useSignal('')
  const day = useSignal('')
  useEffect(() => {
    const note = () => {
      link.value = location.href
      day.value = new Date().toISOString().slice(0, 10)
    }
    addEventListener('beforeprint', note)
    return () => removeEventListener('beforeprint', note)
  }, [])
  if (!hasAnswer.value) return null
  const said = Object.entries(rested.value)
    .filter(([name, value]) => value !== '' && name !== 'pins')
    .map(([name, value]) => `${name} ${isOwn(value) ? words.printed.own : nameOf(value)}`)
  return (
    <div class="printed">
      <p>{words.printed.inputs(all.viewNames[view.value], said.join(' · '))}</p>
      <p>{words.printed.made(known.value?.version ?? '', day.value)}</p>
      <p>{link.value}</p>
    </div>
  )
}
