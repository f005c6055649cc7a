import * as z from 'zod/mini'
import type { Answered } from '../../base/answered.ts'
import { dayWords } from '../../base/calendar.ts'
import { sum } from '../../base/math.ts'
import { version } from '../../base/version.ts'
import { own } from '../../base/nearest.ts'
import { fields, number, text, type Frozen } from '../asking/answers.ts'
import { figuresOf } from '../estimate/figures.ts'
import { planRead, workOut } from '../estimate/work.ts'
import { callsFor, callAnswer } from './calls.ts'
import { requestOf } from './hours.ts'
import { readAnnex, type Form } from './input.ts'
import { said } from './said.ts'
import { scalingOf } from './scaling.ts'
import { storageOf } from './storage.ts'
import { planValues, type Value } from './values.ts'

const hours = { nodeHours: number, gpuHours: number }
const period = z.strictObject({ name: text, from: z.nullable(text), ...hours })

/** A proposal's annex: the fields of one form, and the tables that it refers to. */
export const annexAnswer = z.strictObject({
  form: z.strictObject({ id: text, name: text, source: text, check: text }),
  /** One sentence: what is asked for, for what, how sure. */
  sentence: text,
  request: z.strictObject({ ...hours, confidence: number, calendarDays: number, start: z.nullable(text) }),
  fields: z.array(
    z.strictObject({
      block: text,
      field: text,
      /** Follows from the plan; proposed and to be confirmed; left to the person. */
      status: z.enum(['filled', 'confirm', 'open']),
      value: z.nullable(text),
      figure: z.nullable(number),
    }),
  ),
  /** Adds up to the request. */
  milestones: z.array(z.strictObject({ name: text, result: text, by: z.nullable(text), ...hours })),
  /** Adds up to the request. */
  monthly: z.array(period),
  /** By the periods of the form; adds up to the request. */
  periods: z.array(period),
  scaling: z.array(
    z.strictObject({
      ...fields(number, 'gpus nodes stepTimeS tokensPerS tflopsPerGpu speedUp idealSpeedUp efficiency'),
      /** At least 75 %, as CSC asks. */
      isEfficient: z.boolean(),
    }),
  ),
  storage: z.strictObject({
    ...fields(number, 'checkpointTb checkpointsKept weightsKept scratchTb workTb archiveTb transferTb'),
    ...fields(number, 'scratchFilesK workFilesK archiveFilesK writtenTbPerHour readTbPerHour filesPerHour'),
  }),
  calls: z.array(callAnswer),
  notes: z.array(text),
  version: text,
})
export type AnnexAnswer = Frozen<z.infer<typeof annexAnswer>>

const daysPerMonth = 365 / 12

/** A funder's form filled from the plan of a run; what is wrong with the input; or why the run cannot be. */
export function answerAnnex(raw: unknown): Answered<AnnexAnswer> {
  const read = readAnnex(raw)
  if (!read.ok) return { status: 'refused', problems: read.problems }
  const question = read.value
  const planned = planRead({ ok: true, value: question.scenario })
  if (planned.status !== 'answer') return planned
  const worked = workOut(planned.value)
  const scaling = scalingOf(planned.value)
  const figures = figuresOf(worked)
  const request = requestOf({ question, worked, pilotNodeHours: sum(scaling.map(({ nodes }) => nodes)) })
  const storage = storageOf(worked)
  const values = planValues({ worked, figures, request, scaling, storage })
  const { nodeHours, gpuHours, confidence, calendarDays, milestones, monthly, periods } = request
  const { form, startDay, scenario } = question
  const { id, name, source, read: readAt, check } = form
  const months = calendarDays / daysPerMonth
  return {
    status: 'answer',
    value: {
      form: { id, name, source: `${source} (read ${readAt})`, check },
      sentence: `${nodeHours.toLocaleString('en')} node hours (${gpuHours.toLocaleString('en')} GPU-hours) of ${scenario.system.name} train ${scenario.model.name} on ${said(scenario.tokens / 1e12)} T tokens within ${said(calendarDays)} days of calendar in ${said(confidence * 100)} of 100 cases, a scaling pilot included.`,
      request: {
        nodeHours,
        gpuHours,
        confidence,
        calendarDays,
        start: startDay === null ? null : dayWords(startDay),
      },
      fields: fieldsOf(form, values),
      milestones,
      monthly,
      periods,
      scaling,
      storage,
      calls: callsFor({ nodeHours, gpuHours, months, system: scenario.system }),
      notes: notesOf(scenario.mfu !== null, startDay === null),
      version,
    },
  }
}

function fieldsOf(form: Form, values: Readonly<Record<string, Value>>): AnnexAnswer['fields'] {
  return form.fields.map(({ block, field, by, key }) => {
    const value = key === null ? undefined : own(values, key)
    if (value === undefined || by === 'person')
      return { block, field, status: 'open', value: null, figure: null }
    return {
      block,
      field,
      status: by === 'plan' ? 'filled' : 'confirm',
      value: value.text,
      figure: value.figure,
    }
  })
}

function notesOf(isMfuGiven: boolean, isUndated: boolean): readonly string[] {
  return [
    'Speeds are predicted, not measured: a pilot replaces them.',
    'Checkpoints are counted at 14 bytes a parameter (bf16 weights, fp32 weights, two moments of Adam); BLOOM published 2.3 TB for 176 B, 13.1 bytes.',
    'Not in the request: experiments before the final run, evaluation, post-training, data preparation.',
    'Cores of a node are not in the catalogue: fields that ask for them are left open.',
    ...(isMfuGiven ? ['The MFU was given, so the scaling table shows no loss with size.'] : []),
    ...(isUndated
      ? ['No start was given: months are counted, and the date of the final report is open.']
      : []),
  ]
}
