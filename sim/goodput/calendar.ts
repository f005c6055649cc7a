/** What keeps a run that holds its accelerators for `clockS` from its last day; seconds. */
export type Calendar = {
  readonly clockS: number
  /** Links of the chain; the wait comes before each but the first. */
  readonly links: number
  readonly waitS: number
  /** Share of the calendar in which the machine is closed. */
  readonly maintenanceFraction: number
}

/**
 * Jobs of a chain that a queue limit makes of one run.
 *
 * Ours: a job ends at the limit of the queue, and what is left takes another.
 */
export function linksOf(clockS: number, linkS: number): number {
  return linkS === Infinity ? 1 : Math.max(1, Math.ceil(clockS / linkS))
}

/**
 * Calendar time from first to last step: the allocated time and the waits between links, stretched by the share of
 * the calendar in which the machine is closed. Leaves out that a job drained before a window may end early.
 *
 * Ours: closed days are spread evenly, for a run rarely knows the windows to come.
 */
export function calendarS({ clockS, links, waitS, maintenanceFraction }: Calendar): number {
  return (clockS + (links - 1) * waitS) / (1 - maintenanceFraction)
}
