import type { EstimateAnswer } from '../../sim/index.ts'
import { useReasons } from '../plan/use-reasons.ts'
import { Said } from '../said.tsx'
import { withRange } from '../state/said.ts'
import { fields, set } from '../state/state.ts'
import { moreWords as words } from './words.ts'

/** Inputs that can hardly be meant, each with what would mend it. */
export function HardlyMeant() {
  const found = useReasons()?.hardlyMeant ?? []
  if (found.length === 0) return null
  return (
    <section class="trouble notice">
      <h2>{words.hardlyMeant}</h2>
      <ul>
        {found.map(({ id, sentence, fix }) => (
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

function mend({ field, value }: EstimateAnswer['hardlyMeant'][number]['fix']): void {
  const [name = '', id] = field.split('.')
  const said = value ?? ''
  set(name, id === undefined ? said : withRange(fields.value[name] ?? '', id, said), 'push')
}
