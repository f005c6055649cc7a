import { own } from '../../../base/nearest.ts'
import facts from '../../../data/trainers/model-facts.csv?raw'
import type { Architecture } from '../../../workload/huggingface.ts'
import { isConfig, type Config } from '../../../workload/config-reader.ts'
import { modelTypeOf } from '../../../workload/families/unwrap.ts'
import { odditiesOf, activationOf } from './oddities.ts'
import { rowsOf } from './option-table.ts'
import { positionsOf } from './positions.ts'
import { numberOf } from './reading.ts'
import { routerOf } from './router.ts'

/** What a trainer has to be told of a model beyond its shapes. */
export type TrainedModel = Readonly<ReturnType<typeof trainedModel>>

export type NamedConfig = {
  /** Catalogue id; any other for a config of one's own. */
  readonly id: string
  readonly name: string
  readonly config: Config
  readonly architecture: Architecture
}

/** Reads a config for the trainers: nested parts lifted, and for a model of the catalogue the facts kept beside it. */
export function trainedModel({ id, name, config, architecture }: NamedConfig) {
  const known = factsOf(id)
  const all: Config = {
    ...Object.fromEntries(known.map(([field, value]) => [field, value])),
    ...lifted(config),
  }
  const modelType = typeof all['as'] === 'string' ? all['as'] : (modelTypeOf(all) ?? 'llama')
  const read = { config: all, modelType, architecture }
  return {
    name,
    /** As in its config; a config without one is read as a llama. */
    modelType,
    architecture,
    positions: positionsOf(read),
    activation: activationOf(read),
    /** Null where nothing tells: the person fills it in. */
    normEpsilon: numberOf(all, epsilonNames),
    router: routerOf(read),
    /** Layers that attend through a window; null where all see everything. */
    windowed: architecture.windowed.includes(true) ? architecture.windowed : null,
    oddities: odditiesOf(read),
    /** What the figures of the config came from, where not from the config itself. */
    sources: [...new Set(known.map(([, , source]) => source))],
  }
}

const epsilonNames = ['rms_norm_eps', 'layer_norm_eps', 'layer_norm_epsilon', 'norm_epsilon', 'norm_eps']

function lifted(config: Config): Config {
  const parts = ['text_config', 'attn_config', 'ffn_config'].map((name) => own(config, name))
  const given = Object.entries(Object.assign({}, ...parts.filter(isConfig), config))
  return Object.fromEntries(given.filter(([, value]) => value !== null && value !== undefined))
}

const factRows = rowsOf(facts)

type Fact = readonly [field: string, value: string | number | boolean, source: string]

/** Fields of a model of the catalogue that its shapes leave out, each with its source. */
function factsOf(id: string): readonly Fact[] {
  return factRows
    .filter(([model]) => model === id)
    .map(([, field = '', value = '', source = '']) => [field, valueOf(value), source] as const)
}

function valueOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  return Number.isNaN(Number(text)) ? text : Number(text)
}
