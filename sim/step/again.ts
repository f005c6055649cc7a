import type { Recompute } from '../workload/layout.ts'
import type { LayerTimes } from './layer.ts'
import type { Practice } from './practice.ts'

/** Time of one part of an average layer. */
export type LayerPart = (part: keyof LayerTimes) => number

/** Work that selective recomputation does again: of norms and activation functions, half of what moves through memory. */
const selected: { readonly [what in Practice['selects']]: (of: LayerPart) => number } = {
  attention: (of) => of('attentionAgain'),
  products: (of) => of('matmulForward') / 2,
  norms: (of) => of('memoryForward') / 2,
  experts: (of) => of('matmulForward') + of('memoryForward'),
}

/**
 * What recomputation does again of a layer: its work, and how often its forward traffic. Where it stops early, not the
 * last product and the traffic behind it, for no backward pass asks for its output.
 *
 * Source: PyTorch's checkpoints stop at the last tensor that a backward pass asks for (torch.utils.checkpoint,
 * early_stop), XLA drops what nothing uses, but weighs the output of experts; the selective policy of torchtitan keeps
 * attention and every second product, that of fms-fsdp every second layer or so.
 */
export function againOf(
  recompute: Recompute,
  { stopsEarly, selects }: Pick<Practice, 'stopsEarly' | 'selects'>,
  of: LayerPart,
): { readonly workS: number; readonly tensor: number; readonly expert: number } {
  if (recompute === 'none') return { workS: 0, tensor: 0, expert: 0 }
  if (recompute === 'selective')
    return { workS: selected[selects](of), tensor: 0, expert: selects === 'experts' ? 1 : 0 }
  const workS = of('matmulForward') + of('attentionForward') + of('memoryForward')
  if (stopsEarly === 'never') return { workS, tensor: 1, expert: 1 }
  // The last of four rings, and the way back of two all-to-alls.
  return { workS: workS - of('matmulLast'), tensor: 3 / 4, expert: stopsEarly === 'always' ? 1 / 2 : 1 }
}
