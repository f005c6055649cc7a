import { rateBetween, type Purse } from '../../../catalogue/currencies.ts'
import * as z from 'zod/mini'
import { median } from '../../../base/math.ts'
import { accept, refuse, type Read } from '../../../base/outcome.ts'
import { findPrice, rentsOf } from '../../../catalogue/prices.ts'
import { exchangeRiskPerY } from '../../../catalogue/uncertain.ts'
import type { Accelerator, System } from '../../../catalogue/types.ts'
import type { Tariff, Way } from '../../../investment/compare.ts'
import { inner, or, orNull } from '../../asking/field.ts'
import { bounded, quantity, within, word } from '../../asking/readers.ts'
import { amount, pricePer } from '../amounts.ts'
import type { NamedWay } from '../plan.ts'

type Market = {
  readonly purse: Purse
  readonly accelerator: Accelerator
  readonly system: System | null
  readonly accelerators: number
}

function tariffFields(purse: Purse | null) {
  const perHour = inner(quantity, (raw, at): Read<Required<Omit<Tariff, 'growthPerY'>>> => {
    const read = pricePer(purse, 'hour')(raw, at)
    const to = purse?.currency ?? ''
    return read.ok
      ? accept({ perHour: read.value, exchangePerRootY: exchangeRiskPerY(currencyIn(raw) ?? to, to) })
      : read
  })
  return { perHour, growthPerY: or(within(-0.9, 2), 0) } as const
}

type Said = z.output<z.ZodMiniObject<ReturnType<typeof tariffFields>>>

const tariffIn = ({ perHour, growthPerY }: Said): Tariff => ({ ...perHour, growthPerY })

/** Hours on somebody's machine: free where nothing is said, and awarded with a chance that is unknown where nobody says it. */
const freeGrant = { perHour: 0, awardedFraction: null, host: "somebody's machine" } as const

export function optionFields(purse: Purse | null) {
  const tariff = tariffFields(purse)
  const fee = or(inner(quantity, amount(purse)), 0)
  const fields = z.strictObject({
    reserve: orNull(z.strictObject({ ...tariff, accelerators: orNull(inner(quantity, bounded(1, 1e8))) })),
    rent: orNull(
      inner(z.strictObject(tariff), (read) =>
        read.perHour.perHour === 0 ? refuse('perHour', 'is 0; give the price of an hour') : accept(read),
      ),
    ),
    share: orNull(
      z.pipe(
        z.strictObject({
          ...{ ...tariff, entryFee: fee, feePerY: fee },
          mostHoursPerY: or(inner(quantity, bounded(0, mostHours)), mostHours),
        }),
        z.transform(({ perHour, growthPerY, ...terms }): Way => {
          return { kind: 'share', tariff: tariffIn({ perHour, growthPerY }), ...terms }
        }),
      ),
    ),
    grant: or(
      z.strictObject({
        perHour: or(inner(quantity, pricePer(purse, 'hour')), 0),
        awardedFraction: orNull(inner(quantity, bounded(0, 1))),
        host: or(word, freeGrant.host),
      }),
      freeGrant,
    ),
  })
  return or(fields, { reserve: null, rent: null, share: null, grant: freeGrant })
}

const mostHours = 1e15

/** Reserve, rent and share: as given, else what the catalogue knows of this part and machine in this currency. */
export function waysOf({ reserve, rent, share }: z.output<ReturnType<typeof optionFields>>, market: Market) {
  const known: readonly Known[] = [
    reserve === null ? null : given('reserve', reserved(reserve, market)),
    rent === null ? knownRent(market) : given('rent', { kind: 'rent', tariff: tariffIn(rent) }),
    share === null ? knownShare(market) : given('share', share),
  ]
  return {
    ways: known.flatMap((one) => (one === null || typeof one === 'string' ? [] : [one])),
    notCompared: known.filter((one) => typeof one === 'string'),
  }
}

/** A way, or the sentence that says why there is none. */
type Known = NamedWay | string | null

function reserved(said: Said & { readonly accelerators: number | null }, { accelerators }: Market): Way {
  return { kind: 'reserve', tariff: tariffIn(said), accelerators: said.accelerators ?? accelerators }
}

function given(id: NamedWay['id'], way: Way): NamedWay {
  return { id, name: names[id], way, basis: 'given', source: 'given by you' }
}

const names = { own: 'Own', reserve: 'Reserve', rent: 'Rent', share: 'Share' } as const

/** The median of the market's offers of this part, in the programme's currency or by a dated rate. */
function knownRent({ accelerator, purse }: Market): Known {
  const offers = rentsOf(accelerator.id)
  if (offers.length === 0) return `Rent: no offer of ${accelerator.name} is known.`
  const rate = rateBetween('USD', purse)
  const usd = offers
    .filter(({ currency }) => currency === 'USD')
    .map(({ perAcceleratorHour }) => perAcceleratorHour)
  if (usd.length === 0) return null
  if (rate === null) {
    return `Rent: offers of ${accelerator.name} are in USD (median ${String(median(usd))} an hour), and no dated rate to ${purse.currency} is given.`
  }
  const perHour = median(usd) * rate
  const converted = rate === 1 ? '' : `, at ${String(Number(rate.toPrecision(4)))} ${purse.currency} per USD`
  return {
    id: 'rent',
    name: names.rent,
    way: { kind: 'rent', tariff: tariffOf(perHour, 'USD', purse) },
    basis: 'sourced',
    source: `${usd.length === 1 ? 'the one market offer' : `median of ${String(usd.length)} market offers`} of ${accelerator.name}, USD ${String(median(usd))} an hour${converted}`,
  }
}

/** The public tariff of the machine: what a partner in it pays for an hour. */
function knownShare({ system, purse }: Market): Known {
  const tariffId = system?.tariffId ?? null
  const tariff = tariffId === null ? null : findPrice(tariffId)
  if (tariff === null) return null
  const rate = rateBetween(tariff.currency, purse)
  if (rate === null) return `Share: the tariff of ${tariff.name} is in ${tariff.currency}.`
  return {
    id: 'share',
    name: names.share,
    way: {
      kind: 'share',
      tariff: tariffOf(tariff.perAcceleratorHour * rate, tariff.currency, purse),
      entryFee: 0,
      feePerY: 0,
      mostHoursPerY: mostHours,
    },
    basis: 'sourced',
    source: `public tariff: ${tariff.name}, ${tariff.date}`,
  }
}

function tariffOf(perHour: number, currency: string, purse: Purse): Tariff {
  return { perHour, growthPerY: 0, exchangePerRootY: exchangeRiskPerY(currency, purse.currency) }
}

/** The currency that an amount names; a bare one names none. */
function currencyIn(raw: number | string): string | null {
  return typeof raw === 'number' ? null : (/[A-Z]{3}/.exec(raw)?.[0] ?? null)
}
