/** The run as words: what the controls hold and the address shows. Absent: left to the planner. */
export type Fields = { readonly [field: string]: string }

/** The views; an address without one means the plan. */
const viewIds = ['plan', 'tradeoffs', 'queue', 'invest', 'compare', 'evidence', 'learn'] as const
export type ViewId = (typeof viewIds)[number]

export const start: Fields = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: '4096' }

/** The fields of a run. */
const runNames: readonly string[] = (
  'model tokens system gpus seqLen globalBatchTokens mfu precision framework year profile grid ' +
  'powerPrice gpuHourPrice layout failureRate checkpointTime checkpointInterval restartTime ' +
  'queueLimit samples seed ranges'
).split(' ')

/** What the views themselves remember: limits, the programme, the pinned runs. */
const viewNames: readonly string[] = (
  'maxTime maxCost maxPower maxCarbon objective finish confidence case utilisation discount ' +
  'horizon rent nation spend vat duty served pins policy budgets machineNodes coresPerNode fromDay ' +
  'untilDay runDay runFirst log rowAccelerator rowKind rowRole rowSource lesson set class form ' +
  'start lang baseline shownIn'
).split(' ')

const known = [...runNames, ...viewNames]

/** The run alone, without what the views remember. */
export function runOf(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => runNames.includes(name)))
}

/** What a baseline holds: the run, and what the views ask of it. */
export function pinnable(fields: Fields): Fields {
  const asked =
    'case utilisation discount horizon rent served policy budgets machineNodes coresPerNode'.split(' ')
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => runNames.includes(name) || asked.includes(name)),
  )
}

/** The address fragment of a run: readable, and the same run gives the same fragment. */
export function toFragment(fields: Fields, view: ViewId = 'plan'): string {
  const pairs = known.flatMap((name): (readonly [string, string])[] => {
    const value = fields[name]
    return value === undefined || value === '' ? [] : [[name, value]]
  })
  const run = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return (view === 'plan' ? run : [`view=${view}`, ...run]).join('&')
}

/** The view that a fragment names; an unknown one is the first. */
export function viewOf(fragment: string): ViewId {
  const named = new URLSearchParams(fragment.replace(/^#/, '')).get('view')
  return viewIds.find((id) => id === named) ?? 'plan'
}

/** The run that a fragment names; unknown fields are left out, and an empty fragment is the first run. */
export function fromFragment(fragment: string): Fields {
  const pairs = pairsOf(fragment)
  const fields = Object.fromEntries(
    pairs.filter(([name, value]) => known.includes(name) && value !== '' && value.length <= longestValue),
  )
  return Object.keys(fields).length === 0 ? start : { ...start, ...fields }
}

/** A config.json of a person's own is a few thousand letters; what is much longer is none of our fields. */
const longestValue = 60_000
const longestName = 40
/** Of the links that this page makes; they do not name it, those of a later one will. */
const linkVersion = 1

/** What a link says that this page cannot take from it. */
export type LinkNotice =
  | { readonly kind: 'newer'; readonly version: string }
  | { readonly kind: 'unknown'; readonly names: readonly string[] }
  | { readonly kind: 'long'; readonly name: string; readonly length: number }

function pairsOf(fragment: string): readonly (readonly [name: string, value: string])[] {
  return [...new URLSearchParams(fragment.replace(/^#/, ''))]
}

/** Everything in a link that is left out, so that none of it is left out without a word. */
export function noticesOf(fragment: string): readonly LinkNotice[] {
  const pairs = pairsOf(fragment)
  const version = pairs.find(([name]) => name === 'v' || name === 'version')?.[1] ?? ''
  const newer = version !== '' && !(Number(version) <= linkVersion)
  const view = pairs.find(([name]) => name === 'view')?.[1] ?? 'plan'
  const strange = pairs.flatMap(([name]) =>
    known.includes(name) || ['view', 'v', 'version'].includes(name) ? [] : [brief(name)],
  )
  const names = [...(viewIds.some((id) => id === view) ? [] : [`view=${brief(view)}`]), ...new Set(strange)]
  return [
    ...(newer ? [{ kind: 'newer' as const, version: brief(version) }] : []),
    ...(names.length > 0 ? [{ kind: 'unknown' as const, names: names.slice(0, mostNames) }] : []),
    ...pairs.flatMap(([name, { length }]) =>
      known.includes(name) && length > longestValue ? [{ kind: 'long' as const, name, length }] : [],
    ),
  ]
}

const mostNames = 8

function brief(word: string): string {
  return word.length <= longestName ? word : `${word.slice(0, longestName)}…`
}
