import { own } from '../../../base/nearest.ts'
import { microBatches } from '../../../workload/layout.ts'
import { faultOf, isFill, type OptionTable, type OptionValue } from './option-table.ts'
import { placesNamed, warmupSteps, type Place, type TrainerRun } from './trainer-run.ts'

/** A setting of a trainer; null is its own word for none. */
export type Setting = readonly [name: string, value: OptionValue | null]

/** What tables of settings call the figures of a run; a setting whose fact is undefined is left out. */
export type RunFacts = Readonly<Record<string, OptionValue | null | undefined>>

/** RunFacts that more than one trainer is told. */
export function factsOf(run: TrainerRun): RunFacts {
  const { layout, model, seqLen, steps, saveInterval, seed } = run
  const { moe } = model.architecture
  return {
    ...layout,
    seqLen,
    steps,
    saveInterval,
    seed,
    microBatches: microBatches(layout),
    warmupSteps: warmupSteps(steps),
    experts: moe === null ? undefined : layout.ep,
  }
}

/** The settings of a table, in its order: `{name}` is a fact of the run, `$NAME` a place that the person fills in. */
export function settled(table: RunFacts, facts: RunFacts): readonly Setting[] {
  return Object.entries(table).flatMap(([name, said]) => {
    const [, fact] = typeof said === 'string' ? (/^\{(\w+)\}$/.exec(said) ?? []) : []
    if (fact !== undefined && !Object.hasOwn(facts, fact)) throw new Error(`nobody says ${fact} for ${name}`)
    const isPlace = typeof said === 'string' && said.startsWith('$')
    const value = fact !== undefined ? own(facts, fact) : isPlace ? { fill: said.slice(1) } : said
    return value === undefined ? [] : [[name, value] as const]
  })
}

/** The places that settings leave to the person. */
export function placesIn(
  settings: readonly (readonly [name: string, value?: OptionValue | null])[],
): readonly Place[] {
  return placesNamed(settings.flatMap(([, value]) => (isFill(value) ? [value.fill] : [])))
}

/** What is wrong with settings by the trainer's own table. */
export function settingFaults(
  table: OptionTable,
  settings: readonly Setting[],
  part = '',
): readonly string[] {
  return settings.flatMap(([name, value]) =>
    value === null ? [] : (faultOf(table, `${part}${name}`, value) ?? []),
  )
}

/** A text with `<<name>>` for each of its parts, without its last line end. */
export function filledIn(template: string, parts: Readonly<Record<string, string>>): string {
  return template.trimEnd().replaceAll(/<<(\w+)>>/g, (_, name: string) => own(parts, name) ?? '')
}

/** Settings by the part of a recipe that they are of. */
export type Parts = readonly (readonly [part: string, settings: readonly Setting[]])[]

/** Each part as a call in Python; `fields` says which field of the container holds it, where that is not its own name. */
export function constructed(parts: Parts, fields: Readonly<Record<string, string>>, indent: string): string {
  return parts
    .flatMap(([name, settings]) => [
      `${indent}${own(fields, name) ?? name}=${name}(`,
      ...settings.map(([field, value]) => `${indent}    ${field}=${inPython(field, value)},`),
      `${indent}),`,
    ])
    .join('\n')
}

/** Fields whose place is filled with a number. */
const numeric: readonly string[] = ['lr']

/** A place that the person fills in is read from the environment. */
export function inPython(field: string, value: OptionValue | null): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (!isFill(value)) return JSON.stringify(value)
  const read = `os.environ["${value.fill}"]`
  return numeric.includes(field) ? `float(${read})` : read
}
