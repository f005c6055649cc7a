import type { Cited, Price } from '../../../catalogue/types.ts'
import { median, quantile } from '../../../base/math.ts'
import { samplerOf } from '../../../uncertainty/distribution.ts'
import { z90 } from '../../../uncertainty/normal.ts'
import { givenBy, workedOut, type Assumed } from './assumed.ts'
import type { Scenario } from '../input.ts'

/** The price that the total is counted with, and what kind of price it is. */
export type ChosenPrice = {
  readonly assumed: Assumed
  readonly currency: string
  /** 'given', 'public tariff' or 'market rent'. */
  readonly basis: string
  readonly date: string
}

/** The price in the currency that was asked for; its rate goes into its reason. */
export function priceOf(scenario: Scenario): ChosenPrice {
  const { paid } = scenario
  const price = pricedAt(scenario, paid?.rate ?? 1)
  if (paid === null) return price
  const { from, currency, date, source } = paid
  const rate = String(Number(paid.rate.toPrecision(6)))
  const because = `${price.assumed.because}; converted at 1 ${from} = ${rate} ${currency} (${date}, ${source})`
  const assumed = { ...price.assumed, unit: `${currency}/GPU/h`, because }
  return { ...price, assumed, currency }
}

/** The user's price, else the system's public tariff, else the median of the market's rents, at a rate of exchange. */
function pricedAt(scenario: Scenario, rate: number): ChosenPrice {
  const { gpuHourPrice, system, published } = scenario
  if (gpuHourPrice !== null) {
    const { amount, currency } = gpuHourPrice
    const assumed = { ...givenBy('pricePerGpuHour', amount * rate), unit: `${currency}/GPU/h` }
    return { assumed, currency, basis: 'given', date: '' }
  }
  const tariff = published.prices.find((price) => price.id === system.tariffId?.trim().toLowerCase())
  return tariff === undefined ? rentPrice(scenario, rate) : tariffPrice(tariff, rate)
}

function tariffPrice(tariff: Cited<Price>, rate: number): ChosenPrice {
  const assumed = workedOut('pricePerGpuHour', {
    value: tariff.perAcceleratorHour * rate,
    range: null,
    unit: `${tariff.currency}/GPU/h`,
    citations: priceCitationOf(tariff),
    because: `public tariff: ${tariff.name}, ${tariff.date}`,
  })
  return { assumed, currency: tariff.currency, basis: 'public tariff', date: tariff.date }
}

/** The market's offers of this part in its commonest currency; of an H100 scaled by peak where nobody rents the part. */
function rentPrice({ accelerator, published: { prices } }: Scenario, rate: number): ChosenPrice {
  const rents = prices.filter(({ kind, currency }) => kind === 'rent' && currency === 'USD')
  const rentsOf = (id: string) => rents.filter(({ acceleratorId }) => acceleratorId === id)
  const own = rentsOf(accelerator.id)
  const scale = own.length > 0 ? 1 : accelerator.bf16FlopsPerS / referencePeakFlopsPerS
  const offers = own.length > 0 ? own : rentsOf(referencePart)
  const amounts = offers.map(({ perAcceleratorHour }) => perAcceleratorHour * scale * rate)
  const dates = offers.map(({ date }) => date).sort()
  const because =
    own.length > 0
      ? `median of ${String(offers.length)} market ${offers.length === 1 ? 'offer' : 'offers'} of ${accelerator.name}${offers.length === 1 ? '' : '; range: any price of their middle half, centred on it'}`
      : `nobody's offer of ${accelerator.name} is known: the median H100 offer scaled by bf16 peak, our judgement`
  const assumed = workedOut('pricePerGpuHour', {
    value: median(amounts),
    ...middleHalf(amounts),
    basis: own.length > 0 ? 'sourced' : 'judgement',
    citations: offers.flatMap(priceCitationOf),
    because,
  })
  return { assumed, currency: 'USD', basis: 'market rent', date: dates.at(-1) ?? '' }
}

/**
 * Any price of the middle half of the offers is as likely: between the quartiles of their logarithms, moved so that the
 * median offer is the middle. With list prices far above everybody's, a longer upper half would put the middle cost at
 * a price that nobody asks. Nothing to draw where there is one offer, or all agree.
 */
function middleHalf(amounts: readonly number[]): Pick<Assumed, 'range' | 'distribution'> {
  const logarithms = Float64Array.from(amounts, Math.log).sort()
  const half = Math.exp((quantile(logarithms, 0.75) - quantile(logarithms, 0.25)) / 2)
  if (half === 1) return { range: null }
  const middle = median(amounts)
  const distribution = { kind: 'loguniform', least: middle / half, most: middle * half } as const
  const at = samplerOf(distribution)
  return { range: [at(-z90), at(z90)], distribution }
}

const referencePart = 'h100-sxm-80'
const referencePeakFlopsPerS = 989.4e12

export function priceCitationOf(price: Cited<Price>) {
  const citation = price.citations['perAcceleratorHour']
  return citation === undefined ? [] : [citation]
}
