import type * as z from 'zod/mini'
import type { acceleratorSchema, modelSchema, systemSchema } from './kinds.ts'
import type { Citation } from './loader/records.ts'

export type { Citation } from './loader/records.ts'

/** A catalogue record: the figures, and for each of them where it was read. */
export type Cited<T> = T & { readonly citations: { readonly [field: string]: Citation } }

type Figures<Schema extends z.ZodMiniType> = Readonly<Omit<z.output<Schema>, 'citations'>>

/** An accelerator as the scheduler counts it. Rates are dense (no sparsity), per accelerator. */
export type Accelerator = Figures<typeof acceleratorSchema>

export type Queue = {
  readonly id: string
  /** Null without a limit. */
  readonly limitH: number | null
  readonly nodes: number | null
  /** Null of a machine of the user's own. */
  readonly citation: Citation | null
}

export type Maintenance = {
  readonly name: string
  readonly everyDays: number
  readonly hours: number
  readonly citation: Citation | null
}

/** A machine. Fields that no source gives are null, never guessed. */
export type System = Omit<Figures<typeof systemSchema>, 'status' | 'queues' | 'maintenance'> & {
  /** `generic`: a cluster of its kind to plan on, without a place; `user`: from a system file. */
  readonly status: z.output<typeof systemSchema>['status'] | 'user'
  readonly queues: readonly Queue[]
  readonly maintenance: readonly Maintenance[]
}

/** A model: its shapes as a Hugging Face config, and the parameter count its makers published. */
export type Model = Figures<typeof modelSchema>

export type HuggingFaceConfig = { readonly [field: string]: unknown }

/** The three usual ways of counting a grid's carbon; they disagree, so all are kept. */
export type IntensityMethod = 'production' | 'consumption-lifecycle' | 'production-owid'

export type GridIntensity = {
  readonly method: IntensityMethod
  readonly year: number
  readonly gCo2ePerKwh: number
  readonly citation: Citation
}

/** Water that generating a kWh consumes, litres: its range, and where it was read. */
export type GridWater = {
  readonly lowLPerKwh: number
  readonly lPerKwh: number
  readonly highLPerKwh: number
  readonly citation: Citation
}

export type Grid = {
  /** ISO 3166-1 alpha-3 and alpha-2; both name the grid. */
  readonly id: string
  readonly iso2: string
  readonly name: string
  readonly intensities: readonly GridIntensity[]
  readonly water: GridWater | null
  /** Industrial electricity, EUR per kWh, with its basis and period. */
  readonly priceEurPerKwh: number | null
  readonly priceBasis: string | null
  readonly note: string
}

export type Price = {
  readonly id: string
  readonly name: string
  /** Of a machine's owner; an offer of the market; of a commitment; of many offers; or what a paper assumes. */
  readonly kind: 'tariff' | 'rent' | 'contract' | 'summary' | 'assumption'
  /** What it buys: one accelerator for one hour. */
  readonly acceleratorId: string
  readonly systemId: string | null
  readonly perAcceleratorHour: number
  readonly currency: string
  /** ISO date or year-month the price was valid at. */
  readonly date: string
  readonly note: string
}
