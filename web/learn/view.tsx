import { useSignal } from '@preact/signals'
import { spokenAnswer } from '../language.ts'
import { fieldValue } from '../state/state.ts'
import { later, attempt, Loading, lose } from '../parts/later.tsx'
import { useFollow } from '../state/follow.tsx'
import { LessonView } from './lesson.tsx'
import { chosenLesson, lessons, openLesson, recompute } from './state.ts'
import './style.css'
import { learnWords as words } from './words.ts'

const RolePlay = later(async () => (await import('./role-play.tsx')).RolePlay, 'chart-place')

/** Learn: the ten lessons, or the one that the address names. */
export function LearnView() {
  const projector = useSignal(false)
  const className = fieldValue('class') ?? ''
  useFollow(
    () => [fieldValue('lesson'), fieldValue('set'), attempt.value].join('|'),
    () => void recompute().catch(lose),
  )
  const lesson = chosenLesson()
  return (
    <main class={projector.value ? 'learn projector' : 'learn'}>
      <p class="learn-top">
        {className !== '' && <span>{words.inClass(className)}</span>}
        <label>
          <input
            type="checkbox"
            checked={projector.value}
            onChange={(event) => (projector.value = event.currentTarget.checked)}
          />{' '}
          {words.projector}
        </label>
      </p>
      {lessons.value.length === 0 ? (
        <Loading />
      ) : lesson === undefined ? (
        <List />
      ) : (
        <LessonView key={lesson.id} lesson={lesson} />
      )}
    </main>
  )
}

function List() {
  return (
    <>
      <h1>{words.title}</h1>
      <p class="quiet">{words.story}</p>
      <ol class="lessons">
        {spokenAnswer(lessons.value).map(({ id, title, goal, minutes }) => (
          <li key={id}>
            <button type="button" class="link" onClick={() => openLesson(id)}>
              {title}
            </button>
            <p>
              {goal} <span class="quiet">{words.minutes(String(minutes))}</span>
            </p>
          </li>
        ))}
      </ol>
      <RolePlay />
    </>
  )
}
