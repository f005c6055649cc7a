import { monthIds, monthsOf } from '../../../catalogue/grid-months.ts'
import type { Citation, Grid } from '../../../catalogue/types.ts'
import { daysOfYear, meanOverMonths, operationalT } from '../../../run/totals.ts'
import type { EstimateAnswer } from '../answer.ts'
import { cited, urlOf } from '../assumptions/cited.ts'
import type { Middle } from '../middle.ts'
import type { Wished } from '../promises/input.ts'
import type { Worked } from '../work.ts'

/**
 * The year's months lend their shape to the intensity of the headline, so that a run of a whole year emits what the
 * headline says, whenever it begins.
 */
export function carbonByMonth(
  { scenario, inputs, bands }: Worked,
  middle: Middle,
): EstimateAnswer['carbonByMonth'] {
  const months = monthsOf(scenario.grid.id)
  if (months === null) return null
  const { year, gPerKwh, citation } = months
  const ofYear = meanOverMonths(gPerKwh, 0, daysOfYear)
  const runDays = bands.calendarDays.p50
  return {
    year,
    runDays,
    months: monthIds.map((month, at) => ({
      month,
      gCo2ePerKwh: (inputs.gCo2ePerKwh * (gPerKwh[at] ?? ofYear)) / ofYear,
      operationalT: (middle.carbonT.operational * meanOverMonths(gPerKwh, at, runDays)) / ofYear,
    })),
    note: 'The months of one year of production lend their shape to the intensity above; of hours within a day nothing is known here.',
    source: cited(citation),
    url: urlOf(citation[0]),
  }
}

/** Said where nothing open is known: no table by hour or of the margin has a licence that lets it be carried. */
export function withoutProfiles({ id, name }: Grid): readonly string[] {
  return [
    ...(monthsOf(id) !== null
      ? []
      : [
          `Carbon by month: no open monthly figures are known for the grid of ${name}; the annual mean stands for every month`,
        ]),
    'Carbon by the hour of the day, and of one more kWh (marginal): no open table by country is known; means stand for both',
  ]
}

/**
 * What heat replaces where nobody says it: 3,220 t over 15,000 MWh, a year's half of 'over 30 GWh in two years'.
 * The electricity of heat pumps that lift it is not counted.
 */
const displacedGPerKwh = (3220 * 1000) / 15_000
const displacedCitation: Citation = [
  'nebius-heat',
  'over 30 GWh in two years; 3,220 t of CO2e less in 2024: 215 g for each kWh of heat, derived',
]

/** Heat of the computers that somebody uses, and the carbon that it saves them. */
export function heatOf({ reuse, displaces }: Wished['heat'], middle: Middle): EstimateAnswer['heat'] {
  if (reuse === 0) return null
  const { computing, waiting } = middle.energyMwh
  const heatMwh = (computing + waiting) * reuse
  const gCo2ePerKwhHeat = displaces ?? displacedGPerKwh
  const given = displaces !== null
  return {
    heatMwh,
    avoidedT: operationalT(heatMwh, gCo2ePerKwhHeat),
    gCo2ePerKwhHeat,
    source: given ? 'given by you' : cited(displacedCitation),
    url: given ? null : urlOf(displacedCitation[0]),
  }
}
