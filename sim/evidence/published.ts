import { findAccelerator } from '../catalogue/accelerators.ts'
import { findModel } from '../catalogue/find.ts'
import { prices } from '../catalogue/prices.ts'
import { systems } from '../catalogue/systems.ts'
import { peakOf } from '../step/kernel.ts'
import { trainingFlopsPerToken } from '../workload/flops.ts'
import { readArchitecture } from '../workload/huggingface.ts'
import { fleets, overheads, type Fleet } from './losses.ts'
import { publishedRuns, type PublishedRun, runShapeOf, type KnownRun } from './published-runs.ts'
import { bookedHours, wholeRuns } from './whole-runs.ts'

/** A published run with the utilisation that its tokens per second mean in our convention (causal attention). */
function known(run: PublishedRun): KnownRun {
  const model = findModel(run.modelId)
  const accelerator = findAccelerator(run.acceleratorId)
  const architecture = model === null ? null : readArchitecture(model.config)
  if (accelerator === null || architecture === null || !architecture.ok)
    throw new Error(`${run.id} cannot be read`)
  const peak = peakOf(accelerator, run.precision)
  if (peak === null) throw new Error(`${run.id} has no peak in ${run.precision}`)
  const flops = trainingFlopsPerToken(architecture.value, run.seqLen).causal
  return {
    run,
    shape: runShapeOf(architecture.value, accelerator, run),
    mfu: (run.tokensPerSPerAccelerator * flops) / peak,
  }
}

/** What others published of runs, machines and prices, from which an estimate takes what nobody said. */
export const published = {
  throughput: publishedRuns.map(known),
  fleets,
  overheads,
  booked: wholeRuns.flatMap((run) => {
    const booked = bookedHours.find(({ id }) => id === run.id)
    return booked === undefined ? [] : [{ run, ...booked }]
  }),
  /** Public systems, each with the power limit of its part. */
  machines: systems.map((system) => ({
    system,
    limitW: findAccelerator(system.acceleratorId)?.tdpW ?? null,
  })),
  prices,
}

export type Published = Readonly<typeof published>

/** The same without what some sources tell: no run is judged by itself. */
export function publishedWithout(sources: readonly string[]): Published {
  const isSeen = ({ citation: [source] }: { readonly citation: Fleet['citation'] }) =>
    !sources.includes(source)
  return {
    ...published,
    throughput: published.throughput.filter(({ run }) => isSeen(run)),
    fleets: fleets.filter(isSeen),
    overheads: overheads.filter(isSeen),
    booked: published.booked.filter(({ run }) => !run.sources.some((source) => sources.includes(source))),
  }
}
