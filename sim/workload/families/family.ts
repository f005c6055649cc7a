import typeTable from '../../data/families/types.json' with { type: 'json' }
import familyTable from '../../data/families/families.json' with { type: 'json' }
import refusedTable from '../../data/families/refused.json' with { type: 'json' }
import { quoted } from '../../base/shown.ts'
import { likeIds } from '../../base/nearest.ts'
import { isConfig, type Config, type ConfigReader } from '../config-reader.ts'

/** A choice that some families fix and others read from a field, with the class's own default. */
export type Choice = { readonly fields: readonly string[]; readonly fallback: boolean }

/** Norms of queries and keys: over one head's width, over all heads together, for each head apart, or with a bias. */
export type QueryKeyNorm = 'none' | 'head' | 'all-heads' | 'each-head' | 'head-layer'

export type Norm = 'rms' | 'layer' | 'layer-without-bias' | 'none'

/** What a model type fixes without saying it in its config. */
export type Family = Readonly<ReturnType<typeof familyFrom>>

type Traits = Readonly<Record<string, unknown>>

const raw: ReadonlyMap<string, Traits> = new Map<string, Traits>(Object.entries(familyTable))
const sameAs: ReadonlyMap<string, string> = new Map(Object.entries(typeTable))

/** A family with what it takes over from another. */
function traitsOf(name: string): Traits {
  const own = raw.get(name)
  if (own === undefined) throw new Error(`family '${name}' is not in the table`)
  const { like } = own
  if (typeof like !== 'string') return own
  const base = traitsOf(like)
  return {
    ...base,
    ...own,
    defaults: { ...configOf(base['defaults']), ...configOf(own['defaults']) },
    // Widths of another class are not those of this one: a part without them is refused.
    nested: own['nested'] === 'alike' ? base['nested'] : own['nested'],
  }
}

function configOf(value: unknown): Config {
  return isConfig(value) ? value : {}
}

function listsIn(value: unknown): Readonly<Record<string, readonly unknown[]>> {
  const lists = Object.entries(configOf(value)).map(([field, said]) => [
    field,
    Array.isArray(said) ? said : [],
  ])
  return Object.fromEntries(lists)
}

function choiceOf(trait: unknown): Choice {
  if (!Array.isArray(trait)) return { fields: [], fallback: trait === true }
  return { fields: trait.filter((one) => typeof one === 'string'), fallback: trait.at(-1) === true }
}

export function chosen(read: ConfigReader, { fields, fallback }: Choice): boolean {
  const said = fields.find((field) => read.has(field))
  return said === undefined ? fallback : read.flag(said, fallback)
}

const norms: readonly Norm[] = ['rms', 'layer', 'layer-without-bias', 'none']
const queryKeyNorms: readonly QueryKeyNorm[] = ['none', 'head', 'all-heads', 'each-head', 'head-layer']
const gates = ['none', 'full', 'heads', 'compressed'] as const
const streamKinds = ['none', 'gates', 'mixing'] as const
const keyValueRules = ['plain', 'none', 'multi-query', 'falcon'] as const

/** One of the words allowed; the first where the table says nothing. */
function oneOf<T extends string>(words: readonly [T, ...T[]] | readonly T[], trait: unknown): T {
  const found = words.find((word) => word === trait) ?? (trait === undefined ? words[0] : undefined)
  if (found === undefined) throw new Error(`'${String(trait)}' is none of ${words.join(', ')}`)
  return found
}

function numberOf(trait: unknown, fallback: number): number {
  return typeof trait === 'number' ? trait : fallback
}

