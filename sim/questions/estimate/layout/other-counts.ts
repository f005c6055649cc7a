import { rentsOf } from '../../../catalogue/prices.ts'
import type { Cited, Grid, Price } from '../../../catalogue/types.ts'
import { electricityCost, hoursCost, operationalT } from '../../../run/totals.ts'
import type { CarbonView, CostView } from '../answer.ts'
import { cited, urlOf } from '../assumptions/cited.ts'
import { methodWords } from '../assumptions/footprint.ts'
import { priceCitationOf, type ChosenPrice } from '../assumptions/price.ts'
import type { Scenario } from '../input.ts'

/** Operational carbon by each method of counting the grid, since they disagree. */
export function carbonViews(grid: Grid, facilityMwh: number): readonly CarbonView[] {
  return grid.intensities.map(({ method, year, gCo2ePerKwh, citation }) => ({
    method: methodWords[method],
    year,
    gCo2ePerKwh,
    operationalT: operationalT(facilityMwh, gCo2ePerKwh),
    source: cited(citation),
    url: urlOf(citation[0]),
  }))
}

type Priced = {
  readonly scenario: Scenario
  readonly price: ChosenPrice
  readonly middle: { readonly totals: { readonly gpuHours: number; readonly energyMwh: number } }
}

/** The same hours by other prices: tariff, each market rent, and electricity alone. */
export function costViews({ scenario, price, middle }: Priced): readonly CostView[] {
  const { gpuHours, energyMwh } = middle.totals
  const chosen: CostView = {
    id: 'chosen',
    name: price.basis,
    amount: hoursCost(gpuHours, price.assumed.value),
    currency: price.currency,
    unitPrice: price.assumed.value,
    unit: 'GPU h',
    date: price.date,
    source: price.assumed.because,
    url: price.assumed.citations[0] === undefined ? null : urlOf(price.assumed.citations[0][0]),
  }
  const rents = rentsOf(scenario.accelerator.id).map((rent) => offerView(rent, gpuHours))
  return [chosen, ...rents, ...electricity(scenario, energyMwh)]
}

function offerView(rent: Cited<Price>, gpuHours: number): CostView {
  const citation = priceCitationOf(rent)[0]
  return {
    id: rent.id,
    name: rent.name,
    amount: hoursCost(gpuHours, rent.perAcceleratorHour),
    currency: rent.currency,
    unitPrice: rent.perAcceleratorHour,
    unit: 'GPU h',
    date: rent.date,
    source: citation === undefined ? rent.note : cited(citation),
    url: citation === undefined ? null : urlOf(citation[0]),
  }
}

/** Electricity alone, at the given price or the country's industrial one; none where neither is known. */
function electricity({ powerPrice, grid }: Scenario, energyMwh: number): readonly CostView[] {
  const perKwh = powerPrice?.amount ?? grid.priceEurPerKwh
  if (perKwh === null) return []
  return [
    {
      id: 'electricity',
      name: 'electricity alone',
      amount: electricityCost(energyMwh, perKwh),
      currency: powerPrice?.currency ?? 'EUR',
      unitPrice: perKwh,
      unit: 'kWh',
      date: '',
      source: powerPrice === null ? (grid.priceBasis ?? '') : 'given by you',
      url: null,
    },
  ]
}
