import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { yearly2025 } from '@tgwf/co2/data/electricity-maps'
import { defineConfig, type Plugin } from 'vite'
import { cellsOf } from '../sim/base/csv.ts'
import { readAccelerators, readGrids, readModels, readSystems } from '../sim/catalogue/kinds.ts'
import { readersFollow } from './vite.late.ts'
import { presets } from '../sim/questions/estimate/presets.ts'

/**
 * The catalogue holds one number of each country from the yearly data of Electricity Maps; the package carries a dozen
 * for each of 350 zones. The values are the package's own, read when the page or the command line is built.
 */
export function countryIntensitiesOnly(): Plugin {
  const wanted = new Set(readGrids(dataFile('grids.csv')).map(({ iso2 }) => iso2))
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

function dataFile(name: string): string {
  return readFileSync(new URL(`../sim/data/${name}`, import.meta.url), 'utf8')
}

const models = readModels(dataFile('models/catalogue.jsonl'))
/** Of the ready runs, and those among which the nearest published run is looked for, by the shapes of their models. */
const readyModels = models.filter(({ id }) => {
  const [head = [], ...runs] = cellsOf(dataFile('runs/throughput.csv'))
  return (
    runs.some((cells) => cells[head.indexOf('modelId')] === id) ||
    presets.some(({ input }) => input.model === id)
  )
})

/**
 * Models, accelerators and systems without the citation of each figure and the notes: the answers of the page cite
 * inputs of the run, of a system its idle power, and the catalogue itself is shown by the API. A record has no other
 * `citations` here, so a study that would read them fails in the page's tests. The models of no ready run follow the first answer.
 */
function catalogueFiguresOnly(): Plugin {
  const tables: readonly (readonly [name: string, records: readonly object[]])[] = [
    ['accelerators', readAccelerators(dataFile('hardware/accelerators.jsonl'))],
    ['systems', readSystems(dataFile('hardware/systems.jsonl'))],
    ['models', readyModels],
  ]
  const figures = (record: object) => {
    const fields = Object.entries(record).filter(([field]) => field !== 'citations' && field !== 'note')
    const cited = Object.entries(Object(record).citations ?? {}).filter(([field]) => field === 'idleW')
    return { ...Object.fromEntries(fields), citations: Object.fromEntries(cited) }
  }
  return {
    name: 'catalogue-figures-only',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith('/worker/rest-of-models.ts')) return null
      const rest = JSON.stringify(models.filter((model) => !readyModels.includes(model)).map(figures))
      return `import { models } from '../../sim/catalogue/models.ts'\nmodels.push(...${rest})\nexport const isWhole = true`
    },
    transform(code, id) {
      const table = tables.find(([name]) => id.endsWith(`/sim/catalogue/${name}.ts`))
      if (table === undefined) return null
      const [name, records] = table
      const read = new RegExp(`(export const ${name} = )read[A-Za-z]+\\([A-Za-z]+\\)`)
      if (!read.test(code)) throw new Error(`${id} does not read ${name} in one statement`)
      // By column: the names of twenty fields in each record weigh more than what they name, and like stands by like.
      const shown = records.map(figures)
      const columns = Object.keys(shown[0] ?? {}).map((field) => [field, ...shown.map((one) => one[field])])
      const whole = `((all) => all[0].slice(1).map((_, at) => Object.fromEntries(all.map((one) => [one[0], one[at + 1]]))))(${JSON.stringify(columns)})`
      return code.replace(read, (_, start: string) => start + whole)
    },
  }
}

/** By table, the columns that the page shows nowhere, and what stands in a cell that may not be empty. */
const unshown: Readonly<Record<string, readonly [columns: string, instead: string]>> = {
  'throughput/rows.csv': [
    'family,stepTime [s],modelFlops [TFLOP/s],hardwareFlops [TFLOP/s],mfu,hfu,reported,derived',
    '',
  ],
  'runs/whole.csv': ['name,basis,derived', '-'],
  'runs/fleets.csv': ['derived', ''],
  'runs/overheads.csv': ['derived', ''],
}

