import { Option, type Command } from 'commander'
import tables from '../data/options.json' with { type: 'json' }

type Told = {
  readonly description: string
  readonly options: { readonly [flags: string]: string }
  /** Options that one cannot stand beside. */
  readonly conflicts?: { readonly [flags: string]: string[] }
}

const told: ReadonlyMap<string, Told> = new Map(Object.entries(tables))

/**
 * The description of a command and the options that are its own, by its table.
 *
 * @param words  what stands there as `{name}`
 */
export function describe(command: Command, words: { readonly [name: string]: string } = {}): Command {
  const {
    description,
    options,
    conflicts = {},
  } = told.get(command.name()) ?? { description: '', options: {} }
  command.description(description)
  for (const [flags, said] of Object.entries(options)) {
    const option = new Option(
      flags,
      said.replaceAll(/\{(\w+)\}/g, (_, name: string) => words[name] ?? ''),
    )
    command.addOption(option.conflicts(conflicts[flags] ?? []))
  }
  return command
}
