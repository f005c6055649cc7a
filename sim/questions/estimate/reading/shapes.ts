import * as z from 'zod/mini'

import { eachNamed } from '../../../base/csv.ts'
import { HOURS_PER_DAY } from '../../../base/units.ts'
import { or, orNull } from '../../asking/field.ts'
import { few, quantity, wholeWithin, within, word } from '../../asking/readers.ts'
import { acceleratorFields } from './read-accelerator.ts'

/** A layout as an object; as a string it is `tp=4,pp=8,…` with the same names. */
export const layoutFields = z.strictObject({
  ...eachNamed('tp pp vpp dp cp ep mbs gbs microBatch globalBatch zero', () => z.optional(quantity)),
  recompute: z.optional(word),
  sequenceParallel: z.optional(z.boolean()),
})

/** What to say of a machine that names no accelerator. */
export const noAccelerator =
  'is missing; give an accelerator of the catalogue, e.g. "h100-sxm-80", or accelerator with its figures'

/** Told with whatever else is wrong with the fields, not only once they are right. */
const namesAccelerator = z.refine<{ readonly acceleratorId?: unknown; readonly accelerator?: unknown }>(
  (fields) => fields.acceleratorId !== undefined || fields.accelerator !== undefined,
  {
    path: ['acceleratorId'],
    error: noAccelerator,
    when: ({ value }) => typeof value === 'object' && value !== null,
  },
)

const orUnknown = <Said extends z.ZodMiniType>(said: Said) => orNull(z.nullable(said))

/** A queue takes so many nodes for so long; null or left out is without a limit. */
const queueFields = z.strictObject({
  id: word,
  limitH: orUnknown(within(0.01, 1e5)),
  nodes: orUnknown(wholeWithin(1, 1e7)),
  citation: z.optional(z.unknown()),
})
const windowFields = z
  .strictObject({
    name: word,
    everyDays: within(0.1, 1e4),
    hours: within(0, 1e5),
    citation: z.optional(z.unknown()),
  })
  .check(
    z.refine(({ everyDays, hours }) => hours < HOURS_PER_DAY * everyDays, {
      path: ['hours'],
      error: 'leaves no time between two windows; give fewer hours, e.g. 4 every 7 days',
    }),
  )

/** A machine of the user's own; the names are those of the catalogue's records. */
export const systemFields = z
  .strictObject({
    id: or(word, 'system file'),
    name: word,
    /** Of the catalogue; or `accelerator`, one of the user's own. */
    acceleratorId: z.optional(word),
    accelerator: z.optional(z.union([word, acceleratorFields])),
    nodes: wholeWithin(1, 1e7),
    acceleratorsPerNode: wholeWithin(1, 1024),
    accelerators: orNull(wholeWithin(1, 1e8)),
    operator: or(word, ''),
    country: or(word, ''),
    status: z.optional(word),
    firstYear: orUnknown(z.number()),
    scaleOutBytesPerS: orUnknown(within(1e6, 1e13)),
    pairBytesPerS: orUnknown(within(1e6, 1e14)),
    powerCapW: orUnknown(within(1, 1e5)),
    idleW: orUnknown(within(0, 1e5)),
    hplFlopsPerS: orUnknown(within(1, 1e22)),
    hplPowerW: orUnknown(within(1, 1e12)),
    hplAccelerators: orUnknown(within(1, 1e8)),
    pueRatio: orUnknown(within(1, 5)),
    capital: orUnknown(within(0, 1e15)),
    capitalCurrency: orUnknown(word),
    capitalScope: orUnknown(word),
    lifeY: orUnknown(within(0.1, 50)),
    queues: or(few(queueFields), []),
    maintenance: or(few(windowFields), []),
    tariffId: orUnknown(word),
    note: or(word, ''),
    citations: z.optional(z.unknown()),
    /** What the queue takes of a file that `petaplan system from-slurm` has written. */
    slurm: z.optional(z.unknown()),
  })
  .check(namesAccelerator)

export type SystemFields = z.infer<typeof systemFields>
