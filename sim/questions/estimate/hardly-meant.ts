import rules from '../../data/hardly-meant.json' with { type: 'json' }
import { own } from '../../base/nearest.ts'
import { SECONDS_PER_HOUR } from '../../base/units.ts'
import { modelBeyond } from '../sbatch/trainers/within-trainer.ts'
import type { EstimateAnswer } from './answer.ts'
import type { Scenario } from './input.ts'

type Told = Pick<EstimateAnswer, 'assumptions' | 'goodput' | 'compute' | 'model' | 'uncertainty' | 'step'>

/**
 * Inputs that contradict each other or all that is published, by the rules of data/hardly-meant.json (each bound with why),
 * and a trainer that cannot train the model: the plan is then of one that could. Each fix is accepted, and takes its
 * warning away.
 */
export function hardlyMeant(answer: Told, scenario: Scenario): EstimateAnswer['hardlyMeant'] {
  const beyond = modelBeyond(scenario)
  if (beyond === null) return byRules(answer)
  const able = beyond.nearest?.value ?? null
  const fix = { field: 'framework', value: able === null ? null : String(able) }
  return [{ id: 'framework', sentence: beyond.reason, fix }, ...byRules(answer)]
}

function byRules(answer: Told): EstimateAnswer['hardlyMeant'] {
  const seen = seenIn(answer)
  return rules.flatMap(({ id, least, most, sentence, fix, factor }) => {
    const { value, shown = value, of = 0 } = own(seen, id) ?? { value: null }
    if (value === null || (value >= (least ?? -Infinity) && value <= (most ?? Infinity))) return []
    const figures = [shown, of === 0 ? (most ?? factor ?? 0) : of]
    const said = sentence.replaceAll(/\{(\d)\}/g, (_, at: string) =>
      String(Number((figures[Number(at)] ?? 0).toPrecision(3))),
    )
    const field = id === 'mfu' && answer.step.mfuRange === null ? 'mfu' : fix
    const mended = factor === undefined ? null : String(factor * answer.model.parameters)
    return [{ id, sentence: said, fix: { field, value: mended } }]
  })
}

type Seen = { readonly value: number | null; readonly shown?: number; readonly of?: number }

/** What each rule looks at; null where nothing was given. */
function seenIn(answer: Told): Readonly<Record<string, Seen>> {
  const { assumptions, goodput, compute, model, uncertainty } = answer
  const given = (id: string): Seen => {
    const found = assumptions.find((one) => one.id === id)
    return { value: found?.basis === 'given' && typeof found.value === 'number' ? found.value : null }
  }
  const everyH = (goodput.checkpointIntervalS ?? 0) / SECONDS_PER_HOUR
  const betweenH = goodput.meanTimeBetweenInterruptionsH ?? Infinity
  return {
    mfu: given('mfu'),
    pueRatio: given('pueRatio'),
    lifeY: given('lifeY'),
    checkpointIntervalS: { value: everyH / betweenH, shown: everyH, of: betweenH },
    tokens: { value: compute.tokens / model.parameters },
    steps: { value: compute.tokens >= 1e10 ? answer.step.steps : null },
    samples: { value: uncertainty.samples },
  }
}
