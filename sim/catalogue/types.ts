/** Where a figure was read: the source, and where in it. The date it was read stands with the source. */
export type Citation = readonly [source: string, where: string]

/** A catalogue record: the figures, and for each of them where it was read. */
export type Cited<T> = T & { readonly citations: { readonly [field: string]: Citation } }

/** An accelerator as the scheduler counts it. Rates are dense (no sparsity), per accelerator. */
export type Accelerator = {
  readonly id: string
  readonly name: string
  readonly vendor: string
  /** Other spellings of the same part, as published tables and schedulers write them. */
  readonly aliases: readonly string[]
  readonly launchYear: number
  readonly bf16FlopsPerS: number
  readonly fp8FlopsPerS: number | null
  readonly fp4FlopsPerS: number | null
  /** What large bf16 matrix products alone were measured to reach, no training; null where nobody published it. */
  readonly measuredMatmulFlopsPerS: number | null
  readonly memoryBytes: number
  readonly memoryBytesPerS: number
  /** Board or module power limit of the datasheet. */
  readonly tdpW: number | null
  /** Bandwidth to the accelerators of the same scale-up domain, both directions together. */
  readonly scaleUpBytesPerS: number | null
  readonly scaleUpAccelerators: number
  /** The usual network port of one accelerator, one direction. */
  readonly scaleOutBytesPerS: number | null
  /** Cradle-to-gate, the accelerator alone. */
  readonly embodiedKgCo2e: number | null
  readonly note: string
}

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
export type System = {
  readonly id: string
  readonly name: string
  readonly operator: string
  /** ISO 3166-1 alpha-3; empty where nobody said. */
  readonly country: string
  /** `generic`: a cluster of its kind to plan on, without a place; `user`: from a system file. */
  readonly status: 'operational' | 'installation' | 'planned' | 'decommissioned' | 'generic' | 'user'
  readonly firstYear: number | null
  readonly acceleratorId: string
  readonly accelerators: number
  readonly nodes: number
  readonly acceleratorsPerNode: number
  /** Network port of one accelerator, one direction. Null: the accelerator's usual port. */
  readonly scaleOutBytesPerS: number | null
  /** Direct link between a pair of accelerators of one node, one direction. */
  readonly pairBytesPerS: number | null
  readonly powerCapW: number | null
  readonly idleW: number | null
  readonly hplFlopsPerS: number | null
  readonly hplPowerW: number | null
  /** Accelerators that took part in the HPL run. */
  readonly hplAccelerators: number | null
  readonly pueRatio: number | null
  readonly capital: number | null
  readonly capitalCurrency: string | null
  readonly capitalScope: string | null
  readonly lifeY: number | null
  readonly queues: readonly Queue[]
  readonly maintenance: readonly Maintenance[]
  /** Id of the public tariff in the price list. */
  readonly tariffId: string | null
  readonly note: string
}

/** A model: its shapes as a Hugging Face config, and the parameter count its makers published. */
export type Model = {
  readonly id: string
  readonly name: string
  readonly organisation: string
  readonly family: string
  /** Of its release; null where it was not read. */
  readonly year: number | null
  /** Hugging Face `config.json` fields. */
  readonly config: HuggingFaceConfig
  /** Total parameters as published; the catalogue test holds the counted ones to it within 0.5 %. */
  readonly publishedParameters: number
  readonly publishedActiveParameters: number | null
  readonly note: string
}

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
