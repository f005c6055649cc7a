import * as z from 'zod/mini'
import { readDay } from '../../base/calendar.ts'
import { accept, readAll, readItems, refuse, type Problem, type Read } from '../../base/outcome.ts'
import { quoted } from '../../base/shown.ts'
import { findSystem } from '../../catalogue/find.ts'
import { besiroglu2024, hoffmann2022, type LossLaw } from '../../workload/scaling-laws/parametric.ts'
import { orNull, fieldsOf } from '../asking/field.ts'
import { bounded, few, quantity, word } from '../asking/readers.ts'
import { readBudget, readTimeDays, readWhen } from '../estimate/promises/input.ts'
import type { Measure } from './variables.ts'
import told from '../../data/questions/tradeoffs.json' with { type: 'json' }

const { required, optional } = fieldsOf(told)

const money = { said: word, read: (said: string, field: string) => readBudget(field, said) }
const atMost = { said: quantity, read: bounded(0, 1e18), usual: null }

/** What may not be exceeded; null is without a limit. */
const limitFields = z.strictObject({
  cost: optional('limits.cost', { ...money, usual: null }),
  time: optional('limits.time', { said: quantity, read: readWhen, usual: null }),
  energy: optional('limits.energy', atMost),
  carbon: optional('limits.carbon', atMost),
  water: optional('limits.water', atMost),
  power: optional('limits.power', atMost),
  gpus: optional('limits.gpus', atMost),
})

const cluster = z.strictObject({
  time: required('find.smallestCluster.time', { said: quantity, read: readWhen }),
})
const model = z.strictObject({
  budget: required('find.largestModel.budget', money),
  law: optional('find.largestModel.law', { said: word, read: readLaw, usual: besiroglu2024 }),
  tokensPerParameter: optional('find.largestModel.tokensPerParameter', {
    said: quantity,
    read: bounded(0.01, 1e6),
    usual: null,
  }),
})
const site = z.strictObject({
  systems: optional('find.cheapestSite.systems', { said: few(word), read: readSystems, usual: null }),
})
const start = z.strictObject({
  finish: required('find.latestStart.finish', { said: word, read: readFinish }),
})

/** Questions backwards; null where not asked. */
const findFields = z.strictObject({
  smallestCluster: orNull(cluster),
  largestModel: orNull(model),
  cheapestSite: orNull(site),
  latestStart: orNull(start),
})

export const limits = optional('limits', {
  said: limitFields,
  read: accept<z.output<typeof limitFields>>,
  usual: z.parse(limitFields, {}),
})

export const find = optional('find', {
  said: findFields,
  read: accept<z.output<typeof findFields>>,
  usual: z.parse(findFields, {}),
})

export type Limit = { readonly measure: Measure; readonly most: number; readonly currency: string | null }

/** The limits that were set, once the first day is known from which a last one counts. */
export function limitsOf(
  { cost, time, ...plain }: z.output<typeof limits>,
  firstDay: number | null,
): Read<readonly Limit[]> {
  const money =
    cost === null ? [] : [{ measure: 'cost' as const, most: cost.amount, currency: cost.currency }]
  const days = time === null ? [] : [readTimeDays('limits.time', time, firstDay)]
  const rest = (['energy', 'carbon', 'water', 'power', 'gpus'] as const).flatMap((measure) => {
    const most = plain[measure]
    return most === null ? [] : [accept({ measure, most, currency: null })]
  })
  return readItems<Limit>([
    ...money.map(accept),
    ...days.map((read) =>
      read.ok ? accept({ measure: 'time' as const, most: read.value, currency: null }) : read,
    ),
    ...rest,
  ])
}

export function findOf(
  { smallestCluster, latestStart, ...found }: z.output<typeof find>,
  firstDay: number | null,
) {
  return readAll({
    smallestCluster: smallestCluster === null ? accept(null) : clusterBy(smallestCluster.time, firstDay),
    latestStart: latestStart === null ? accept(null) : startBefore(latestStart.finish, firstDay),
    largestModel: accept(found.largestModel),
    cheapestSite: accept(found.cheapestSite),
  })
}

const laws: readonly LossLaw[] = [besiroglu2024, hoffmann2022]

function readLaw(said: string, field: string): Read<LossLaw> {
  const law = laws.find(({ id }) => id === said)
  if (law !== undefined) return accept(law)
  return refuse(field, `'${said}' is not one of ${laws.map(({ id }) => id).join(', ')}`)
}

function readSystems(ids: readonly string[], field: string): Read<readonly string[]> {
  const problems = ids.flatMap((id, index): readonly Problem[] =>
    findSystem(id) === null
      ? [{ field: `${field}.${String(index)}`, message: `${quoted(id)} is not in the catalogue` }]
      : [],
  )
  return problems.length > 0 ? { ok: false, problems } : accept(ids)
}

type Finish = { readonly day: number; readonly said: string }

function readFinish(said: string, field: string): Read<Finish> {
  const day = readDay(field, said)
  return day.ok ? accept({ day: day.value, said }) : day
}

function clusterBy(time: number | string, firstDay: number | null): Read<{ readonly timeDays: number }> {
  const days = readTimeDays('find.smallestCluster.time', time, firstDay)
  return days.ok ? accept({ timeDays: days.value }) : days
}

function startBefore({ day, said }: Finish, firstDay: number | null): Read<LatestAsked> {
  const inTime = firstDay === null ? accept(day) : readTimeDays('find.latestStart.finish', said, firstDay)
  return inTime.ok ? accept({ finishDay: day, firstDay }) : inTime
}

export type ModelAsked = Readonly<z.output<typeof model>>
export type LatestAsked = { readonly finishDay: number; readonly firstDay: number | null }
