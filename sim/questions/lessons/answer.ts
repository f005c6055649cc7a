import type { Answered } from '../../base/answered.ts'
import type { Problem } from '../../base/outcome.ts'
import { shown } from '../../base/shown.ts'
import { own } from '../../base/nearest.ts'
import { lessons, type Computed, type Lesson, type LessonAnswer, type Settings } from './contract.ts'
import { failureLesson } from './failure.ts'
import { flopLesson } from './flop.ts'
import { layoutLesson } from './layout.ts'
import { mfuLesson } from './mfu.ts'
import { ownRentLesson } from './own-rent.ts'
import { powerLesson } from './power.ts'
import { queueLesson } from './queue.ts'
import { sovereigntyLesson } from './sovereignty.ts'
import { speedUpLesson } from './speed-up.ts'
import { tokensLesson } from './tokens.ts'

const computing: Readonly<Record<string, (settings: Settings) => Computed>> = {
  flop: flopLesson,
  tokens: tokensLesson,
  'speed-up': speedUpLesson,
  layout: layoutLesson,
  failure: failureLesson,
  power: powerLesson,
  queue: queueLesson,
  'own-rent': ownRentLesson,
  sovereignty: sovereigntyLesson,
  mfu: mfuLesson,
}

/** What a lesson shows at its settings; a setting left out is the lesson's own. */
export function answerLesson(id: string, said: Readonly<Record<string, string>>): Answered<LessonAnswer> {
  const lesson = lessons.find((one) => one.id === id)
  const compute = own(computing, id)
  if (lesson === undefined || compute === undefined) {
    const message = `${shown(id)} is no lesson; there are ${lessons.map((one) => one.id).join(', ')}`
    return { status: 'refused', problems: [{ field: 'lesson', message }] }
  }
  const read = readSettings(lesson, said)
  if ('problems' in read) return { status: 'refused', problems: read.problems }
  const computed = compute(read.settings)
  const { sense, limit } = lesson.constraint
  const isKept = sense === 'most' ? computed.held <= limit : computed.held >= limit
  return { status: 'answer', value: { ...computed, isKept } }
}

type SettingsRead = { readonly settings: Settings } | { readonly problems: readonly Problem[] }

function readSettings({ controls }: Lesson, said: Readonly<Record<string, string>>): SettingsRead {
  const unknown = Object.keys(said).filter((id) => !controls.some((control) => control.id === id))
  const problems: Problem[] = unknown.map((field) => ({ field, message: 'is no control of this lesson' }))
  const settings: Record<string, string | number> = {}
  for (const { id, values, start } of controls) {
    const word = own(said, id)
    const found = word === undefined ? start : values.find((value) => String(value) === word)
    if (found === undefined)
      problems.push({ field: id, message: `${shown(word)} is not one of ${values.join(', ')}` })
    else settings[id] = found
  }
  return problems.length > 0 ? { problems } : { settings }
}
