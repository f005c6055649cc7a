import { HOURS_PER_DAY, HOURS_PER_YEAR } from '../../sim/base/units.ts'
import { count, short } from '../format.ts'
import { tradeoffWords as words } from '../words/tradeoffs.ts'
import { best, questions } from './state.ts'

const daysPerMonth = HOURS_PER_YEAR / HOURS_PER_DAY / 12

/** The questions backwards that the limits and the date make. */
export function Questions() {
  const found = questions.value
  if (found === null) return null
  const { smallestCluster: cluster, largestModel: model, cheapestSite: site, latestStart: start } = found
  const first = site?.sites[0]
  const sure = best.value?.ranges?.sure
  const lines = [
    ...(sure === undefined
      ? []
      : [
          words.sure({
            chance: words.chance(sure.confidence),
            days: short(sure.time),
            months: short(sure.time / daysPerMonth),
            cost: `${best.value?.point.currency ?? ''}\u00a0${short(sure.cost)}`,
          }),
        ]),
    ...(cluster === null
      ? []
      : cluster.gpus === null
        ? [words.smallestNone(short(cluster.timeDays))]
        : [
            words.smallest({
              days: short(cluster.timeDays),
              chance: words.chance(cluster.confidence),
              gpus: count(cluster.gpus),
              reaches: short(cluster.reachesDays ?? 0),
            }),
          ]),
    ...(model === null
      ? []
      : [
          words.largest({
            budget: `${model.currency} ${short(model.budget)}`,
            parameters: short(model.parameters),
            tokens: short(model.tokens),
            low: short(model.parametersInterval?.low ?? model.parameters),
            high: short(model.parametersInterval?.high ?? model.parameters),
          }),
        ]),
    ...(start === null ? [] : [words.start(start.finish, start.startP90, start.startP50)]),
    ...(first === undefined || site === null
      ? []
      : [words.site(first.name, `${site.currency} ${short(first.cost.p50)}`, short(first.carbonT))]),
  ]
  return (
    <section class="questions">
      <h2>{words.questions}</h2>
      <ul class="views">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {cluster === null && model === null && start === null && <li class="quiet">{words.ask}</li>}
      </ul>
    </section>
  )
}
