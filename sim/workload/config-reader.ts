import type { Problem } from '../base/outcome.ts'
import { shown } from '../base/shown.ts'

/** A config as it came from outside. */
export type Config = { readonly [field: string]: unknown }

/** Reads fields of a config under any of their names and gathers what is wrong with them. */
export type ConfigReader = {
  /** A positive whole number; missing is a problem. */
  readonly required: (names: readonly string[], what: string) => number
  /** A whole number, 0 or more; the fallback when absent. */
  readonly optional: (names: readonly string[], fallback: number) => number
  readonly flag: (names: readonly string[], fallback: boolean) => boolean
  readonly text: (names: readonly string[]) => string | null
  readonly refuse: (field: string, message: string) => void
  readonly problems: () => readonly Problem[]
}

/** No model has more of anything; a search that counts up to a number has to end. */
const mostOfAnything = 1e9
const most: Readonly<Record<string, number>> = {
  num_hidden_layers: 10_000,
  n_layer: 10_000,
  n_layers: 10_000,
  num_layers: 10_000,
  first_k_dense_replace: 10_000,
  num_nextn_predict_layers: 10_000,
  num_attention_heads: 65_536,
  num_key_value_heads: 65_536,
  num_experts: 65_536,
  n_routed_experts: 65_536,
  num_local_experts: 65_536,
  n_shared_experts: 65_536,
}

/** Stands in for a number that is missing; nothing is computed from it, since the problem refuses the config. */
const placeholder = 1

export function configReader(config: Config): ConfigReader {
  const found: Problem[] = []
  const refuse = (field: string, message: string) => {
    found.push({ field: `model.${field}`, message })
  }
  const lookUp = (names: readonly string[]) =>
    names.map((name) => [name, config[name]] as const).find(([, value]) => present(value))
  const whole = (names: readonly string[], least: number): number | null => {
    const entry = lookUp(names)
    if (entry === undefined) return null
    const [name, value] = entry
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= mostOf(name))
      return value
    refuse(name, `${shown(value)} is not a whole number from ${String(least)} to ${String(mostOf(name))}`)
    return placeholder
  }
  return {
    required: (names, what) => {
      const value = whole(names, 1)
      if (value !== null) return value
      refuse(names[0] ?? '', `is missing; give ${what}`)
      return placeholder
    },
    optional: (names, fallback) => whole(names, 0) ?? fallback,
    flag: (names, fallback) => {
      const value = lookUp(names)?.[1]
      return typeof value === 'boolean' ? value : fallback
    },
    text: (names) => {
      const value = lookUp(names)?.[1]
      return typeof value === 'string' ? value : null
    },
    refuse,
    problems: () => found,
  }
}

function mostOf(name: string): number {
  return (Object.hasOwn(most, name) ? most[name] : undefined) ?? mostOfAnything
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null
}
