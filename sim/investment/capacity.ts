import { HOURS_PER_YEAR, W_PER_KW } from '../base/units.ts'

/** One training run of the kind a programme exists for. */
export type ReferenceRun = {
  /** Accelerator-hours allocated to the final run. */
  readonly allocatedHours: number
  /** m: all compute of the project ÷ compute of the final run, at least 1. */
  readonly experimentMultiplier: number
}

/**
 * Projects like the reference run, experiments included, that a year of allocated hours holds.
 *
 * Ours: a project is its final run times what all its runs take.
 */
export function projectsPerY(allocatedHoursPerY: number, run: ReferenceRun): number {
  return allocatedHoursPerY / (run.allocatedHours * run.experimentMultiplier)
}

/** Researchers that the hours left beside the runs keep busy. Ours: hours ÷ hours. */
export function researchersServed(researchHoursPerY: number, hoursPerResearcherY: number): number {
  return researchHoursPerY / hoursPerResearcherY
}

/** A token that is served, and what lies behind it. */
export type ServedToken = {
  readonly activeParameters: number
  /** Keys and values that writing it reads. */
  readonly cacheBytes: number
  readonly weightBytes: number
}

/** What serving reaches of an accelerator. */
export type Server = {
  readonly flopsPerS: number
  readonly bytesPerS: number
  readonly memoryBytes: number
  /** Whether computing hides behind memory, or one waits for the other. */
  readonly overlaps: boolean
}

/**
 * Seconds of one accelerator to read a token of a prompt: 2 FLOPs a parameter, attention left out.
 *
 * Source: Kaplan et al. 2020 (arXiv 2001.08361), section 2.1: a forward pass takes 2 N.
 */
export function readingS(
  { activeParameters }: Pick<ServedToken, 'activeParameters'>,
  server: Server,
): number {
  return (2 * activeParameters) / server.flopsPerS
}

/**
 * Seconds of one accelerator to write a token: its FLOPs, and its cache and its share of the weights out of memory. The
 * weights fill half of the memory of the accelerators that hold them at most, the caches of a full batch the rest.
 *
 * Source: the roofline of Williams, Waterman and Patterson 2009, for batches that fill the memory.
 */
export function writingS(token: ServedToken, server: Server): number {
  const accelerators = Math.max(1, Math.ceil((2 * token.weightBytes) / server.memoryBytes))
  const memoryBytes = accelerators * server.memoryBytes
  const bytes = (token.cacheBytes * memoryBytes) / (memoryBytes - token.weightBytes)
  const [computing, moving] = [readingS(token, server), bytes / server.bytesPerS]
  return server.overlaps ? Math.max(computing, moving) : computing + moving
}

/** Mean facility power of a year's energy. Ours: the definition of a mean. */
export function meanFacilityW(energyKwhPerY: number): number {
  return (energyKwhPerY * W_PER_KW) / HOURS_PER_YEAR
}
