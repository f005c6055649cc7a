import type { Layout } from '../../../workload/layout.ts'

/** A layout as the command line writes it. */
export function layoutText(layout: Layout): string {
  const { tp, pp, vpp, dp, cp, ep, microBatch, globalBatch, zero, recompute } = layout
  const counts = Object.entries({ tp, pp, vpp, dp, cp, ep, mbs: microBatch, gbs: globalBatch, zero })
  return [...counts.map(([name, count]) => `${name}=${String(count)}`), `recompute=${recompute}`].join(',')
}
