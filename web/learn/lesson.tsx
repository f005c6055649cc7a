import { Source } from '../said.tsx'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Lesson, LessonAnswer } from '../../sim/index.ts'
import { short } from '../format.ts'
import { spokenAnswer } from '../language.ts'
import { later } from '../parts/later.tsx'
import { saveText } from '../parts/save.ts'
import { fields, known } from '../state/state.ts'
import { numberOf } from '../state/number.ts'
import { constraintWords, reportOf, rightOf } from './report.ts'
import {
  answer,
  inEnglish,
  openLesson,
  revealed,
  saidOfLesson,
  say,
  setControl,
  settings,
  tell,
} from './state.ts'
import { Teacher } from './teacher.tsx'
import { Gloss } from '../plan/gloss.tsx'
import { learnWords as words, named } from './words.ts'
import { Select } from '../parts/select.tsx'

const LessonFigure = later(async () => (await import('./figure.tsx')).LessonFigure)

type LessonProps = { readonly lesson: Lesson }

/** One lesson, in the order of its contract: nothing of the answer is in sight before a prediction. */
export function LessonView({ lesson }: LessonProps) {
  const said = saidOfLesson(lesson)
  const shown = answer.value === null ? null : revealed(lesson, spokenAnswer(answer.value))
  return (
    <article class="lesson">
      <p>
        <button type="button" class="link" onClick={() => openLesson('')}>
          {words.all}
        </button>
      </p>
      <h1>{lesson.title}</h1>
      <p>{lesson.goal}</p>
      <h2>{words.needs}</h2>
      <ul>
        {lesson.needs.map((one) => (
          <li key={one}>
            <Gloss text={one} />
          </li>
        ))}
      </ul>
      {said.predicted === null && <Settings lesson={lesson} />}
      <Prediction lesson={lesson} />
      {said.predicted !== null && <Settings lesson={lesson} />}
      {said.predicted !== null && shown === null && <p class="quiet pending">{words.compute}</p>}
      {said.predicted !== null && shown !== null && <Revealed lesson={lesson} shown={shown} />}
      <h2>{words.sources}</h2>
      <ul>
        {lesson.sources.map(({ title, url }) => (
          <li key={title}>{url === '' ? title : <Source url={url} text={title} />}</li>
        ))}
      </ul>
      <Teacher lesson={lesson} />
    </article>
  )
}

function Settings({ lesson }: LessonProps) {
  const now = settings(lesson)
  return (
    <section class="lesson-controls">
      <h2>{words.controls}</h2>
      {lesson.controls.map(({ id, label, unit, values }) => (
        <div class="field" key={id}>
          <label for={`lesson-${id}`}>{unit === '' ? label : `${label} (${unit})`}</label>
          <Select
            id={`lesson-${id}`}
            value={now[id] ?? ''}
            options={values.map((value) => [String(value), named(value)])}
            onChoose={(value) => setControl(id, value)}
          />
        </div>
      ))}
    </section>
  )
}

function Prediction({ lesson }: LessonProps) {
  const { unit } = lesson.prediction
  const said = saidOfLesson(lesson).predicted
  return (
    <Asked
      id="prediction"
      title={words.predict}
      ask={lesson.prediction.ask}
      label={words.prediction(unit)}
      send={words.reveal}
      onSaid={(value) => tell(lesson, 'predicted', value)}
    >
      {said !== null && said.right !== null && (
        <p role="status">
          <strong>{comparison(said.value, said.right, unit)}</strong>
        </p>
      )}
    </Asked>
  )
}

type AskedProps = Readonly<Record<'id' | 'title' | 'ask' | 'label' | 'send', string>> & {
  readonly onSaid: (value: number) => void
  readonly children: ComponentChildren
}

/** A number that is asked for; what is none is said so. */
function Asked({ id, title, ask, label, send, onSaid, children }: AskedProps) {
  const text = useSignal('')
  const wrong = useSignal(false)
  return (
    <form
      class="prediction"
      onSubmit={(event) => {
        event.preventDefault()
        const written = inEnglish(text.value)
        const value = written === '0' ? 0 : numberOf(written)
        wrong.value = value === null
        if (value !== null) onSaid(value)
      }}
    >
      <h2>{title}</h2>
      <p>{ask}</p>
      <label for={id}>{label}</label>
      <div class="asking">
        <input
          id={id}
          inputMode="decimal"
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
        <button type="submit">{send}</button>
      </div>
      {wrong.value && (
        <p class="wrong" role="alert">
          {words.notNumber}
        </p>
      )}
      {children}
    </form>
  )
}

function comparison(said: number, right: number, unit: string): string {
  const times = right * said > 0 ? Math.max(right / said, said / right) : 1
  const away = said === 0 ? '–' : `${short(Math.abs(right / said - 1) * 100)}\u00a0%`
  const off = times > 2 ? words.factor(short(times)) : away
  return words.compared(words.value(short(said), unit), words.value(short(right), unit), off)
}

function Revealed({ lesson, shown }: LessonProps & { readonly shown: LessonAnswer }) {
  const said = saidOfLesson(lesson)
  const take = () => {
    const report = reportOf({
      lesson,
      answer: shown,
      settings: settings(lesson),
      said,
      className: fields.value['class'] ?? '',
      link: location.href,
      version: known.value?.version ?? '',
      day: new Date().toISOString().slice(0, 10),
    })
    saveText(`petaplan-lesson-${lesson.id}.md`, report, 'text/markdown')
  }
  return (
    <>
      <LessonFigure key={lesson.id} lesson={lesson} answer={shown} />
      {shown.facts.map((fact) => (
        <p key={fact}>{fact}</p>
      ))}
      <h2>{words.constraint}</h2>
      <p class={shown.isKept ? 'kept' : 'broken'}>{constraintWords(lesson, shown)}</p>
      <Question key={lesson.id} lesson={lesson} />
      <h2>
        <label for="reflection">{words.reflection}</label>
      </h2>
      <p>{lesson.reflection}</p>
      <textarea
        id="reflection"
        value={said.reflection}
        onInput={(event) => say(lesson, { reflection: event.currentTarget.value })}
      />
      <p>
        <button type="button" onClick={take}>
          {words.report}
        </button>
      </p>
    </>
  )
}

function Question({ lesson }: LessonProps) {
  const { ask, unit, tolerance } = lesson.question
  const { answered } = saidOfLesson(lesson)
  const isRight = rightOf(lesson, answered)
  return (
    <Asked
      id="answer"
      title={words.question}
      ask={ask}
      label={words.yourAnswer(unit)}
      send={words.check}
      onSaid={(value) => tell(lesson, 'answered', value)}
    >
      {isRight !== null && (
        <p role="status" class={isRight ? 'kept' : 'broken'}>
          {isRight
            ? words.right(words.value(short(answered?.right ?? 0), unit))
            : words.wrong(short(tolerance * 100))}
        </p>
      )}
    </Asked>
  )
}
