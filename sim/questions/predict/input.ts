import * as z from 'zod/mini'
import { wordsOf, fieldsOf } from '../asking/field.ts'
import { few, word } from '../asking/readers.ts'
import { readProfile } from '../pilot/learn.ts'
import { lineInput } from './line.ts'
import told from '../../data/questions/predict.json' with { type: 'json' }

const { optional } = fieldsOf(told)

const mostLines = 10_000

/** Many lines at once, each of which is read, and may be refused, by itself. */
export const linesInput = z.strictObject({
  lines: few(z.unknown(), mostLines),
  profile: optional('profile', { said: z.record(word, z.unknown()), read: readProfile, usual: null }),
})

export const linesWords = {
  lines: 'a list of at most 10,000 questions, each as a line of petaplan predict',
  ...wordsOf(linesInput),
}

/** The same with what a line is: the body of `POST /predict`. */
export const predictInput = z.extend(linesInput, { lines: few(lineInput, mostLines) })
