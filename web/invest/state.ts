import { signal } from '@preact/signals'
import type { Answered, InvestAnswer, InvestCase, Problem } from '../../sim/index.ts'
import { fromFragment, type Fields } from '../state/address.ts'
import { ownOr, type Said } from '../state/said.ts'
import { fields, settledMs } from '../state/state.ts'
import { simulation } from '../worker/simulation.ts'
import { askedOf, programme, type Asked } from './asked.ts'

export const cases = signal<readonly InvestCase[]>([])
export const invest = signal<InvestAnswer | null>(null)
/** The programme of the baseline. */
export const pinnedInvest = signal<InvestAnswer | null>(null)
/** One and the same list while nothing is wrong, so that an answer draws no control anew. */
const none: readonly Problem[] = []
export const problems = signal(none)
export const busy = signal(false)

/** Futures that follow a slider, and those of the first answer; at rest it settles on as many as everywhere else. */
const [movingSamples, firstSamples] = [100, 600]

const usual = 'alps'
const caseId = ({ case: ready = usual }: Fields): string => ready

/** The ready case that the fields stand on; a programme of a person's own may name one. */
export function chosenCase(of: Fields = fields.value): InvestCase | undefined {
  const own = ownProgramme(of)
  return cases.value.find(({ id }) => id === (own === null ? caseId(of) : own['case']))
}

/** The programme of a person's own that the fields stand on, as it was pasted; null where they stand on a ready case. */
export function ownProgramme({ programme = '' }: Fields): Said | null {
  const file = programme === '' ? null : ownOr(programme)
  return typeof file === 'object' && file !== null ? { ...file } : null
}

/** What is asked, under the names of the planner. */
export function asked(of: Fields): Asked {
  const own = ownProgramme(of)
  return askedOf(of, own ?? { case: caseId(of) }, { ...chosenCase(of)?.input, ...own })
}

/** The fields of figures whose assumption is another's, or which the whole programme alone says. */
const elsewhere: Readonly<Record<string, string>> = {
  staffPerY: 'people',
  delayY: 'stage',
  accelerators: 'own-programme',
  computingW: 'own-programme',
  idleW: 'own-programme',
  pricePerformance: 'own-programme',
}

/** The field that changes a figure, by the id of its assumption or its symbol in a formula; null where it is derived. */
export function leadOf(id: string): string | null {
  const [, kind, place] = /^(amount|annuity)(\d+)$/.exec(id) ?? []
  const part = invest.value?.machine.capital[Number(place) - 1]?.part ?? 'decommissioning'
  if (kind === 'annuity') return part === 'facility' ? 'facilityLife' : 'life'
  if (kind === 'amount') return part === 'compute' ? 'capital' : part
  const own = programme.find(([, { changes }]) => changes === id.replace(/^discount\d+$/, 'discount'))
  return own?.[0] ?? elsewhere[id] ?? null
}

type Told = Exclude<Answered<InvestAnswer>, { readonly status: 'infeasible' }>

/** What cannot be is told as what is wrong is: beside the field that says it. */
async function answerOf(of: Fields, samples: number | null): Promise<Told> {
  const { input, wrong, nameOf } = asked(of)
  const refused = (all: readonly Problem[]): Told => ({ status: 'refused', problems: all })
  if (wrong.length > 0) return refused(wrong)
  const answered = await simulation.invest(samples === null ? input : { ...input, samples })
  if (answered.status === 'infeasible')
    return refused(answered.obstacles.map(({ reason }) => ({ field: 'programme', message: reason })))
  return answered.status === 'answer'
    ? answered
    : refused(answered.problems.map(({ field, message }) => ({ field: nameOf(field), message })))
}

let wanted = 0

/** Asks for the newest programme only: answers of older ones are dropped. */
export async function recompute(): Promise<void> {
  const generation = (wanted += 1)
  busy.value = true
  if (cases.value.length === 0) cases.value = await simulation.investCases()
  for (const samples of [invest.peek() === null ? firstSamples : movingSamples, null]) {
    const answered = await answerOf(fields.value, samples)
    if (generation !== wanted) return
    problems.value = answered.status === 'refused' ? answered.problems : none
    // A link with a wrong programme has a headline too: that of its case, dimmed, under what is wrong.
    const isFirst = answered.status !== 'answer' && invest.peek() === null
    const shown = isFirst ? await simulation.invest({ case: chosenCase()?.id ?? usual }) : answered
    if (generation !== wanted) return
    if (shown.status !== 'answer') break
    invest.value = shown.value
    if (isFirst || samples === null) break
    await new Promise((resolve) => setTimeout(resolve, settledMs))
    if (generation !== wanted) return
  }
  busy.value = false
  await followPinned()
}

let pinned = ''

/** Answers the programme of the baseline, once for each that is pinned. */
async function followPinned(): Promise<void> {
  const now = fields.value['baseline'] ?? ''
  if (now === pinned) return
  pinned = now
  const answered = now === '' ? null : await answerOf(fromFragment(now), null)
  if (pinned === now) pinnedInvest.value = answered?.status === 'answer' ? answered.value : null
}
