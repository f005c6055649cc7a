import * as z from 'zod/mini'
import { citationSchema, citationsSchema, readRecords } from './loader/records.ts'
import { citationsOf, readTable } from './loader/table.ts'
import type { Accelerator, Citation, Cited, Grid, Model, System } from './types.ts'

const figure = z.nullable(z.number())
const words = z.nullable(z.string())

const modelSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  organisation: z.string(),
  family: z.string(),
  year: figure,
  publishedParameters: z.number(),
  publishedActiveParameters: figure,
  config: z.record(z.string(), z.unknown()),
  citations: citationsSchema,
  note: z.string(),
})

/** The models of a data file, one a line. Throws on a mistake in it. */
export function readModels(text: string): readonly Cited<Model>[] {
  return readRecords({ name: 'models/catalogue.jsonl', text, schema: modelSchema })
}

const acceleratorSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  vendor: z.string(),
  aliases: z.array(z.string()),
  launchYear: z.number(),
  bf16FlopsPerS: z.number(),
  fp8FlopsPerS: figure,
  fp4FlopsPerS: figure,
  measuredMatmulFlopsPerS: figure,
  memoryBytes: z.number(),
  memoryBytesPerS: z.number(),
  tdpW: figure,
  scaleUpBytesPerS: figure,
  scaleUpAccelerators: z.number(),
  scaleOutBytesPerS: figure,
  embodiedKgCo2e: figure,
  citations: citationsSchema,
  note: z.string(),
})

/** The accelerators of a data file, one a line. Throws on a mistake in it. */
export function readAccelerators(text: string): readonly Cited<Accelerator>[] {
  return readRecords({ name: 'hardware/accelerators.jsonl', text, schema: acceleratorSchema })
}

const systemSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  operator: z.string(),
  country: z.string(),
  status: z.enum(['operational', 'installation', 'planned', 'decommissioned', 'generic']),
  firstYear: figure,
  acceleratorId: z.string(),
  accelerators: z.number(),
  nodes: z.number(),
  acceleratorsPerNode: z.number(),
  scaleOutBytesPerS: figure,
  pairBytesPerS: figure,
  powerCapW: figure,
  idleW: figure,
  hplFlopsPerS: figure,
  hplPowerW: figure,
  hplAccelerators: figure,
  pueRatio: figure,
  capital: figure,
  capitalCurrency: words,
  capitalScope: words,
  lifeY: figure,
  queues: z.array(
    z.strictObject({ id: z.string(), limitH: z.number(), nodes: figure, citation: citationSchema }),
  ),
  maintenance: z.array(
    z.strictObject({ name: z.string(), everyDays: z.number(), hours: z.number(), citation: citationSchema }),
  ),
  tariffId: words,
  citations: citationsSchema,
  note: z.string(),
})

/** The systems of a data file, one a line. Throws on a mistake in it. */
export function readSystems(text: string): readonly Cited<System>[] {
  return readRecords({ name: 'hardware/systems.jsonl', text, schema: systemSchema })
}

/** A country's grid as its row has it: two readings of its carbon intensity, each with its year, and a price. */
export type GridRow = Pick<Grid, 'id' | 'iso2' | 'name' | 'priceEurPerKwh' | 'priceBasis'> & {
  readonly ember: number | null
  readonly emberYear: number | null
  readonly owid: number | null
  readonly owidYear: number | null
  readonly water: readonly [low: number | null, middle: number | null, high: number | null]
  readonly citations: { readonly [figure: string]: Citation }
}

const gridFigures = {
  ember: 'ember',
  owid: 'owid',
  priceEurPerKwh: 'priceEurPerKwh',
  water: 'water',
} as const

/** The grids of a data file, one a row. Throws on a mistake in it. */
export function readGrids(text: string): readonly GridRow[] {
  return readTable({ name: 'grids.csv', text, key: ['id'] }, (row) => ({
    id: row.text('id'),
    iso2: row.text('iso2'),
    name: row.text('name'),
    ember: row.number('ember'),
    emberYear: row.number('emberYear'),
    owid: row.number('owid'),
    owidYear: row.number('owidYear'),
    priceEurPerKwh: row.number('priceEurPerKwh'),
    water: [row.number('waterLow'), row.number('water'), row.number('waterHigh')],
    priceBasis: row.words('priceBasis') || null,
    citations: citationsOf(row, gridFigures),
  }))
}
