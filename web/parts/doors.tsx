import { signal } from '@preact/signals'
import { keep, kept } from '../state/kept.ts'
import { show } from '../state/state.ts'
import { words } from '../words.ts'

/** Whether somebody came by the bare address, for the first time: who follows a link knows what for. */
const isOpen = signal(location.hash === '' && kept('door') === null)

function enter(door: string): void {
  isOpen.value = false
  keep('door', door)
}

/** Three ways in, over the answer that is there already. */
export function Doors() {
  if (!isOpen.value) return null
  const doors = [
    ['planner', () => document.getElementById('model')?.focus()],
    ['funder', () => show('invest')],
    ['teacher', () => show('learn')],
    ['stay', () => undefined],
  ] as const
  return (
    <section class="doors" aria-label={words.doors.title}>
      <p>{words.doors.title}</p>
      {doors.map(([door, open]) => (
        <button
          key={door}
          type="button"
          onClick={() => {
            enter(door)
            open()
          }}
        >
          {words.doors[door]}
          <span class="door-more">{words.doorsMore[door]}</span>
        </button>
      ))}
    </section>
  )
}
