import { fromFragment, type Fields } from '../state/address.ts'
import { stepsTaken } from '../state/past.ts'
import { change, fields, known } from '../state/state.ts'
import { isOwn } from '../state/said.ts'
import { changedNames } from '../state/slide.ts'
import { say, translated } from '../language.ts'
import { words as all } from '../words.ts'
import { Dialog } from '../parts/dialog.tsx'

const words = translated({
  title: 'Keys and steps',
  keys: {
    '?': 'this list',
    '1 – 7': 'the views, in their order',
    'Ctrl Z': 'take back a step; with Shift, go forth again',
    '← → Home End': 'move a slider, or the point of a chart that has the focus',
    Esc: 'close what is open',
  },
  steps: 'Steps taken, the newest first',
  none: 'None yet.',
  opened: 'another view',
  back: 'Back to before it',
})

/** The keys that the page listens to, and every step that was taken, each with the way back to before it. */
export function Keys({ onClose }: { readonly onClose: () => void }) {
  const taken = stepsTaken()
  return (
    <Dialog title={words.title} onClose={onClose}>
      <dl class="assumptions">
        {Object.entries(words.keys).map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <h4>{words.steps}</h4>
      {taken.length === 0 && <p class="quiet">{words.none}</p>}
      <ol reversed>
        {taken
          .map((address, at) => ({ before: fromFragment(address), after: afterOf(taken, at) }))
          .reverse()
          .map(({ before, after }, at) => (
            <li key={at}>
              {labelOf(before, after)}{' '}
              <button
                type="button"
                class="link"
                onClick={() => {
                  change(before, 'push')
                }}
              >
                {words.back}
              </button>
            </li>
          ))}
      </ol>
    </Dialog>
  )
}

function afterOf(taken: readonly string[], at: number): Fields {
  const next = taken[at + 1]
  return next === undefined ? fields.value : fromFragment(next)
}

/** What a step changed, by the names of the controls. */
function labelOf(before: Fields, after: Fields): string {
  const names = changedNames(before, after).split(' ')
  if (names[0] === '') return words.opened
  const said = (value = '') => (isOwn(value) ? all.printed.own : value === '' ? '–' : value.slice(0, 40))
  return names
    .map((name) => {
      const label = known.value?.knobs.find(({ id }) => id === name)?.label
      return `${label === undefined ? name : say(label)}: ${said(before[name])} → ${said(after[name])}`
    })
    .join('; ')
}
