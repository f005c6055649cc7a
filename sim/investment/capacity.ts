import { HOURS_PER_YEAR, SECONDS_PER_HOUR, W_PER_KW } from '../base/units.ts'

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

export type Serving = {
  readonly allocatedHours: number
  readonly peakFlopsPerS: number
  /** Share of the peak that serving reaches; far below training, since decoding waits for memory. */
  readonly mfu: number
  readonly activeParameters: number
}

/**
 * Tokens served in so many hours: a token takes 2 FLOPs a parameter; attention is left out.
 *
 * Source: Kaplan et al. 2020 (arXiv 2001.08361), section 2.1: a forward pass takes 2 N.
 */
export function tokensServed({ allocatedHours, peakFlopsPerS, mfu, activeParameters }: Serving): number {
  const flopsPerToken = 2 * activeParameters
  return (allocatedHours * SECONDS_PER_HOUR * peakFlopsPerS * mfu) / flopsPerToken
}

/** Mean facility power of a year's energy. Ours: the definition of a mean. */
export function meanFacilityW(energyKwhPerY: number): number {
  return (energyKwhPerY * W_PER_KW) / HOURS_PER_YEAR
}
