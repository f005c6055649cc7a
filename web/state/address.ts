/** The run as words: what the controls hold and the address shows. Absent: left to the planner. */
export type Fields = { readonly [field: string]: string }

/** The views; an address without one means the plan. */
export const viewIds = ['plan', 'tradeoffs', 'queue', 'invest', 'compare', 'evidence', 'learn'] as const
export type ViewId = (typeof viewIds)[number]

export const start: Fields = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: '4096' }

const runNames: readonly string[] = (
  'model tokens system gpus seqLen globalBatchTokens mfu precision framework year profile grid ' +
  'powerPrice gpuHourPrice layout failureRate checkpointTime checkpointInterval restartTime ' +
  'queueLimit samples seed ranges'
).split(' ')

/** What the views themselves remember: limits, the programme, the pinned runs. */
const viewNames: readonly string[] = (
  'maxTime maxCost maxPower maxCarbon objective finish confidence case utilisation discount ' +
  'horizon rent nation spend vat duty served programme capital life covers residual facility ' +
  'facilityLife network storage people personCost maintenance decommissioning pue kwh goodput rate ' +
  'inflation stage pins policy budgets machineNodes coresPerNode fromDay ' +
  'untilDay runDay runFirst log rowAccelerator rowKind rowRole rowSource lesson set class form ' +
  'start lang baseline shownIn ownRate queueOptions'
).split(' ')

export const known = [...runNames, ...viewNames]

/** The run alone, without what the views remember. */
export function runOf(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => runNames.includes(name)))
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

export function viewOf(fragment: string): ViewId {
  const named = new URLSearchParams(fragment.replace(/^#/, '')).get('view')
  return viewIds.find((id) => id === named) ?? 'plan'
}

/** The run that a fragment names; unknown fields are left out, and an empty fragment is the first run. */
export function fromFragment(fragment: string): Fields {
  const pairs = pairsOf(fragment)
  const fields = Object.fromEntries(
    pairs.filter(([name, value]) => known.includes(name) && value !== '' && mayHold(name, value)),
  )
  return Object.keys(fields).length === 0 ? start : { ...start, ...fields }
}

/** Every pinned run names its model. What is long is a file of a person's own, or runs that hold one; else none of our fields. */
export function mayHold(name: string, text: string): boolean {
  if (text.length > longestValue && !/^({|model=)/.test(text)) return false
  return !text.startsWith(markOf) && (name !== 'baseline' || /(^|&)model=/.test(text))
}

/** Of a value in a link: a config.json of a person's own is a few thousand letters. */
export const longestValue = 60_000

export function pairsOf(fragment: string): readonly (readonly [name: string, value: string])[] {
  const pairs = [...new URLSearchParams(fragment.replace(/^#/, ''))]
  return pairs.map(([name, value]) => [name, apart.get(value) ?? value])
}

export const markOf = 'apart-'
/** What is too long for a link, by the mark in its place there; no mark is that of another page or time. */
const apart = new Map<string, string>()

/** The fields as a link holds them: what is too long for it stays here, and in the scenario file. */
export function linked(fields: Fields): Fields {
  const held = Object.entries(fields).map(([name, value]): [string, string] => {
    if (value.length <= longestValue) return [name, value]
    const known = [...apart].find(([, one]) => one === value)?.[0]
    const mark = known ?? `${markOf}${performance.timeOrigin.toString(36)}-${String(apart.size)}`
    apart.set(mark, value)
    return [name, mark]
  })
  return Object.fromEntries(held)
}
