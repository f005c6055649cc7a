import { useSignal } from '@preact/signals'
import type { Lesson, LessonAnswer } from '../../sim/index.ts'
import { ChartCanvas } from '../parts/chart-parts.tsx'
import { Files } from '../parts/files.tsx'
import { TableBehind } from '../parts/table.tsx'
import { useChart } from '../parts/use-chart.ts'
import { createLessonChart, drawLesson } from './drawing.ts'
import { settings } from './state.ts'
import { cell, learnWords as words, named } from './words.ts'

type FigureProps = { readonly lesson: Lesson; readonly answer: LessonAnswer }

/** The one chart of a lesson, titled by its finding, with its exact table and its files. */
export function LessonFigure({ lesson, answer }: FigureProps) {
  const looked = useSignal<number | null>(null)
  const chosen = settings(lesson)[lesson.chart.field] ?? '–'
  const here = answer.rows.findIndex(({ x }) => named(x) === named(chosen))
  const { canvas } = useChart({
    create: (place) => createLessonChart(place, lesson),
    draw: (made) => drawLesson(made, lesson, { ...answer, here }),
    on: [lesson, answer, here],
  })
  const at = Math.min(answer.rows.length - 1, looked.value ?? Math.max(0, here))
  return (
    <section class={`chart ${lesson.chart.kind}s`}>
      <h2>{answer.finding}</h2>
      <ChartCanvas
        canvas={canvas}
        label={words.chart(lesson.chart.y, lesson.chart.x)}
        pointId="lesson-point"
        point={pointWords(lesson, answer, at)}
        {...{ looked, at, of: answer.rows.length }}
      />
      <Files
        name={`petaplan-${lesson.id}`}
        title={answer.finding}
        csv={() => [columnsOf(lesson, answer), ...answer.rows.map(({ x, values }) => [x, ...values])]}
        rests={() => lesson.sources}
      />
      <TableBehind
        title={words.table}
        columns={columnsOf(lesson, answer)}
        rows={() => answer.rows.map(({ x, values }) => [named(x), ...values.map(cell)])}
      />
    </section>
  )
}

/** What stands in each column, with its unit. */
function columnsOf({ chart: { x, y } }: Lesson, { series }: LessonAnswer): readonly string[] {
  return [x, ...series.map((name) => (series.length === 1 ? y : `${named(name)}: ${y}`))]
}

/** One point with what its axes are of, units among them. */
function pointWords({ chart }: Lesson, { rows, series }: LessonAnswer, at: number): string {
  const row = rows[at]
  if (row === undefined) return ''
  const values = series.map((name, i) => `${named(name)} ${cell(row.values[i] ?? null)}`)
  return `${chart.x}: ${named(row.x)} · ${chart.y}: ${values.length === 1 ? cell(row.values[0] ?? null) : values.join(' · ')}`
}
