import { dimensions, equalWeights, type FrameDimension } from '../../investment/sovereignty-frames.ts'
import { gateOf, levelBetween, movedBy, type Level, type Profile } from '../../investment/sovereignty.ts'
import { apertusSovereignty } from '../invest/sovereignty/case.ts'
import { lessonNumberIn, threeDigits, wordIn, type Computed, type Settings } from './contract.ts'

export function sovereigntyLesson(settings: Settings): Computed {
  const dimension = dimensions.find((one) => one === wordIn(settings, 'dimension'))
  if (dimension === undefined) throw new Error('a dimension of the lessons is missing')
  const level = lessonNumberIn(settings, 'level')
  const money = lessonNumberIn(settings, 'money')
  const profile = apertus()
  const gained = (raised: FrameDimension) => pointsOf(profile, raised, level)
  const predicted = gained(dimension)
  const { weakest } = gateOf(profile)
  const after = movedBy(equalWeights, profile, raisedTo(profile, dimension, level)).gateAfter.level ?? 0
  return {
    finding: `${dimension} at ${String(level)} of 4 brings ${threeDigits(predicted)} of 100 points; the weakest link is ${weakest.join(' and ')}`,
    series: ['points'],
    rows: dimensions.map((x) => ({ x, values: [gained(x)] })),
    predicted,
    held: after,
    asked: predicted > 0 ? money / predicted : 0,
    facts: [
      'Equal weights; the levels of Apertus on Alps are readings of this project.',
      ...(predicted > 0
        ? []
        : ['Nothing is gained: the level is reached already, so no price of a point (answer 0).']),
    ],
  }
}

function apertus(): Profile<FrameDimension> {
  const { levels } = apertusSovereignty
  const of = (name: FrameDimension): Level => {
    const said = levels[name]?.level
    if (said === undefined) throw new Error(`the level of ${name} is missing`)
    return typeof said === 'number'
      ? levelBetween(said, said)
      : levelBetween(Number(said[0]), Number(said[1]))
  }
  return {
    data: of('data'),
    model: of('model'),
    infrastructure: of('infrastructure'),
    talent: of('talent'),
    energy: of('energy'),
    chips: of('chips'),
  }
}

/** A level that is reached already is not lowered. */
function raisedTo(profile: Profile<FrameDimension>, dimension: FrameDimension, level: number) {
  const now = profile[dimension].middle ?? 0
  return { [dimension]: levelBetween(Math.max(now, level), Math.max(now, level)) }
}

function pointsOf(profile: Profile<FrameDimension>, dimension: FrameDimension, level: number): number {
  const { byChange } = movedBy(equalWeights, profile, raisedTo(profile, dimension, level))
  return byChange[0]?.points ?? 0
}
