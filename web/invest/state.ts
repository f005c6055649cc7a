import { signal } from '@preact/signals'
import type { InvestAnswer, InvestCase, Problem } from '../../sim/index.ts'
import { fields } from '../state/state.ts'
import { simulation } from '../worker/simulation.ts'

export const cases = signal<readonly InvestCase[]>([])
export const invest = signal<InvestAnswer | null>(null)
export const problems = signal<readonly Problem[]>([])
export const busy = signal(false)

/** Futures that follow a slider, and those that follow when it rests: enough for a p10 and a p90. */
const [movingSamples, restingSamples] = [100, 600]
const settledMs = 150

export const caseId = (): string => fields.value['case'] ?? 'alps'

export function chosenCase(): InvestCase | undefined {
  return cases.value.find(({ id }) => id === caseId())
}

function inputOf(samples: number): Readonly<Record<string, unknown>> {
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
  const isFirst = invest.peek() === null
  for (const samples of isFirst ? [restingSamples] : [movingSamples, restingSamples]) {
    const answered = await simulation.invest(inputOf(samples))
    if (generation !== wanted) return
    problems.value = answered.status === 'refused' ? answered.problems : []
    if (answered.status !== 'answer') break
    invest.value = answered.value
    if (samples === movingSamples) await new Promise((resolve) => setTimeout(resolve, settledMs))
    if (generation !== wanted) return
  }
  busy.value = false
}
