import { signal } from '@preact/signals'
import { show } from '../state/state.ts'
import { words } from '../words.ts'

/** Whether somebody came by the bare address, for the first time: who follows a link knows what for. */
const isOpen = signal(isFirst())

function isFirst(): boolean {
  try {
    return location.hash === '' && localStorage.getItem('door') === null
  } catch {
    return false
  }
}

function enter(door: string): void {
  isOpen.value = false
  try {
    localStorage.setItem('door', door)
  } catch {
    // The doors then stand there again next time.
  }
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
