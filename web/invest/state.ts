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

const levelNames = ['data', 'model', 'infrastructure', 'talent', 'energy', 'chips'] as const
export type LevelName = (typeof levelNames)[number]

/** The levels after an investment, as the address holds them: six numbers or blanks. */
export function changedLevels(): { readonly [K in LevelName]?: number } {
  const parts = (fields.value['levels'] ?? '').split(',')
  return Object.fromEntries(
    levelNames.flatMap((name, index) => {
      const part = parts[index] ?? ''
      return part === '' ? [] : [[name, Number(part)]]
    }),
  )
}

export function levelsWith(name: LevelName, level: number): string {
  const now = { ...changedLevels(), [name]: level }
  return levelNames.map((one) => (now[one] === undefined ? '' : String(now[one]))).join(',')
}

function inputOf(): Readonly<Record<string, unknown>> {
  const { utilisation, discount, horizon, rent } = fields.value
  const sovereignty = chosenCase()?.input.sovereignty
  const changes = Object.entries(changedLevels()).map(([name, level]) => [name, { level }] as const)
  const given = (value: string | undefined) => value !== undefined && value !== ''
  return {
    case: caseId(),
    samples,
    ...(given(utilisation) ? { utilisation } : {}),
    ...(given(discount) ? { discount } : {}),
    ...(given(horizon) ? { horizonY: Number(horizon) } : {}),
    ...(given(rent) ? { options: { ...chosenCase()?.input.options, rent: { perHour: rent } } } : {}),
    ...(sovereignty === undefined || changes.length === 0
      ? {}
      : { sovereignty: { ...sovereignty, changes: Object.fromEntries(changes) } }),
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
