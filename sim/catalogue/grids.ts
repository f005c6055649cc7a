import { yearly2025 } from '@tgwf/co2/data/electricity-maps'
import { gridTable } from './grid-table.ts'
import type { Grid, GridIntensity } from './types.ts'

/** Countries with the carbon intensity of their electricity by up to three methods, each with its year. */
export const grids: readonly Grid[] = gridTable.map(
  ([id, iso2, name, ember, emberYear, owid, owidYear, priceEurPerKwh, priceBasis]) => ({
    id,
    iso2,
    name,
    intensities: [
      ...intensity('production', emberYear, { gCo2ePerKwh: ember, citation: ['ember', name] }),
      ...intensity('consumption-lifecycle', 2025, {
        gCo2ePerKwh: yearly2025.data[iso2]?.carbonIntensity.value ?? null,
        citation: ['electricity-maps', `zone ${iso2}`],
      }),
      ...intensity('production-owid', owidYear, { gCo2ePerKwh: owid, citation: ['owid-codecarbon', name] }),
    ],
    waterLPerKwh: null,
    priceEurPerKwh,
    priceBasis,
    note: '',
  }),
)

type Reading = { readonly gCo2ePerKwh: number | null; readonly citation: GridIntensity['citation'] }

function intensity(
  method: GridIntensity['method'],
  year: number | null,
  { gCo2ePerKwh, citation }: Reading,
): readonly GridIntensity[] {
  return gCo2ePerKwh === null || year === null ? [] : [{ method, year, gCo2ePerKwh, citation }]
}
