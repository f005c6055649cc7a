import { yearly2025 } from '@tgwf/co2/data/electricity-maps'
import { own } from '../base/nearest.ts'
import gridsText from '../data/grids.csv?raw'
import { readGrids, type GridRow } from './kinds.ts'
import type { Citation, Grid, GridIntensity, GridWater } from './types.ts'

/** Countries with the carbon intensity of their electricity by up to three methods, each with its year. */
export const grids: readonly Grid[] = readGrids(gridsText).map((row) => ({
  id: row.id,
  iso2: row.iso2,
  name: row.name,
  intensities: intensitiesOf(row),
  water: waterOf(row),
  priceEurPerKwh: row.priceEurPerKwh,
  priceBasis: row.priceBasis,
  note: '',
}))

function waterOf({ water: { low, middle, high }, citations }: GridRow): GridWater | null {
  const citation = citations['water']
  if (low === null || middle === null || high === null || citation === undefined) return null
  return { lowLPerKwh: low, lPerKwh: middle, highLPerKwh: high, citation }
}

function intensitiesOf({ iso2, citations, ...row }: GridRow): readonly GridIntensity[] {
  const consumed = own(yearly2025.data, iso2)?.carbonIntensity.value ?? null
  return [
    ...intensity('production', row.emberYear, [row.ember, citations['ember']]),
    ...intensity('consumption-lifecycle', 2025, [consumed, ['electricity-maps', `zone ${iso2}`]]),
    ...intensity('production-owid', row.owidYear, [row.owid, citations['owid']]),
  ]
}

function intensity(
  method: GridIntensity['method'],
  year: number | null,
  [gCo2ePerKwh, citation]: readonly [number | null, Citation | undefined],
): readonly GridIntensity[] {
  if (gCo2ePerKwh === null || year === null || citation === undefined) return []
  return [{ method, year, gCo2ePerKwh, citation }]
}