/** Tables without the cells that the page does not show: half a megabyte of the evidence otherwise. */
function shownCellsOnly(): Plugin {
  const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  const shown = (table: string, columns: string, instead: string) => {
    const [head = [], ...rows] = cellsOf(dataFile(table))
    const left = new Set(columns.split(',').map((heading) => head.indexOf(heading)))
    const cut = rows.map((cells) =>
      cells.map((cell, at) => (left.has(at) ? instead : quoted(cell))).join(','),
    )
    return [head.join(','), ...cut].join('\n')
  }
  return {
    name: 'shown-cells-only',
    enforce: 'pre',
    load(id) {
      const [table, cut] =
        Object.entries(unshown).find(([name]) => id.endsWith(`/sim/data/${name}?raw`)) ?? []
      return table && cut ? `export default ${JSON.stringify(shown(table, ...cut))}` : null
    },
  }
}

/**
 * Two scales of chart.js read a property of another class when they are defined, and stay in every bundle for it:
 * said to be free of effects, they go where nobody registers them.
 */
function unusedScalesGo(): Plugin {
  return {
    name: 'unused-scales-go',
    transform: (code, id) =>
      id.endsWith('/chart.js/dist/chart.js')
        ? code.replaceAll(/(TimeScale\.defaults|Ticks\.formatters\.numeric)/g, '/* @__PURE__ */ (() => $1)()')
        : null,
  }
}

const plugins = () => [
  countryIntensitiesOnly(),
  catalogueFiguresOnly(),
  shownCellsOnly(),
  unusedScalesGo(),
  readersFollow(readyModels),
]

/** The service worker stands beside the page, under a name that stays, and knows every file of this build. */
function keptOffline(): Plugin {
  const fileName = 'sw.js'
  const folder = new URL('public/', import.meta.url)
  return {
    name: 'kept-offline',
    enforce: 'post',
    buildStart() {
      const id = fileURLToPath(new URL('offline/service-worker.ts', import.meta.url))
      this.emitFile({ type: 'chunk', id, fileName })
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const names = Object.keys(bundle).filter((name) => name !== fileName && name !== 'index.html')
        const files = ['./', ...names, ...readdirSync(folder)]
        const chunk = bundle[fileName]
        const html = bundle['index.html']
        if (chunk?.type !== 'chunk' || html?.type !== 'asset') throw new Error('there is no page to keep')
        const print = createHash('sha256').update(files.join()).update(html.source).digest('hex').slice(0, 16)
        chunk.code = chunk.code
          .replace('FILES_OF_THE_PAGE', files.join(' '))
          .replace('FINGERPRINT_OF_THE_PAGE', print)
      },
    },
  }
}

/** The simulation is pure: a module of it that nothing asks for has no effect. */
const treeshake = { moduleSideEffects: (id: string) => !id.includes('/sim/') }

/** What all views share travels as one file: many small ones compress worse. */
const onePage = {
  name: 'page',
  test: /\/web\/(?:(?:parts(?!\/(?:files|table|save|dialog|chart-parts|use-chart)\.)|state(?!\/(?:follow|own-file|packing|wrong-number)\.)|worker)\/)?[a-z-]+\.tsx?$/,
}

/** What the first answer needs of the worker travels as one file, with all that it imports: five files compress worse. */
const oneAnswer = {
  name: 'estimate',
  test: /\/sim\/(?:base\/version|questions\/estimate\/answer-figures)\.ts$/,
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [...plugins(), keptOffline()],
  build: {
    outDir: fileURLToPath(new URL('../dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: { treeshake, output: { codeSplitting: { groups: [onePage] } } },
  },
  worker: {
    format: 'es',
    plugins,
    rolldownOptions: { treeshake, output: { codeSplitting: { groups: [oneAnswer] } } },
  },
})
