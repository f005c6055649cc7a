import mostEach from '../data/families/most.json' with { type: 'json' }
import aliasTable from '../data/families/aliases.json' with { type: 'json' }
import telling from '../data/families/telling-fields.json' with { type: 'json' }
import type { Problem } from '../base/outcome.ts'
import { shown } from '../base/shown.ts'
import { own } from '../base/nearest.ts'

const aliases: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(aliasTable))

/** Names under which configs write a field, the likeliest first; a field without other names is its own. */
export function namesOf(field: string): readonly string[] {
  return aliases.get(field) ?? [field]
}

/** A config as it came from outside. */
export type Config = { readonly [field: string]: unknown }

/**
 * Reads fields of a config under any of their names, falls back on what the family's class has for a missing one, and
 * gathers what is wrong. Fields are asked for by the first name of `sim/data/families/aliases.json`.
 */
export type ConfigReader = Readonly<ReturnType<typeof configReader>>

/** No model has more of anything; a search that counts up to a number has to end. */
const mostOfAnything = 1e9
const most: Readonly<Record<string, number>> = mostEach

/** Counts that no class reads under two names at once. */
const single: ReadonlySet<string> = new Set(['num_hidden_layers', 'hidden_size', 'num_experts'])

/** Stands in for a number that is missing; nothing is computed from it, since the problem refuses the config. */
const placeholder = 1

export function configReader(config: Config, defaults: Config) {
  const found: Problem[] = []
  const asked = new Set<string>()
  const taken = new Set<string>()
  const refuse = (field: string, message: string) => {
    if (!found.some((one) => one.field === `model.${field}`)) found.push({ field: `model.${field}`, message })
  }
  const lookUp = (field: string): readonly [name: string, value: unknown] | undefined => {
    const names = namesOf(field)
    for (const name of names) asked.add(name)
    const said = names.map((name) => [name, own(config, name)] as const).find(([, value]) => present(value))
    if (single.has(field)) refuseOthers(config, names, refuse)
    // Null is an answer: it overrides the default of a class.
    const isOpen = names.every((name) => [undefined, 'auto'].some((open) => open === own(config, name)))
    if (said !== undefined || !isOpen || !present(own(defaults, field))) return said
    taken.add(field)
    return [field, own(defaults, field)]
  }
  const whole = (field: string, least: number): number | null => {
    const entry = lookUp(field)
    if (entry === undefined) return null
    const [name, value] = entry
    const said = wholeIn(value)
    if (said !== null && said >= least && said <= mostOf(field)) return said
    refuse(name, `${shown(value)} is not a whole number from ${String(least)} to ${String(mostOf(field))}`)
    return placeholder
  }
  return {
    /** A positive whole number; missing is a problem. */
    required: (field: string, what: string): number => {
      const value = whole(field, 1)
      if (value !== null) return value
      refuse(field, `is missing; give ${what}`)
      return placeholder
    },
    /** A whole number, 0 or more; the fallback when absent. */
    optional: (field: string, fallback: number): number => whole(field, 0) ?? fallback,
    /** Any finite number; the fallback when absent. */
    real: (field: string, fallback: number): number => only(isReal, lookUp(field)?.[1]) ?? fallback,
    flag: (field: string, fallback: boolean): boolean => {
      const entry = lookUp(field)
      if (entry === undefined) return fallback
      if (typeof entry[1] === 'boolean') return entry[1]
      refuse(entry[0], `${shown(entry[1])} is neither true nor false`)
      return fallback
    },
    text: (field: string) => only(isText, lookUp(field)?.[1]),
    /** The entries of a list; null when absent or no list. */
    list: (field: string) => only(isList, lookUp(field)?.[1]),
    part: (field: string) => only(isConfig, lookUp(field)?.[1]),
    /** The field holds a value of any kind. */
    has: (field: string) => lookUp(field) !== undefined,
    refuse,
    problems: (): readonly Problem[] => found,
    /** Fields that were missing and had the class's default. */
    taken: () => [...taken],
    /** Telling fields that say something and that nobody has read. */
    unread: () => unreadIn(config, asked),
  }
}

type Refuse = (field: string, message: string) => void

function refuseOthers(config: Config, names: readonly string[], refuse: Refuse): void {
  const [first = '', ...others] = names.filter((name) => typeof own(config, name) === 'number')
  for (const name of others)
    if (own(config, name) !== own(config, first))
      refuse(name, `${shown(own(config, name))} contradicts ${first} ${shown(own(config, first))}`)
}

/**
 * Fields that change a count by more than half a per cent wherever a class reads them: dropped, another model is counted.
 * So it is where one is misspelt (`numKeyValueHeads`, `num_keyvalue_heads`).
 */
function unreadIn(config: Config, asked: ReadonlySet<string>): readonly string[] {
  const bare = (name: string) => name.toLowerCase().replaceAll(/[-_]/g, '')
  const looked = new Set([...asked].map(bare))
  const alike = Object.keys(config).filter((name) => looked.has(bare(name)))
  return [...telling, ...alike].filter((name) => !asked.has(name) && says(own(config, name)))
}

function mostOf(name: string): number {
  return own(most, name) ?? mostOfAnything
}

export function isConfig(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isReal(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

/** The value where it is of the kind asked for. */
function only<T>(isKind: (value: unknown) => value is T, value: unknown): T | null {
  return isKind(value) ? value : null
}

/** `auto` leaves a field to the class as well (Mamba's widths of heads and ranks). */
function present(value: unknown): boolean {
  return value !== undefined && value !== null && value !== 'auto'
}

/** A whole number, or a list that holds one over and over, as HunYuan writes a number for each layer. */
function wholeIn(value: unknown): number | null {
  const [first, ...rest]: unknown[] = Array.isArray(value) ? value : [value]
  const alike = typeof first === 'number' && Number.isSafeInteger(first) && rest.every((one) => one === first)
  return alike ? first : null
}

/** A field that says something: not absent, off, zero or empty. */
function says(value: unknown): boolean {
  if (!present(value) || value === false || value === 0 || value === '') return false
  if (Array.isArray(value)) return value.length > 0 && !onlyFullAttention(value)
  return !isConfig(value) || Object.keys(value).length > 0
}

/** Every layer attends to everything: what a family that reads no list has anyway. */
function onlyFullAttention(list: readonly unknown[]): boolean {
  return list.every((type) => type === 'full_attention' || type === 'attention')
}