function familyFrom(name: string) {
  const t = traitsOf(name)
  const windowed = configOf(t['windowed'])
  const extras = configOf(t['extras'])
  return {
    name,
    mlpGated: t['mlp'] === 'gated',
    norm: oneOf(norms, t['norm']),
    /** Norms of the hidden width in a layer, or a field and what it makes of them. */
    norms: numberOf(t['norms'], 2),
    normsAsked: normsAskedOf(t['normsAsked']),
    /** Norms of a mixture layer beyond those. */
    sparseNorms: numberOf(t['sparseNorms'], 0),
    finalNorm: t['finalNorm'] !== false,
    embeddingNorm: t['embeddingNorm'] === true,
    tied: t['tied'] === true,
    ...biasesIn(t),
    ...attentionIn(t),
    sharedGate: t['sharedGate'] === true,
    sharedIsDense: t['sharedIsDense'] === true,
    denseBesideExperts: t['denseBesideExperts'] !== undefined,
    /** Several residual streams: gates before and after each branch, or a mixing of the streams as well. */
    streams: oneOf(streamKinds, t['streams']),
    /** The streams have a learned sum before the last norm. */
    streamHead: t['streamHead'] === true,
    /** How the layers are laid out: the name of a function of `plans/`, without `Plan`. */
    plan: typeof t['plan'] === 'string' ? t['plan'] : 'plain',
    /** Rows of the position table beyond the longest sequence; null where positions are not learned. */
    positionOffset: typeof t['positions'] === 'number' ? t['positions'] : null,
    /** Of each `period` layers, how many attend through the window. */
    windowed: isConfig(t['windowed'])
      ? { of: numberOf(windowed['of'], 0), period: numberOf(windowed['period'], 1) }
      : null,
    /** The window counts only where `use_sliding_window` says so. */
    windowFlag: t['windowFlag'] === true,
    /** Chunks beside each other in place of a sliding window. */
    chunked: t['chunked'] === true,
    /** Width of the MLP over the hidden width where the config does not say it. */
    mlpRatio: typeof t['mlpRatio'] === 'number' ? t['mlpRatio'] : null,
    /** The config's width is that of gate and up together. */
    halvedIntermediate: t['halvedIntermediate'] === true,
    /** Rows of the embedding beyond the vocabulary. */
    extraEmbeddings: numberOf(t['extraEmbeddings'], 0),
    /** Other learned numbers of one layer, as multiples of a width. */
    extras: {
      one: numberOf(extras['one'], 0),
      hidden: numberOf(extras['hidden'], 0),
      heads: numberOf(extras['heads'], 0),
      headDim: numberOf(extras['headDim'], 0),
      intermediate: numberOf(extras['intermediate'], 0),
    },
    /** Values of fields that say another kind of layer: of trainers' files, which say no type. */
    unlike: listsIn(t['unlike']),
    /** What the class has for a missing field, and for a missing width inside another config. */
    defaults: configOf(t['defaults']),
    nested: configOf(t['nested']),
  }
}

function biasesIn(t: Traits) {
  return {
    queryKeyValueBias: choiceOf(t['qkvBias']),
    outputBias: choiceOf(t['outputBias']),
    mlpBias: choiceOf(t['mlpBias']),
    headBias: choiceOf(t['headBias']),
    expertBias: t['expertBias'] === true,
    routerBias: t['routerBias'] === true,
  }
}

function attentionIn(t: Traits) {
  const keyNorm: unknown = Array.isArray(t['queryKeyNorm']) ? t['queryKeyNorm'][0] : t['queryKeyNorm']
  const asked: readonly unknown[] = Array.isArray(t['queryKeyNorm']) ? t['queryKeyNorm'].slice(1) : [true]
  return {
    queryKeyNorm: oneOf(queryKeyNorms, keyNorm),
    queryKeyNormAsked: asked.length === 1 ? choiceOf(asked[0]) : choiceOf(asked),
    /** A gate on the output of attention: as wide as it, or one number a head. */
    outputGate: oneOf(gates, t['outputGate']),
    attentionSinks: t['sinks'] === true,
    keyValueHeads: oneOf(keyValueRules, t['keyValueHeads']),
  }
}

function normsAskedOf(trait: unknown) {
  if (!Array.isArray(trait)) return null
  const [field, whenTrue, whenFalse]: unknown[] = trait
  if (typeof field !== 'string') throw new Error('normsAsked starts with a field')
  return { field, whenTrue: numberOf(whenTrue, 2), whenFalse: numberOf(whenFalse, 2) }
}

/** Types that are no decoder or that no count is known of, by what they are. */
const refused: ReadonlyMap<string, string> = new Map(
  Object.entries(refusedTable).flatMap(([why, names]) => names.map((name) => [name, why] as const)),
)

const families: ReadonlyMap<string, Family> = new Map(
  [...raw.keys()].map((name) => [name, familyFrom(name)] as const),
)

/** Model types that can be read. */
export const knownTypes: readonly string[] = [
  ...[...families.keys()].filter((name) => !name.includes(' ')),
  ...sameAs.keys(),
]

/** Every type that has a name here, those that are refused too. */
export const namedTypes: readonly string[] = [...knownTypes, ...refused.keys()]

export function findFamily(modelType: string): Family | null {
  return families.get(sameAs.get(modelType) ?? modelType) ?? null
}

/** Why a type is not read, with the nearest that are. */
export function whyRefused(modelType: string): string {
  const kind = refused.get(modelType)
  if (kind !== undefined)
    return `${quoted(modelType)} is ${kind}; only decoders with known counts are planned`
  const near = likeIds(modelType, knownTypes)
  return near[0] === undefined
    ? `${quoted(modelType)} is not known, nor like any that is; only where its layers are those of a Llama of its widths add "as": "llama"`
    : `${quoted(modelType)} is not known; the nearest are ${near.join(', ')}; to read it as one of them add "as": "${near[0]}"`
}

type Counted = { readonly read: ConfigReader; readonly layers: number }

/** A list that has to have an entry for each layer has another number of them. */
export function wrongLength({ read, layers }: Counted, field: string, length: number): void {
  read.refuse(field, `has ${String(length)} entries, the model ${String(layers)} layers`)
}
