import {
  gateOf,
  movedBy,
  scoreOf,
  weightSensitivity,
  type Profile,
  type Score,
} from '../../../investment/sovereignty.ts'
import {
  dimensions,
  equalWeights,
  euMappedWeights,
  levelAnchors,
  type FrameDimension,
} from '../../../investment/sovereignty-frames.ts'
import type { SovereigntyAnswer } from './answer.ts'
import type { JudgedLevel, SovereigntyPlan } from '../reading/read-sovereignty.ts'

type WeightSet = {
  readonly id: string
  readonly name: string
  readonly editorial: string | null
  readonly weights: Readonly<Record<FrameDimension, number>>
}

const published: readonly WeightSet[] = [
  {
    id: 'eu-mapped',
    name: 'EU Cloud Sovereignty Framework, mapped to six dimensions',
    editorial:
      "The weights of the eight objectives are published; carrying them to six dimensions is this project's own mapping. Energy at 5 % is an artefact of a framework for buying cloud services.",
    weights: euMappedWeights,
  },
  {
    id: 'equal',
    name: 'Equal weights',
    editorial: 'An editorial choice: no published set weighs these six.',
    weights: equalWeights,
  },
]

/** Facts first, then the profile and its weakest link, then numbers with their intervals. */
export function sovereigntyView(plan: SovereigntyPlan): SovereigntyAnswer {
  const own: readonly WeightSet[] =
    plan.weights === null ? [] : [{ id: 'own', name: 'Your weights', editorial: null, weights: plan.weights }]
  const sets = [...published, ...own]
  const profile: Profile<FrameDimension> = plan.levels
  const changes = plan.changes
  const hasChanges = Object.keys(changes).length > 0
  const gate = gateOf(profile)
  const gateAfter = hasChanges ? movedBy(equalWeights, profile, changes).gateAfter : null
  return {
    sentence: sentenceOf(profile, hasChanges ? changes : null),
    facts: plan.facts,
    profile: dimensions.map((dimension) => row(dimension, plan.levels[dimension])),
    gate,
    scores: sets.map(({ id, name, editorial, weights }) => {
      const moved = hasChanges ? movedBy(weights, profile, changes) : null
      return {
        id,
        name,
        editorial,
        weights,
        score: scoreOf(weights, profile),
        sensitivity: weightSensitivity(weights, profile).map(({ key, from, to, score }) => ({
          dimension: key,
          from,
          to,
          score,
        })),
        moved:
          moved === null
            ? null
            : {
                after: moved.after,
                byChange: moved.byChange.map(({ key, points }) => ({ dimension: key, points })),
              },
      }
    }),
    gateAfter,
    notes: [
      "The levels are a reading of the sources by whoever entered them; those of the ready cases are this project's.",
      'Unknown is an interval from 0 to 4: it is not zero, and not sovereign.',
    ],
  }
}

function row(dimension: FrameDimension, level: JudgedLevel): SovereigntyAnswer['profile'][number] {
  const { low, high, middle, evidence, because, source } = level
  const nearest = middle === null ? null : levelAnchors[dimension][Math.round(middle)]
  return { dimension, low, high, middle, meaning: nearest ?? 'unknown', evidence, because, source }
}

/** 'From 69 to 73 of 100 with equal weights (71 to 75 with the EU's, mapped); weakest link: chips, 0.5 of 4.' */
function sentenceOf(profile: Profile<FrameDimension>, changes: SovereigntyPlan['changes'] | null): string {
  const of = (weights: Readonly<Record<FrameDimension, number>>) => {
    if (changes === null) return scoreWords(scoreOf(weights, profile))
    const { before, after } = movedBy(weights, profile, changes)
    return `${scoreWords(before)} moves to ${scoreWords(after)}`
  }
  const { level, weakest, unknown } = gateOf(profile)
  const link =
    level === null ? 'nothing is known' : `weakest link ${weakest.join(' and ')}, ${String(level)} of 4`
  const open = unknown.length === 0 ? '' : `; unknown: ${unknown.join(', ')}`
  return `${of(equalWeights)} of 100 with equal weights, ${of(euMappedWeights)} with the EU weights mapped; ${link}${open}.`
}

function scoreWords({ low, high, middle }: Score): string {
  const round = (value: number) => String(Math.round(value))
  return middle === null || low !== high
    ? `${middle === null ? '' : `${round(middle)} (`}${round(low)} to ${round(high)}${middle === null ? '' : ')'}`
    : round(middle)
}
