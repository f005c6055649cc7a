import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Implausible } from '../../sim/index.ts'
import { lose } from '../parts/later.tsx'
import { useReasons } from '../plan/use-reasons.ts'
import { Said } from '../said.tsx'
import { withRange } from '../state/said.ts'
import { fields, set } from '../state/state.ts'
import { simulation } from '../worker/simulation.ts'
import { moreWords as words } from './words.ts'

/** Inputs that can hardly be meant, each with what would mend it. */
export function ImplausibleInputs() {
  const answer = useReasons()
  const found = useSignal<readonly Implausible[]>([])
  useEffect(() => {
    if (answer !== null) simulation.implausible(answer).then((all) => (found.value = all), lose)
  }, [answer])
  if (found.value.length === 0) return null
  return (
    <section class="trouble notice">
      <h2>{words.hardlyMeant}</h2>
      <ul>
        {found.value.map(({ id, sentence, fix }) => (
          <li key={id}>
            <Said text={sentence} />.{' '}
            <button type="button" onClick={() => mend(fix)}>
              {words.mend}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function mend({ field, value }: Implausible['fix']): void {
  const [name = '', id] = field.split('.')
  const said = value ?? ''
  set(name, id === undefined ? said : withRange(fields.value[name] ?? '', id, said), 'push')
}
