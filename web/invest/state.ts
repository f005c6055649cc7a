import { signal } from '@preact/signals'
import type { InvestAnswer, InvestCase, Problem } from '../../sim/index.ts'
import { fromFragment, type Fields } from '../state/address.ts'
import { fields, fieldValue } from '../state/state.ts'
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
const settledMs = 150

export const caseId = (of?: Fields): string => (of === undefined ? fieldValue('case') : of['case']) ?? 'alps'

export function chosenCase(of: Fields = fields.value): InvestCase | undefined {
  return cases.value.find(({ id }) => id === caseId(of))
}

/** A share from per cent; a comma may stand for the point. What is no number stays as it was typed. */
const share = (said: string) => {
  const percent = Number(said.replace(',', '.'))
  return Number.isFinite(percent) ? percent / 100 : said
}

function inputOf(of: Fields, samples: number | null): Readonly<Record<string, unknown>> {
  const { utilisation, discount, horizon, rent, nation: country, spend: amount } = of
  const { vat = '', duty = '', served } = of
  const chosen = chosenCase(of)?.input
  const said = chosen?.sovereignty
  const given = (value: string | undefined) => value !== undefined && value !== ''
  return {
    case: caseId(of),
    ...(samples === null ? {} : { samples }),
    ...(given(utilisation) ? { utilisation } : {}),
    ...(given(discount) ? { discount } : {}),
    ...(given(horizon) ? { horizonY: Number(horizon) } : {}),
    ...(given(rent) ? { options: { ...chosen?.options, rent: { perHour: rent } } } : {}),
    ...(given(vat) || given(duty) ? { taxes: { vatFraction: share(vat), dutyFraction: share(duty) } } : {}),
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

let wanted = 0

/** Asks for the newest programme only: answers of older ones are dropped. */
export async function recompute(): Promise<void> {
  const generation = (wanted += 1)
  busy.value = true
  if (cases.value.length === 0) cases.value = await simulation.investCases()
  for (const samples of [invest.peek() === null ? firstSamples : movingSamples, null]) {
    const answered = await simulation.invest(inputOf(fields.value, samples))
    if (generation !== wanted) return
    problems.value = answered.status === 'refused' ? answered.problems : none
    if (answered.status !== 'answer') break
    invest.value = answered.value
    if (samples === null) break
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
  const answered = now === '' ? null : await simulation.invest(inputOf(fromFragment(now), null))
  if (pinned === now) pinnedInvest.value = answered?.status === 'answer' ? answered.value : null
}
