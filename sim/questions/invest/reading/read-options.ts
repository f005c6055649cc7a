import { median } from '../../../base/math.ts'
import { accept, readAll, refuse, type Read } from '../../../base/outcome.ts'
import { readBounded } from '../../../base/quantity.ts'
import { findPrice, rentsOf } from '../../../catalogue/prices.ts'
import { exchangeRiskPerY } from '../../../catalogue/uncertain.ts'
import type { Accelerator, System } from '../../../catalogue/types.ts'
import type { Tariff, Way } from '../../../investment/compare.ts'
import { readAmount, readPrice, rateBetween, type Purse } from '../amounts.ts'
import type { Grant, NamedWay } from '../plan.ts'
import type { InvestFields } from '../schema.ts'

type OptionFields = NonNullable<InvestFields['options']>

type Market = {
  readonly purse: Purse
  readonly accelerator: Accelerator
  readonly system: System | null
  readonly accelerators: number
}

export type Options = { readonly ways: readonly NamedWay[]; readonly notCompared: readonly string[] }

/** Reserve, rent and share: as given, else what the catalogue knows of this part and machine in this currency. */
export function readOptions(given: OptionFields | undefined, market: Market): Read<Options> {
  const reads = readAll({
    reserve: readReserve(given?.reserve, market),
    rent: given?.rent === undefined ? accept(null) : readRent(given.rent, market),
    share: given?.share === undefined ? accept(null) : readShare(given.share, market),
  })
  if (!reads.ok) return reads
  const { reserve, rent, share } = reads.value
  const known = {
    rent: rent === null ? knownRent(market) : null,
    share: share === null ? knownShare(market) : null,
  }
  const ways = [reserve, rent ?? wayIn(known.rent), share ?? wayIn(known.share)].flatMap((way) => way ?? [])
  const notCompared = [known.rent, known.share].flatMap((one) => (typeof one === 'string' ? [one] : []))
  return accept({ ways, notCompared })
}

/** A way, or the sentence that says why there is none. */
type Known = NamedWay | string | null

function wayIn(known: Known): NamedWay | null {
  return typeof known === 'string' ? null : known
}

function readTariff(
  raw: { readonly perHour: number | string; readonly growthPerY?: number | undefined },
  field: string,
  purse: Purse,
): Read<Tariff> {
  const risk = exchangeRiskPerY(currencyIn(raw.perHour) ?? purse.currency, purse.currency)
  return readAll({
    perHour: readPrice(`${field}.perHour`, raw.perHour, { purse, per: 'hour' }),
    growthPerY: readBounded(`${field}.growthPerY`, raw.growthPerY ?? 0, [-0.9, 2]),
    exchangePerRootY: accept(risk),
  })
}

function named(id: NamedWay['id'], way: Way): NamedWay {
  return { id, name: names[id], way, basis: 'given', source: 'given by you' }
}

const names = { own: 'Own', reserve: 'Reserve', rent: 'Rent', share: 'Share' } as const

function readReserve(raw: OptionFields['reserve'], { purse, accelerators }: Market): Read<NamedWay | null> {
  if (raw === undefined) return accept(null)
  const read = readAll({
    tariff: readTariff(raw, 'options.reserve', purse),
    accelerators: readBounded('options.reserve.accelerators', raw.accelerators ?? accelerators, [1, 1e8]),
  })
  return read.ok ? accept(named('reserve', { kind: 'reserve', ...read.value })) : read
}

function readRent(raw: NonNullable<OptionFields['rent']>, { purse }: Market): Read<NamedWay> {
  const tariff = readTariff(raw, 'options.rent', purse)
  if (!tariff.ok) return tariff
  if (tariff.value.perHour === 0) return refuse('options.rent.perHour', 'is 0; give the price of an hour')
  return accept(named('rent', { kind: 'rent', tariff: tariff.value }))
}

function readShare(raw: NonNullable<OptionFields['share']>, { purse }: Market): Read<NamedWay> {
  const read = readAll({
    tariff: readTariff(raw, 'options.share', purse),
    entryFee: readAmount('options.share.entryFee', raw.entryFee ?? 0, purse),
    feePerY: readAmount('options.share.feePerY', raw.feePerY ?? 0, purse),
    mostHoursPerY: readBounded('options.share.mostHoursPerY', raw.mostHoursPerY ?? 1e15, [0, 1e15]),
  })
  return read.ok ? accept(named('share', { kind: 'share', ...read.value })) : read
}

/** Hours on somebody's machine: free where nothing is said, and awarded with a chance that is unknown where nobody says it. */
export function readGrant(given: OptionFields | undefined, purse: Purse): Read<Grant> {
  const raw = given?.grant
  return readAll({
    perHour: readPrice('options.grant.perHour', raw?.perHour ?? 0, { purse, per: 'hour' }),
    awardedFraction:
      raw?.awardedFraction === undefined
        ? accept(null)
        : readBounded('options.grant.awardedFraction', raw.awardedFraction, [0, 1]),
    host: accept(raw?.host ?? "somebody's machine"),
  })
}

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
      mostHoursPerY: 1e15,
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
