import { HOURS_PER_DAY, SECONDS_PER_HOUR } from '../base/units.ts'

type Work = {
  readonly trainingFlops: number
  readonly accelerators: number
  /** Dense peak of one accelerator in the precision of the matrix products. */
  readonly peakFlopsPerS: number
  /** Model FLOPs utilisation, 0 to 1, in the FLOP convention of `trainingFlops`. */
  readonly mfu: number
}

/**
 * Accelerator-hours at full throughput, nothing lost: FLOPs ÷ (peak × MFU).
 *
 * Source: Chowdhery et al. 2022 (PaLM, arXiv 2204.02311), appendix B, which defines MFU; solved for the time.
 */
export function netGpuHours({ trainingFlops, peakFlopsPerS, mfu }: Omit<Work, 'accelerators'>): number {
  return trainingFlops / (peakFlopsPerS * mfu) / SECONDS_PER_HOUR
}

/** Days that `accelerators` need for so many accelerator-hours. Ours: all accelerators are held for the same time. */
export function days(gpuHours: number, accelerators: number): number {
  return gpuHours / accelerators / HOURS_PER_DAY
}
