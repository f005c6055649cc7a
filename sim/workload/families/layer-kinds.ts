import { isConfig } from '../config-reader.ts'
import { wrongLength, type Context } from './context.ts'

const linearNames: readonly string[] = [
  'linear_attention',
  'lightning_attention',
  'conv',
  'recurrent',
  'linear',
  '0',
]
const fullNames: readonly string[] = [
  'full_attention',
  'attention',
  'softmax_attention',
  'indexed_attention',
  '1',
]

/** Which layers attend: by the list of kinds, or each n-th; null where the config says neither. */
export function fullLayers(c: Context): ((layer: number) => boolean) | null {
  const { read, layers } = c
  const indices = read.list('attention_indices')
  const types = read.list('layer_types')
  const every = read.optional('full_attention_interval', 0)
  if (types !== null) {
    if (types.length !== layers) wrongLength(c, 'layer_types', types.length)
    const unknown = types.find(
      (type) => !linearNames.includes(String(type)) && !fullNames.includes(String(type)),
    )
    if (unknown !== undefined)
      read.refuse('layer_types', `'${String(unknown)}' is not a kind of layer known here`)
    return (layer) => fullNames.includes(String(types[layer]))
  }
  if (indices !== null) return (layer) => indices.includes(layer)
  return every > 0 ? (layer) => (layer + 1) % every === 0 : null
}

/**
 * What hyper-connections add to a layer (in front of each of its two branches) and before the last norm.
 *
 * Source: the classes of DeepSeek-V4, GLM-5-Next and HY-4 in transformers 5.18: a projection of all streams to a gate
 * in and a gate out of each, and where the streams are mixed to a square as well; a bias for each, one scale a kind.
 */
export function residualStreams({ read, family, hidden }: Context): {
  readonly inLayer: number
  readonly last: number
} {
  if (family.streams === 'none') return { inLayer: 0, last: 0 }
  const streams = read.optional('hc_mult', 4)
  const mixes = family.streams === 'mixing'
  const outputs = (mixes ? 2 + streams : 2) * streams
  return {
    inLayer: 2 * (outputs * streams * hidden + outputs + (mixes ? 3 : 2)),
    last: family.streamHead ? streams * streams * hidden + streams + 1 : 0,
  }
}

/** Fields that `per_layer_config` changes for one layer; its keys are numbers of layers, some written with a zero first. */
export function layerChanges({ read }: Context): (layer: number, field: string) => number | null {
  const told = new Map(
    Object.entries(read.part('per_layer_config') ?? {}).map(([key, own]) => [Number(key), own]),
  )
  return (layer, field) => {
    const own = told.get(layer)
    const value: unknown = isConfig(own) ? own[field] : null
    return typeof value === 'number' ? value : null
  }
}
