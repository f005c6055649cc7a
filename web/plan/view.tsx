import { computed } from '@preact/signals'
import { Announce } from '../parts/announce.tsx'
import { Doors } from '../parts/doors.tsx'
import { start } from '../state/address.ts'
import { Sheet } from '../parts/sheet.tsx'
import { answered, change, isStale, lastAnswer, lasting, set } from '../state/state.ts'
import { Obstacles, Problems } from '../parts/trouble.tsx'
import { words } from '../words.ts'
import { later, Loading } from '../parts/later.tsx'
import { Controls } from './controls/controls.tsx'
import { Figures } from './figures.tsx'
import { headline } from './headline.ts'

const Below = later(async () => (await import('./below.tsx')).Below, 'below-place')

/** The Plan view: controls on the left, the answer on the right; under it on a phone. */
export function PlanView() {
  return (
    <div class="columns">
      <Sheet label={words.controls} change={words.change}>
        <Controls />
      </Sheet>
      <main>
        <Doors />
        <Trouble alone={lastAnswer.value === null} />
        <Answer />
      </main>
    </div>
  )
}

/** Why there is no new answer: what is wrong with the run, or why it cannot be and what could. */
export function Trouble({ alone }: { readonly alone?: boolean | undefined }) {
  const answer = answered.value
  if (answer === null || answer.status === 'answer') return null
  if (answer.status === 'refused')
    return <Problems title={words.refused} alone={alone} problems={answer.problems} />
  return (
    <Obstacles
      title={words.infeasible}
      alone={alone}
      obstacles={answer.obstacles}
      onTake={({ field, value }) => {
        set(field, String(value), 'push')
      }}
    />
  )
}

/** A signal of its own: an answer that only becomes stale is not put together anew. */
const isLong = lasting(isStale)
const look = computed(() => (isLong.value ? 'answer stale' : 'answer'))

function Answer() {
  const answer = lastAnswer.value
  if (answer === null) return answered.value === null ? <Loading /> : <FirstRun />
  const sentence = headline(answer)
  return (
    <div class={look} aria-busy={isStale}>
      <h1>{sentence}</h1>
      <Announce sentence={sentence} />
      <Figures answer={answer} />
      <Below answer={answer} />
    </div>
  )
}

/** The way on from a link whose run cannot be answered. */
function FirstRun() {
  return (
    <p>
      <button type="button" onClick={() => change(start, 'push')}>
        {words.firstRun}
      </button>
    </p>
  )
}
