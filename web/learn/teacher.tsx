import { useSignal } from '@preact/signals'
import type { Lesson } from '../../sim/index.ts'
import { short } from '../format.ts'
import { t } from '../language.ts'
import { answer, classLink } from './state.ts'
import { learnWords as words } from './words.ts'

/** The teacher's sheet: aim, course, what to mind, the solution, a link for the class, a size for the projector. */
export function Teacher({ lesson }: { readonly lesson: Lesson }) {
  const name = useSignal('')
  const copied = useSignal(false)
  const { aim, course, trap } = lesson.teacher
  const link = classLink(name.value)
  const shown = answer.value
  return (
    <details class="more teacher">
      <summary>{words.teacher}</summary>
      <p>
        <strong>{words.aim}.</strong> {aim}
      </p>
      <p>
        <strong>{words.course}</strong> ({words.minutes(String(lesson.minutes))})
      </p>
      <ol>
        {course.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>
        <strong>{words.trap}.</strong> {trap}
      </p>
      {shown !== null && (
        <p>
          {words.solution(
            words.value(short(shown.predicted), lesson.prediction.unit),
            words.value(short(shown.asked), lesson.question.unit),
          )}
        </p>
      )}
      <label for="class-name">{t`${words.class}: ${words.className}`}</label>
      <div class="asking">
        <input
          id="class-name"
          maxLength={60}
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value
            copied.value = false
          }}
        />
        <button
          type="button"
          onClick={() => void navigator.clipboard.writeText(link).then(() => (copied.value = true))}
        >
          {words.copy}
        </button>
      </div>
      <p>
        <a href={link}>{link}</a> {copied.value && <span role="status">{words.copied}</span>}
      </p>
    </details>
  )
}
