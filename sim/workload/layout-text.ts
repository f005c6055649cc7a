import type { Layout } from './layout.ts'

/** A layout as the command line writes it; sequence parallelism is named where it is not what tp > 1 brings. */
export function layoutText(layout: Layout): string {
  const { tp, pp, vpp, dp, cp, ep, microBatch, globalBatch, zero, recompute, sequenceParallel } = layout
  const counts = Object.entries({ tp, pp, vpp, dp, cp, ep, mbs: microBatch, gbs: globalBatch, zero })
  return [
    ...counts.map(([name, count]) => `${name}=${String(count)}`),
    `recompute=${recompute}`,
    ...(tp > 1 && !sequenceParallel ? ['sp=false'] : []),
  ].join(',')
}
