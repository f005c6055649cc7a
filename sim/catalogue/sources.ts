import { economicsSources } from './sources-economics.ts'
import { hardwareSources } from './sources-hardware.ts'
import { modelSources } from './sources-models.ts'
import { runSources } from './sources-runs.ts'
import { throughputSources } from './sources-throughput.ts'
import { totalSources } from './sources-totals.ts'

/** Every source of the product, once. */
export const sources = {
  ...hardwareSources,
  ...modelSources,
  ...runSources,
  ...throughputSources,
  ...economicsSources,
  ...totalSources,
}

export type SourceId = keyof typeof sources
