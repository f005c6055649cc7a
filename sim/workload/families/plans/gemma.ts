import { own } from '../../../base/nearest.ts'
import { everyToken, type FeedForward } from '../../blocks/block.ts'
import { headShape, spansOf, usualAttention, type Context, type Plan } from '../context.ts'
import { denseOf, denseWidth, eachLayer, expertCount, mixtureOf, once } from '../feed-forwards.ts'
import { isConfig } from '../../config-reader.ts'

/** Tables of per-layer embeddings and what brings them into the layers (Gemma 3n and 4). */
function perLayerInputs(c: Context) {
  const { read, hidden, layers } = c
  const width = read.optional('hidden_size_per_layer_input', 0)
  if (width === 0) return { inLayer: 0, tables: 0, others: 0 }
  const vocab = read.optional('vocab_size_per_layer_input', read.optional('vocab_size', 0))
  return {
    inLayer: 2 * width * hidden + hidden,
    tables: vocab * layers * width,
    others: layers * width * hidden + width,
  }
}

/** Layers whose keys and values come from an earlier one. */
function borrowers({ read, layers }: Context): (layer: number) => boolean {
  const from = layers - read.optional('num_kv_shared_layers', 0)
  return (layer) => layer >= from
}

/**
 * Gemma 3n: alternating updates over four residual streams, a learned augmented residual of low rank, per-layer
 * embeddings; the last layers borrow keys and values. Source: the family's class; AltUp: arXiv 2301.13310.
 */
export function gemma3nPlan(c: Context): Plan {
  const { read, hidden } = c
  const span = spansOf(c)
  const borrows = borrowers(c)
  const shape = headShape(c)
  const inputs = read.optional('altup_num_inputs', 4)
  const rank = read.optional('laurel_rank', 64)
  const perLayer = perLayerInputs(c)
  const mixer = once((key: string) => {
    const [size, borrowed] = key.split(' ')
    return usualAttention(
      c,
      { ...everyToken, size: Number(size) },
      {
        borrowsKeyValues: borrowed === 'true',
        extraParameters: (borrowed === 'true' ? 1 : 2) * shape.headDim,
      },
    )
  })
  const altup = hidden + inputs * inputs + inputs ** 3 + inputs * hidden + hidden
  const laurel = 2 * rank * hidden + hidden
  const feedForward = denseOf(c)
  return {
    layers: eachLayer(c, (layer) => ({
      mixer: mixer(`${String(span(layer).size)} ${String(borrows(layer))}`),
      feedForward,
      others: 4 * hidden + altup + laurel + perLayer.inLayer,
    })),
    tables: perLayer.tables,
    others: perLayer.others + 2 * (inputs - 1) * hidden * hidden,
  }
}

/**
 * Gemma 4: full layers have wider heads and may have fewer key-value heads whose keys are the values; a mixture stands
 * beside the dense MLP where there is one; the last layers may borrow keys and values and double their MLP.
 */
export function gemma4Plan(c: Context): Plan {
  const { read, hidden } = c
  // Left out, the class makes the last layer a full one whatever the pattern.
  const told = spansOf(c)
  const listed = read.has('layer_types')
  const span = (layer: number) => (!listed && layer === c.layers - 1 ? everyToken : told(layer))
  const borrows = borrowers(c)
  const usual = headShape(c)
  const globalDim = read.optional('global_head_dim', 512)
  const keyIsValue = read.flag('attention_k_eq_v', false)
  const globalHeads = read.optional('num_global_key_value_heads', 0)
  const perLayer = perLayerInputs(c)
  const isDouble = read.flag('use_double_wide_mlp', false)
  const changed = layerChanges(c)
  const keyOf = (layer: number) => {
    const whole = span(layer).size === 0
    const given = c.config['per_layer_config'] !== undefined
    const headDim = changed(layer, 'head_dim') ?? (whole && !given ? globalDim : usual.headDim)
    const few = whole && keyIsValue && globalHeads > 0 ? globalHeads : usual.keyValueHeads
    const keyValueHeads = changed(layer, 'num_key_value_heads') ?? few
    return [span(layer).size, String(borrows(layer)), headDim, keyValueHeads].join(' ')
  }
  const mixer = once((key: string) => {
    const [size, borrowed, ...widths] = key.split(' ')
    const whole = size === '0'
    const [headDim = usual.headDim, keyValueHeads = usual.keyValueHeads] = widths.map(Number)
    return usualAttention(
      c,
      { ...everyToken, size: Number(size) },
      {
        headDim,
        valueHeadDim: headDim,
        keyValueHeads,
        borrowsKeyValues: borrowed === 'true',
        keyIsValue: whole && keyIsValue,
        extraParameters: (borrowed === 'true' ? 1 : 2) * headDim,
      },
    )
  })
  const dense = denseOf(c)
  const wide = isDouble ? denseOf(c, 2 * dense.width) : dense
  const mixed = gemma4Mixture(c)
  return {
    layers: eachLayer(c, (layer) => ({
      mixer: mixer(keyOf(layer)),
      feedForward: mixed ?? (borrows(layer) ? wide : dense),
      others: (mixed === null ? 4 : 7) * hidden + perLayer.inLayer,
    })),
    tables: perLayer.tables,
    others: perLayer.others,
  }
}

/** The mixture beside the dense MLP: a scale on the router's input and one for each expert. */
function gemma4Mixture(c: Context): FeedForward | null {
  const experts = expertCount(c)
  if (experts === 0) return null
  return mixtureOf(c, { sharedWidth: denseWidth(c), extraParameters: c.hidden + experts })
}

/** Fields that `per_layer_config` changes for one layer; its keys are numbers of layers, some written with a zero first. */
function layerChanges({ read }: Context): (layer: number, field: string) => number | null {
  const told = new Map(
    Object.entries(read.part('per_layer_config') ?? {}).map(([key, part]) => [Number(key), part]),
  )
  return (layer, field) => {
    const part = told.get(layer)
    const value: unknown = isConfig(part) ? own(part, field) : null
    return typeof value === 'number' ? value : null
  }
}
