import { hardwareSources } from './sources-hardware.ts'
import { modelSources } from './sources-models.ts'
import { runSources } from './sources-runs.ts'

/** A document that figures were read in. */
export type Source = {
  readonly title: string
  readonly url: string
  /** When it was read, year and month. */
  readonly read: string
  readonly licence: string | null
}

/** Every source of the product, once. */
export const sources = { ...hardwareSources, ...modelSources, ...runSources }

export type SourceId = keyof typeof sources
