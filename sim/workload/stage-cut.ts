import type { Shapes } from './shapes.ts'

/**
 * Layers that the products of the head are worth.
 *
 * Source: as `balancedStages`.
 */
export function headLayers(s: Shapes): number {
  const mixture = s.mixtureLayers / s.layers
  const passed =
    s.attentionParameters +
    (1 - mixture) * s.denseMlpParameters +
    mixture * (s.alwaysParameters + s.expertsPerToken * s.expertParameters)
  return s.headParameters / passed
}

/**
 * Layers of each stage where the head counts as the layers that it is worth: a stage takes layers until it is over its
 * share, so that the first ones hold one more than it. The last may hold the head alone.
 *
 * Source: nanotron, src/nanotron/models/base.py and get_block_compute_costs of models/llama.py.
 */
export function balancedStages(layers: number, pp: number, head: number): readonly number[] {
  const share = (layers + head) / pp
  const upTo = (stages: number) =>
    stages === pp ? layers : stages === 0 ? 0 : Math.min(layers, Math.floor(stages * share) + 1)
  return Array.from({ length: pp }, (_, rank) => upTo(rank + 1) - upTo(rank))
}
