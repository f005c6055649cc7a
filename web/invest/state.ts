import { signal } from '@preact/signals'
import type { Answered, InvestAnswer, InvestCase, Problem } from '../../sim/index.ts'
import { fromFragment, type Fields } from '../state/address.ts'
import { fields, fieldValue, settledMs } from '../state/state.ts'
import { wrongNumber } from '../state/wrong-number.ts'
import { simulation } from '../worker/simulation.ts'

export const cases = signal<readonly InvestCase[]>([])
export const invest = signal<InvestAnswer | null>(null)
/** The programme of the baseline. */
export const pinnedInvest = signal<InvestAnswer | null>(null)
/** One and the same list while nothing is wrong, so that an answer draws no control anew. */
const none: readonly Problem[] = []
export const problems = signal(none)
export const busy = signal(false)

/** What the programme is said with. */
export const programmeFields = 'case utilisation discount horizon rent nation spend vat duty served'.split(
  ' ',
)

/** Futures that follow a slider, and those of the first answer; at rest it settles on as many as everywhere else. */
const [movingSamples, firstSamples] = [100, 600]

const usual = 'alps'
export const caseId = (of?: Fields): string => (of === undefined ? fieldValue('case') : of['case']) ?? usual

export function chosenCase(of: Fields = fields.value): InvestCase | undefined {
  return cases.value.find(({ id }) => id === caseId(of))
}

/** A use of the machine in per cent, which older links hold as a fraction. */
export function percentUsed(said: string): string {
  const isFraction = Number(said) > 0 && Number(said) <= 1
  return isFraction ? String(Number((Number(said) * 100).toPrecision(6))) : said.replace('%', '')
}

type Asked = Readonly<Record<'utilisation' | 'horizonY' | 'vatFraction' | 'dutyFraction', number | undefined>>

/** What the page asks in units of its own, a comma for the point or not; what is wrong is said as it was written. */
function readAsked({ utilisation = '', horizon, vat, duty }: Fields) {
  const wrong: Problem[] = []
  const read = (field: string, said = '', { least = 0, most = 100, of = 100 }) => {
    const text = said.replace('%', '').trim().slice(0, longestNumber)
    const message = wrongNumber(text, least, most)
    if (message !== '' && said !== '') wrong.push({ field, message })
    return said === '' ? undefined : Number(text.replace(',', '.')) / of
  }
  const asked: Asked = {
    utilisation: read('utilisation', percentUsed(utilisation), { least: 0.1 }),
    horizonY: read('horizon', horizon, { least: 1, most: 40, of: 1 }),
    vatFraction: read('vat', vat, {}),
    dutyFraction: read('duty', duty, {}),
  }
  return { asked, wrong }
}
const longestNumber = 40

/** The page's names of what the planner refuses. */
const pageNames: Readonly<Record<string, string>> = {
  'options.rent.perHour': 'rent',
  'serving.tokensPerDay': 'served',
  'sovereignty.country': 'nation',
  'sovereignty.amount': 'spend',
}

function inputOf(of: Fields, samples: number | null, asked: Asked): Readonly<Record<string, unknown>> {
  const { discount, rent, nation: country, spend: amount, served } = of
  const { utilisation, horizonY, ...taxes } = asked
  const chosen = chosenCase(of)?.input
  const said = chosen?.sovereignty
  const given = (value: string | undefined) => value !== undefined && value !== ''
  return {
    case: caseId(of),
    ...(samples === null ? {} : { samples }),
    ...(utilisation === undefined ? {} : { utilisation }),
    ...(given(discount) ? { discount } : {}),
    ...(horizonY === undefined ? {} : { horizonY }),
    ...(given(rent) ? { options: { ...chosen?.options, rent: { perHour: rent } } } : {}),
    ...(given(of['vat']) || given(of['duty']) ? { taxes } : {}),
    ...(given(served) ? { serving: { tokensPerDay: served } } : {}),
    ...(given(country) || given(amount)
      ? {
          sovereignty: {
            ...(typeof said === 'object' ? said : {}),
            ...(given(country) ? { country } : {}),
            ...(given(amount) ? { amount } : {}),
          },
        }
      : {}),
  }
}

async function answerOf(of: Fields, samples: number | null): Promise<Answered<InvestAnswer>> {
  const { asked, wrong } = readAsked(of)
  return wrong.length === 0
    ? simulation.invest(inputOf(of, samples, asked))
    : { status: 'refused', problems: wrong }
}

function onPage({ field, message }: Problem): Problem {
  return { field: pageNames[field] ?? field, message }
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
    problems.value = answered.status === 'refused' ? answered.problems.map(onPage) : none
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
