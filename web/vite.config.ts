import { fileURLToPath } from 'node:url'
import { yearly2025 } from '@tgwf/co2/data/electricity-maps'
import { defineConfig, type Plugin } from 'vite'
import { gridTable } from '../sim/catalogue/grid-table.ts'

/**
 * The page needs one number of each country from the yearly data of Electricity Maps; the package carries a dozen for
 * each of 350 zones. The values are the package's own, read when the page is built.
 */
function countryIntensitiesOnly(): Plugin {
  const wanted = new Set(gridTable.map(([, iso2]) => iso2))
  const isCountry = ([zone]: readonly [string, unknown]) => wanted.has(zone)
  const data = Object.fromEntries(
    Object.entries(yearly2025.data)
      .filter(isCountry)
      .map(([zone, { carbonIntensity }]) => [zone, { carbonIntensity: { value: carbonIntensity.value } }]),
  )
  return {
    name: 'country-intensities-only',
    enforce: 'pre',
    resolveId: (id) => (id === '@tgwf/co2/data/electricity-maps' ? '\0country-intensities' : null),
    load: (id) =>
      id === '\0country-intensities' ? `export const yearly2025 = ${JSON.stringify({ data })}` : null,
  }
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [countryIntensitiesOnly()],
  build: {
    outDir: fileURLToPath(new URL('../dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
  },
  worker: {
    format: 'es',
    plugins: () => [countryIntensitiesOnly()],
    // Loading a file of the simulation does nothing by itself, so what only the larger questions use can wait for them.
    rolldownOptions: { treeshake: { moduleSideEffects: [{ test: /\/sim\//, sideEffects: false }] } },
  },
})
