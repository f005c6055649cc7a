import swissOptions from '../../../../data/trainers/megatron-swiss.csv?raw'
import options from '../../../../data/trainers/megatron.csv?raw'
import { shellWord, variable } from '../../shell.ts'
import {
  faultOf,
  isFill,
  optionTable,
  releaseOf,
  type OptionTable,
  type OptionValue,
} from '../option-table.ts'

/** One flag of a command line; a flag without a value stands alone. */
export type Flag = readonly [option: string, value?: OptionValue]

export type FlagGroup = { readonly name: string; readonly flags: readonly Flag[] }

/** One of the code bases that have Megatron-LM's command line. */
export type Dialect = {
  readonly table: OptionTable
  /** Oldest first. */
  readonly releases: readonly string[]
}

/**
 * Options of Megatron-LM as its parser declares them in core 0.14.0 and every later release up to main.
 *
 * Source: NVIDIA/Megatron-LM, megatron/training/arguments.py and the config classes it makes arguments of, at the tags
 * core_v0.14.0 to core_v0.19.0 and at main d98e8a6 (22 August 2026). Choices are those that all of them take.
 */
export const stockDialect: Dialect = {
  table: optionTable(options),
  releases: ['0.14', '0.15', '0.16', '0.17', '0.18', '0.19'],
}

/**
 * Options of the fork that trained Apertus: xIELU and AdEMAMix beside those of core 0.11.
 *
 * Source: swiss-ai/Megatron-LM 81d44db (15 July 2025), megatron/training/arguments.py.
 */
export const swissDialect: Dialect = { table: optionTable(swissOptions), releases: ['0.11'] }

/** What the parser would say of the flags; empty when it takes them all. */
export function flagFaults({ table }: Dialect, groups: readonly FlagGroup[]): readonly string[] {
  const flags = groups.flatMap((group) => group.flags)
  const faults = flags.flatMap(([option, value]) => faultOf(table, option, value) ?? [])
  const names = flags.map(([option]) => option)
  const twice = names.filter((name, place) => names.indexOf(name) < place)
  return [...faults, ...twice.map((name) => `${name} is said twice`)]
}

export function firstRelease({ table, releases }: Dialect, groups: readonly FlagGroup[]): string {
  const names = groups.flatMap((group) => group.flags.map(([option]) => option))
  return releaseOf(table, names, releases) ?? ''
}

/** A group of flags as an array of bash. */
export function inShell({ name, flags }: FlagGroup): string {
  return [`${name}=(`, ...flags.map((flag) => `  ${words(flag)}`), ')'].join('\n')
}

function words([option, value]: Flag): string {
  if (value === undefined) return option
  return `${option} ${isFill(value) ? variable(value.fill) : shellWord(String(value))}`
}

export function when(condition: boolean, ...flags: readonly Flag[]): readonly Flag[] {
  return condition ? flags : []
}
