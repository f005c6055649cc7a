import * as z from 'zod/mini'
import { accept, refuse, type Read } from '../../base/outcome.ts'
import { readDay } from '../../base/calendar.ts'
import formTable from '../../data/proposals/forms.json' with { type: 'json' }
import { wordsOf, fieldsOf } from '../asking/field.ts'
import { readBy } from '../asking/problems.ts'
import { bounded, quantity, word } from '../asking/readers.ts'
import { estimateFields, scenarioOf } from '../estimate/input.ts'
import told from '../../data/questions/annex.json' with { type: 'json' }

/** A funder's form: its fields as published, each filled by the plan, proposed by it, or left to the person. */
export type Form = (typeof formTable)[number]

const ids = formTable.map(({ id }) => id)
const { required, optional } = fieldsOf({
  ...told,
  form: told.form.map((cell) => cell.replace('{ids}', ids.join(', '))),
})

function readForm(said: string, field: string): Read<Form> {
  const form = formTable.find(({ id }) => id === said.trim().toLowerCase())
  if (form !== undefined) return accept(form)
  return refuse(field, `'${said.slice(0, 60)}' is not one of ${ids.join(', ')}`)
}

const fieldsOfAnnex = z.strictObject({
  form: required('form', { said: word, read: readForm }),
  start: optional('start', {
    said: word,
    read: (said: string, field: string) => readDay(field, said),
    usual: null,
  }),
  confidence: optional('confidence', { said: quantity, read: bounded(0.5, 0.99), usual: 0.8 }),
  ...estimateFields,
})

export const annexInput = z.pipe(
  fieldsOfAnnex,
  z.transform(({ form, start, confidence, ...run }: z.output<typeof fieldsOfAnnex>, context) => ({
    form,
    startDay: start,
    confidence,
    scenario: scenarioOf(run, context),
  })),
)

export type AnnexQuestion = Readonly<z.output<typeof annexInput>>

const words = wordsOf(fieldsOfAnnex)

/** Reads what a person said, or says everything that is wrong with it. */
export function readAnnex(raw: unknown): Read<AnnexQuestion> {
  return readBy(annexInput, words, raw)
}
