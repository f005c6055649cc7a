import type { Practice } from './practice.ts'

/** Load of the fullest expert rank with a balancing loss. A judgement between forced balance (1) and early training (1.3). */
export const usualLoad = 1.1

/**
 * Load of the fullest expert rank over the mean. A limit that pads is that load; one that drops what is over it holds
 * single experts, and the more of them a rank holds the more evenly they fill it. Ours: loads of experts are taken as
 * independent, so that their mean on a rank strays by the root of their number.
 */
export function expertLoad(
  held: number,
  { capacityFactor, padsExperts }: Pick<Practice, 'capacityFactor' | 'padsExperts'>,
): number {
  if (capacityFactor === null) return usualLoad
  if (padsExperts || capacityFactor <= 1) return capacityFactor
  return 1 + (capacityFactor - 1) / Math.sqrt(Math.max(1, held))
}
