import words from '../../../data/trainers/option-words.json' with { type: 'json' }
import { cellsOf, namesIn } from '../../../base/csv.ts'

/** One option of a trainer, as a release of it declares it. */
export type TrainerOption = {
  readonly name: string
  readonly type: OptionType
  /** Values that every release since takes; empty where any of the type will do. */
  readonly choices: readonly string[]
  /** The first of the releases looked at that has it. */
  readonly since: string
  readonly fallback: string
}

const optionTypes = namesIn('flag int float text pattern bool ints floats texts lists')
export type OptionType = (typeof optionTypes)[number]

export type OptionTable = ReadonlyMap<string, TrainerOption>

/** The value of an option; `fill` names a shell variable that the person sets. */
export type OptionValue = string | number | boolean | ListValue | { readonly fill: string }

/** A list of texts, or of lists of them. */
export type ListValue = readonly (string | readonly string[])[]

export function isList(value: OptionValue | undefined): value is ListValue {
  return Array.isArray(value)
}

export function isFill(value: OptionValue | null | undefined): value is { readonly fill: string } {
  return typeof value === 'object' && value !== null && !isList(value)
}

/** Rows of a table of comma separated values; the first row names the columns. */
export function rowsOf(csv: string): readonly (readonly string[])[] {
  return cellsOf(csv).slice(1)
}

/** Reads `option,type,choices,since,default`; a wrong row is a fault of ours and throws. */
export function optionTable(csv: string): OptionTable {
  const options = rowsOf(csv).map(([name = '', type = '', choices = '', since = '', fallback = '']) => {
    const known = optionTypes.find((one) => one === type)
    if (known === undefined || name === '' || since === '')
      throw new Error(`the option '${name}' of type '${type}' is not a row of a table of options`)
    const list = choices === '' ? [] : choices.split('|')
    return { name, type: known, choices: list, since, fallback }
  })
  return new Map(options.map((option) => [option.name, option]))
}

/** What is wrong with one setting by the trainer's own table; null when nothing is. */
export function faultOf(table: OptionTable, name: string, value: OptionValue | undefined): string | null {
  const option = table.get(name)
  if (option === undefined) return `${name} is not an option of it`
  if (value === undefined) return option.type === 'flag' ? null : `${name} wants a value`
  if (option.type === 'flag') return `${name} takes no value`
  if (isFill(value)) return null
  if (isList(value)) return listFault(option, value)
  if (option.choices.length > 0 && !option.choices.includes(String(value)))
    return `${name} takes ${option.choices.join(', ')}; not ${String(value)}`
  return isOf(option.type, value) ? null : `${name} wants ${words[option.type]}; not ${String(value)}`
}

function listFault({ name, type }: TrainerOption, value: ListValue): string | null {
  if (type === 'texts' && value.every((one) => typeof one === 'string')) return null
  if (type === 'lists' && value.every((one) => typeof one !== 'string')) return null
  return `${name} wants ${words[type]}; not a list`
}

function isOf(type: OptionType, value: string | number | boolean): boolean {
  switch (type) {
    case 'int':
    case 'ints':
      return typeof value === 'number' && Number.isSafeInteger(value)
    case 'float':
    case 'floats':
      return typeof value === 'number' && Number.isFinite(value)
    case 'bool':
      return typeof value === 'boolean'
    case 'pattern':
      return /^[\d,()[\]+*]+$/.test(String(value))
    case 'text':
    case 'texts':
      return typeof value === 'string' && value !== ''
    case 'flag':
    case 'lists':
      return false
  }
}

/** The newest of the releases that the settings need; `releases` lists them oldest first. */
export function releaseOf(
  table: OptionTable,
  names: readonly string[],
  releases: readonly string[],
): string | null {
  const places = names.map((name) => releases.indexOf(table.get(name)?.since ?? ''))
  return releases[Math.max(0, ...places)] ?? null
}
