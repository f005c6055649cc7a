import { quoted } from '../../base/shown.ts'
import { accept, readAll, readItems, refuse, type Read } from '../../base/outcome.ts'
import { readBounded } from '../../base/quantity.ts'
import { readDay } from '../../base/calendar.ts'
import { findSystem } from '../../catalogue/find.ts'
import { besiroglu2024, hoffmann2022, type LossLaw } from '../../workload/scaling-laws/parametric.ts'
import { readBudget } from '../estimate/promises/read-budget.ts'
import { readTimeDays } from '../estimate/promises/read-time.ts'
import type { Find, Limit } from './plan.ts'
import type { FindFields, LimitFields } from './schema.ts'

/** What may not be exceeded. */
export function readLimits(fields: LimitFields | undefined, firstDay: number | null): Read<readonly Limit[]> {
  if (fields === undefined) return accept([])
  const { cost, time, ...plain } = fields
  const reads: Read<Limit>[] = []
  if (cost !== undefined) {
    const money = readBudget('limits.cost', cost)
    reads.push(
      money.ok
        ? accept({ measure: 'cost', most: money.value.amount, currency: money.value.currency })
        : money,
    )
  }
  if (time !== undefined) {
    const days = readTimeDays('limits.time', time, firstDay)
    reads.push(days.ok ? accept({ measure: 'time', most: days.value, currency: null }) : days)
  }
  for (const measure of ['energy', 'carbon', 'water', 'power', 'gpus'] as const) {
    const raw = plain[measure]
    if (raw === undefined) continue
    const most = readBounded(`limits.${measure}`, raw, [0, 1e18])
    reads.push(most.ok ? accept({ measure, most: most.value, currency: null }) : most)
  }
  return readItems(reads)
}

const laws: readonly LossLaw[] = [besiroglu2024, hoffmann2022]

/** Questions backwards. */
export function readFind(fields: FindFields | undefined, firstDay: number | null): Read<Find> {
  return readAll<Find>({
    smallestCluster: readSmallest(fields?.smallestCluster, firstDay),
    largestModel: readLargest(fields?.largestModel),
    cheapestSite: readCheapest(fields?.cheapestSite),
    latestStart: readLatest(fields?.latestStart, firstDay),
  })
}

function readSmallest(
  raw: FindFields['smallestCluster'],
  firstDay: number | null,
): Read<Find['smallestCluster']> {
  if (raw === undefined) return accept(null)
  const days = readTimeDays('find.smallestCluster.time', raw.time, firstDay)
  return days.ok ? accept({ timeDays: days.value }) : days
}

function readLargest(raw: FindFields['largestModel']): Read<Find['largestModel']> {
  if (raw === undefined) return accept(null)
  const law = laws.find(({ id }) => id === (raw.law ?? besiroglu2024.id))
  const ratio = raw.tokensPerParameter
  return readAll({
    budget: readBudget('find.largestModel.budget', raw.budget),
    law:
      law === undefined
        ? refuse(
            'find.largestModel.law',
            `'${raw.law ?? ''}' is not one of ${laws.map(({ id }) => id).join(', ')}`,
          )
        : accept(law),
    tokensPerParameter:
      ratio === undefined
        ? accept(null)
        : readBounded('find.largestModel.tokensPerParameter', ratio, [0.01, 1e6]),
  })
}

function readCheapest(raw: FindFields['cheapestSite']): Read<Find['cheapestSite']> {
  if (raw === undefined) return accept(null)
  const problems = (raw.systems ?? []).flatMap((id, index) =>
    findSystem(id) === null
      ? [
          {
            field: `find.cheapestSite.systems.${String(index)}`,
            message: `${quoted(id)} is not in the catalogue`,
          },
        ]
      : [],
  )
  return problems.length > 0 ? { ok: false, problems } : accept({ systems: raw.systems ?? null })
}

function readLatest(raw: FindFields['latestStart'], firstDay: number | null): Read<Find['latestStart']> {
  if (raw === undefined) return accept(null)
  const field = 'find.latestStart.finish'
  const day = readDay(field, raw.finish)
  if (!day.ok) return day
  const inTime = firstDay === null ? day : readTimeDays(field, raw.finish, firstDay)
  return inTime.ok ? accept({ finishDay: day.value, firstDay }) : inTime
}
