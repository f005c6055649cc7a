import { shapeOf, type shapes, type Place } from './scatter-drawing.ts'
import { set } from '../state/state.ts'
import { fieldNames } from './state.ts'
import { evidenceWords } from './words.ts'

type LegendProps = { readonly coloured: readonly string[]; readonly chosen: string }

/** Which colour and shape is which source; each can be chosen alone. */
export function Legend({ coloured, chosen }: LegendProps) {
  return (
    <ul class="legend" aria-label={evidenceWords.legend}>
      {coloured.map((name, place) => (
        <li key={name}>
          <button
            type="button"
            class="link"
            aria-pressed={chosen === name}
            onClick={() => set(fieldNames.source, chosen === name ? '' : name, 'push')}
          >
            <Mark place={place} /> {name}
          </button>
        </li>
      ))}
      {chosen !== '' && !coloured.includes(chosen) && (
        <li>
          <Mark place="chosen" /> {chosen}
        </li>
      )}
      <li>
        <Mark place="other" /> {evidenceWords.others}
      </li>
      <li>
        <svg class="mark" viewBox="0 0 24 12" aria-hidden="true">
          <rect class="band" x="0" y="1" width="24" height="10" />
          <line class="equal" x1="0" y1="6" x2="24" y2="6" />
        </svg>{' '}
        {evidenceWords.exact}, ±15 %
      </li>
    </ul>
  )
}

/** Outlines of the shapes in a square of 12. */
const outlines: Readonly<Record<(typeof shapes)[number], string>> = {
  circle: 'M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10z',
  triangle: 'M6 1L11 10H1z',
  rect: 'M2 2h8v8H2z',
  rectRot: 'M6 0L12 6L6 12L0 6z',
  crossRot: 'M2 2L10 10M10 2L2 10',
}

function Mark({ place }: { readonly place: Place }) {
  return (
    <svg class={`mark source-${String(place)}`} viewBox="0 0 12 12" aria-hidden="true">
      <path d={outlines[shapeOf(place)]} />
    </svg>
  )
}
