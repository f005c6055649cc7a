import { own } from '../../../base/nearest.ts'
import {
  conditionLevels,
  euCloudObjectives,
  sovereigntyAreas,
  sovereigntyConditions,
  sovereigntyIndicators,
  type SovereigntyArea,
  type SovereigntyIndicator,
} from '../../../catalogue/sovereignty.ts'
import { positionOf, type Bounds, type Weighed } from '../../../investment/sovereignty.ts'
import type { SovereigntyAnswer } from './answer.ts'
import type { CountryItem, SovereigntyPlan } from './fields.ts'

type Items = SovereigntyPlan['items']
export type FrameWeights = Readonly<Record<SovereigntyArea, number>>

/** What is known of an indicator; the unknown is anything, from nothing to all. */
export function knownOf({ id, full }: SovereigntyIndicator, items: Items): Bounds {
  const { low, high } = own(items, id) ?? { low: 0, high: full }
  return { low, high }
}

/** Each indicator with what is added to it and its share of the whole: areas by weight, indicators of an area alike. */
export function weighed(
  items: Items,
  gains: Readonly<Record<string, Bounds>>,
  weights: FrameWeights,
): readonly Weighed[] {
  const all = sovereigntyAreas.reduce((total, area) => total + weights[area], 0)
  return sovereigntyIndicators.map((indicator) => {
    const alike = sovereigntyIndicators.filter(({ area }) => area === indicator.area).length
    return {
      now: knownOf(indicator, items),
      gain: own(gains, indicator.id) ?? { low: 0, high: 0 },
      full: indicator.full,
      weight: weights[indicator.area] / all / alike,
    }
  })
}

export function areasOf(items: Items): SovereigntyAnswer['areas'] {
  return sovereigntyAreas.map((area) => {
    const indicators = sovereigntyIndicators
      .filter((one) => one.area === area)
      .map((one) => {
        const { low, high } = knownOf(one, items)
        const item = own(items, one.id)
        const { id, name, unit, full, why } = one
        return {
          ...{ id, name, unit, full, why },
          value: item === undefined ? null : { low, high },
          position: { low: positionOf(low, full), high: positionOf(high, full) },
          ...saidBy(item),
        }
      })
    const mean = (end: 'low' | 'high') =>
      indicators.reduce((total, { position }) => total + position[end], 0) / indicators.length
    return { area, low: mean('low'), high: mean('high'), indicators }
  })
}

function saidBy(item: CountryItem | undefined) {
  return item === undefined
    ? ({ basis: 'unknown', source: 'nobody publishes it, or we found nobody' } as const)
    : ({ basis: item.basis, source: item.source } as const)
}

/** Levels in order, never a mean: a condition caps the whole position, and one that is unknown may cap or not. */
export function capsIn(items: Items): SovereigntyAnswer['conditions'] {
  return sovereigntyConditions.map((condition) => {
    const item = items[condition]
    const levels = conditionLevels.filter((one) => one.condition === condition)
    const open = levels.filter(({ level }) => item === undefined || (level >= item.low && level <= item.high))
    const caps = open.map(({ cap }) => cap)
    return {
      condition,
      level: item === undefined ? null : { low: item.low, high: item.high },
      meaning: item === undefined ? 'unknown' : open.map(({ meaning }) => meaning).join('; or '),
      cap: { low: Math.min(...caps), high: Math.max(...caps) },
      ...saidBy(item),
    }
  })
}

/** The lowest of the caps: the weakest condition. */
export function capOf(conditions: SovereigntyAnswer['conditions']): Bounds {
  return {
    low: Math.min(...conditions.map(({ cap }) => cap.low)),
    high: Math.min(...conditions.map(({ cap }) => cap.high)),
  }
}

export type Frame = {
  readonly id: string
  readonly name: string
  readonly editorial: string | null
  readonly weights: FrameWeights
}

/** The sets of weights, the one of the sentence first: the person's own, or equal ones. */
export function framesOf({ weights }: SovereigntyPlan): readonly Frame[] {
  const theirs: readonly Frame[] =
    weights === null ? [] : [{ id: 'own', name: 'Your weights', editorial: null, weights }]
  return [...theirs, ...published]
}

const published: readonly Frame[] = [
  {
    id: 'equal',
    name: 'Equal weights',
    editorial: 'An editorial choice: no published set weighs these four.',
    weights: { data: 1, model: 1, infrastructure: 1, talent: 1 },
  },
  {
    id: 'eu-csf',
    name: 'EU Cloud Sovereignty Framework, carried to four areas',
    editorial:
      "The weights of its eight objectives are published; carrying them to areas is this project's own mapping. What falls on energy and chips (21 of 100) caps here and is in no mean. The framework rates a cloud service by levels with a minimum for each objective; a country is not one.",
    weights: {
      data: euWeight('data'),
      model: euWeight('model'),
      infrastructure: euWeight('infrastructure'),
      talent: euWeight('talent'),
    },
  },
]

function euWeight(area: SovereigntyArea): number {
  return euCloudObjectives.reduce((total, objective) => total + objective.weight * objective[area], 0)
}
