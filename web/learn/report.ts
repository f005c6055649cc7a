import type { Lesson, LessonAnswer } from '../../sim/index.ts'
import { short } from '../format.ts'
import { learnWords as words, named } from './words.ts'
import type { Said } from './state.ts'

export type Reported = {
  readonly lesson: Lesson
  readonly answer: LessonAnswer
  readonly settings: Readonly<Record<string, string>>
  readonly said: Said
  readonly className: string
  readonly link: string
  readonly version: string
  readonly day: string
}

/** Whether an answer lies within the tolerance of the question, as a share of what is right. */
export function isWithin(given: number, right: number, tolerance: number): boolean {
  return Math.abs(given - right) <= Math.abs(right) * tolerance + 1e-9
}

/** Whether what was answered is right by the settings of then; null where nothing was. */
export function rightOf({ question }: Lesson, answered: Said['answered']): boolean | null {
  const right = answered?.right ?? null
  return answered === null || right === null ? null : isWithin(answered.value, right, question.tolerance)
}

/** What a learner takes away: the settings, the prediction, the table, the answers, as Markdown. */
export function reportOf(reported: Reported): string {
  const { lesson, answer, settings, said, className, link, version, day } = reported
  const { unit } = lesson.prediction
  const isRight = rightOf(lesson, said.answered)
  const figure = (value: number | null, of: string) => (value === null ? '–' : words.value(short(value), of))
  return [
    `# ${lesson.title}`,
    ...(className === '' ? [] : [words.inClass(className)]),
    lesson.goal,
    `## ${words.controls}`,
    lesson.controls
      .map(({ id, label, unit: of }) => `- ${label}: ${words.value(named(settings[id] ?? ''), of)}`)
      .join('\n'),
    `## ${words.predict}`,
    `${lesson.prediction.ask} ${figure(said.predicted?.value ?? null, unit)} → ${figure(said.predicted?.right ?? null, unit)}`,
    `## ${answer.finding}`,
    tableOf(lesson, answer),
    ...answer.facts,
    `## ${words.constraint}`,
    constraintWords(lesson, answer),
    `## ${words.question}`,
    `${lesson.question.ask} ${figure(said.answered?.value ?? null, lesson.question.unit)}${isRight === null ? '' : isRight ? ' ✓' : ' ✗'}`,
    `## ${words.reflection}`,
    lesson.reflection,
    said.reflection === '' ? '…' : said.reflection,
    `## ${words.sources}`,
    lesson.sources.map(({ title, url }) => `- ${title}${url === '' ? '' : ` <${url}>`}`).join('\n'),
    `Petaplan ${version}, ${day}: ${link}`,
  ].join('\n\n')
}

function tableOf({ chart }: Lesson, { series, rows }: LessonAnswer): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line([chart.x, ...series.map(named)]),
    line(['---', ...series.map(() => '---')]),
    ...rows.map(({ x, values }) =>
      line([
        typeof x === 'number' ? String(x) : named(x),
        ...values.map((value) => (value === null ? '' : String(value))),
      ]),
    ),
  ].join('\n')
}

/** Whether the constraint holds, with the figure, the limit and the unit. */
export function constraintWords({ constraint }: Lesson, answer: LessonAnswer): string {
  const { text, unit, sense, limit } = constraint
  const said = words.value(short(limit), unit)
  const within = sense === 'most' ? words.most(said) : words.least(said)
  const held = words.value(short(answer.held), unit)
  return answer.isKept ? words.kept(text, held, within) : words.broken(text, held, within)
}
