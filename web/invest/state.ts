import { signal } from '@preact/signals'
import type { InvestAnswer, InvestCase, Problem } from '../../sim/index.ts'
import { fields } from '../state/state.ts'
import { simulation } from '../worker/simulation.ts'

export const cases = signal<readonly InvestCase[]>([])
export const invest = signal<InvestAnswer | null>(null)
export const problems = signal<readonly Problem[]>([])
export const busy = signal(false)

/** Few enough for a slider, many enough for a p10 and a p90. */
const samples = 600

export const caseId = (): string => fields.value['case'] ?? 'alps'

export function chosenCase(): InvestCase | undefined {
  return cases.value.find(({ id }) => id === caseId())
}

function inputOf(): Readonly<Record<string, unknown>> {
  const { utilisation, discount, horizon, rent, nation: country, spend: amount, vat, served } = fields.value
  const said = chosenCase()?.input.sovereignty
  const given = (value: string | undefined) => value !== undefined && value !== ''
  return {
    case: caseId(),
    samples,
    ...(given(utilisation) ? { utilisation } : {}),
    ...(given(discount) ? { discount } : {}),
    ...(given(horizon) ? { horizonY: Number(horizon) } : {}),
    ...(given(rent) ? { options: { ...chosenCase()?.input.options, rent: { perHour: rent } } } : {}),
    ...(given(vat) ? { taxes: { vatFraction: Number(vat) / 100 } } : {}),
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
  const answered = await simulation.invest(inputOf())
  if (generation !== wanted) return
  busy.value = false
  problems.value = answered.status === 'refused' ? answered.problems : []
  if (answered.status === 'answer') invest.value = answered.value
}
