import * as z from 'zod/mini'
import { eachNamed } from '../base/csv.ts'
import { citationSchema, citationsSchema, readRecords } from './loader/records.ts'
import { citationsOf, readTable } from './loader/table.ts'

const figure = z.nullable(z.number())
const text = z.string()
const words = z.nullable(text)

export const modelSchema = z.strictObject({
  ...eachNamed('id name organisation family', () => text),
  /** Of its release; null where it was not read. */
  year: figure,
  /** Total as published; the catalogue test holds the counted ones to it within 0.5 %. */
  publishedParameters: z.number(),
  publishedActiveParameters: figure,
  /** Hugging Face `config.json` fields. */
  config: z.record(z.string(), z.unknown()),
  citations: citationsSchema,
  note: z.string(),
})

/** The models of a data file, one a line. Throws on a mistake in it. */
export function readModels(text: string) {
  return readRecords({ name: 'models/catalogue.jsonl', text, schema: modelSchema })
}

export const acceleratorSchema = z.strictObject({
  ...eachNamed('id name vendor', () => text),
  /** Other spellings of the same part, as published tables and schedulers write them. */
  aliases: z.array(z.string()),
  launchYear: z.number(),
  bf16FlopsPerS: z.number(),
  fp8FlopsPerS: figure,
  fp4FlopsPerS: figure,
  /** What large bf16 matrix products alone were measured to reach, no training; null where nobody published it. */
  measuredMatmulFlopsPerS: figure,
  memoryBytes: z.number(),
  memoryBytesPerS: z.number(),
  /** Board or module power limit of the datasheet. */
  tdpW: figure,
  /** Bandwidth to the accelerators of the same scale-up domain, both directions together. */
  scaleUpBytesPerS: figure,
  scaleUpAccelerators: z.number(),
  /** The usual network port of one accelerator, one direction. */
  scaleOutBytesPerS: figure,
  /** Cradle-to-gate, the accelerator alone. */
  embodiedKgCo2e: figure,
  citations: citationsSchema,
  note: z.string(),
})

/** The accelerators of a data file, one a line. Throws on a mistake in it. */
export function readAccelerators(text: string) {
  return readRecords({ name: 'hardware/accelerators.jsonl', text, schema: acceleratorSchema })
}

export const systemSchema = z.strictObject({
  ...eachNamed('id name operator', () => text),
  /** ISO 3166-1 alpha-3; empty where nobody said. */
  country: z.string(),
  status: z.enum(['operational', 'installation', 'planned', 'decommissioned', 'generic']),
  firstYear: figure,
  acceleratorId: z.string(),
  ...eachNamed('accelerators nodes acceleratorsPerNode', () => z.number()),
  /** Network port of one accelerator, one direction. Null: the accelerator's usual port. */
  scaleOutBytesPerS: figure,
  /** Direct link between a pair of accelerators of one node, one direction. */
  pairBytesPerS: figure,
  ...eachNamed('powerCapW idleW hplFlopsPerS hplPowerW', () => figure),
  /** Accelerators that took part in the HPL run. */
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
  /** Id of the public tariff in the price list. */
  tariffId: words,
  citations: citationsSchema,
  note: z.string(),
})

/** The systems of a data file, one a line. Throws on a mistake in it. */
export function readSystems(text: string) {
  return readRecords({ name: 'hardware/systems.jsonl', text, schema: systemSchema })
}

/** A country's grid as its row has it: two readings of its carbon intensity, each with its year, and a price. */
export type GridRow = ReturnType<typeof readGrids>[number]

const gridFigures = {
  ember: 'ember',
  owid: 'owid',
  priceEurPerKwh: 'priceEurPerKwh',
  water: 'water',
} as const

/** The grids of a data file, one a row. Throws on a mistake in it. */
export function readGrids(text: string) {
  return readTable({ name: 'grids.csv', text, key: ['id'] }, (row) => ({
    ...row.texts('id iso2 name'),
    ember: row.number('ember'),
    emberYear: row.number('emberYear'),
    owid: row.number('owid'),
    owidYear: row.number('owidYear'),
    priceEurPerKwh: row.number('priceEurPerKwh'),
    water: { low: row.number('waterLow'), middle: row.number('water'), high: row.number('waterHigh') },
    priceBasis: row.words('priceBasis') || null,
    citations: citationsOf(row, gridFigures),
  }))
}
