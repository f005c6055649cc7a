import { accept, type Problem, type Read } from '../../../base/outcome.ts'
import { highestLevel, levelBetween, unknownLevel, type Level } from '../../../investment/sovereignty.ts'
import { dimensions, type FrameDimension } from '../../../investment/sovereignty-frames.ts'
import type { LevelFields, SovereigntyFields } from '../schema.ts'

export type JudgedLevel = Level & {
  /** A primary document, B credible secondary, C claim, U unknown. */
  readonly evidence: 'A' | 'B' | 'C' | 'U'
  readonly because: string
  readonly source: string
}

export type SovereigntyPlan = {
  readonly facts: Readonly<Record<string, string>>
  readonly levels: Readonly<Record<FrameDimension, JudgedLevel>>
  readonly weights: Readonly<Record<FrameDimension, number>> | null
  readonly changes: { readonly [K in FrameDimension]?: JudgedLevel }
}

/** Levels of the six dimensions; one that is not given is unknown, which is neither zero nor sovereign. */
export function readSovereignty(fields: SovereigntyFields): Read<SovereigntyPlan> {
  const problems = dimensions.flatMap((dimension) => [
    ...levelProblems(fields.levels[dimension], `sovereignty.levels.${dimension}`),
    ...levelProblems(fields.changes?.[dimension], `sovereignty.changes.${dimension}`),
  ])
  const weights = readWeights(fields.weights)
  if (problems.length > 0 || !weights.ok)
    return { ok: false, problems: [...problems, ...(weights.ok ? [] : weights.problems)] }
  const levelOf = (dimension: FrameDimension) => judged(fields.levels[dimension])
  const changes = dimensions.flatMap((dimension) => {
    const change = fields.changes?.[dimension]
    return change === undefined ? [] : [[dimension, judged(change)] as const]
  })
  return accept({
    facts: fields.facts ?? {},
    levels: {
      data: levelOf('data'),
      model: levelOf('model'),
      infrastructure: levelOf('infrastructure'),
      talent: levelOf('talent'),
      energy: levelOf('energy'),
      chips: levelOf('chips'),
    },
    weights: weights.value,
    changes: Object.fromEntries(changes),
  })
}

function judged(raw: LevelFields | undefined): JudgedLevel {
  const because = raw?.because ?? ''
  const source = raw?.source ?? ''
  if (raw?.level === undefined) return { ...unknownLevel, evidence: 'U', because, source }
  const [low, high] = typeof raw.level === 'number' ? [raw.level, raw.level] : raw.level
  return { ...levelBetween(low, high), evidence: raw.evidence ?? 'C', because, source }
}

function levelProblems(raw: LevelFields | undefined, field: string): readonly Problem[] {
  if (raw?.level === undefined) return []
  const [low, high] = typeof raw.level === 'number' ? [raw.level, raw.level] : raw.level
  const fits = low >= 0 && high <= highestLevel && low <= high
  return fits
    ? []
    : [{ field: `${field}.level`, message: `${String(raw.level)} is not from 0 to 4, or low to high` }]
}

function readWeights(raw: Readonly<Record<string, number>> | undefined): Read<SovereigntyPlan['weights']> {
  if (raw === undefined) return accept(null)
  const unknown = Object.keys(raw).filter((key) => !dimensions.some((dimension) => dimension === key))
  const negative = Object.entries(raw).filter(([, weight]) => !(weight >= 0 && weight <= 1e6))
  const total = Object.values(raw).reduce((sum, weight) => sum + weight, 0)
  const problems: readonly Problem[] = [
    ...unknown.map((key) => ({
      field: `sovereignty.weights.${key}`,
      message: `is not a dimension; the dimensions are ${dimensions.join(', ')}`,
    })),
    ...negative.map(([key, weight]) => ({
      field: `sovereignty.weights.${key}`,
      message: `${String(weight)} is not from 0 to 1000000`,
    })),
    ...(total > 0 ? [] : [{ field: 'sovereignty.weights', message: 'are all zero' }]),
  ]
  if (problems.length > 0) return { ok: false, problems }
  const of = (dimension: FrameDimension) => raw[dimension] ?? 0
  return accept({
    data: of('data'),
    model: of('model'),
    infrastructure: of('infrastructure'),
    talent: of('talent'),
    energy: of('energy'),
    chips: of('chips'),
  })
}
