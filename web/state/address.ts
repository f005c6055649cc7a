/** The run as words: what the controls hold and the address shows. Absent: left to the planner. */
export type Fields = { readonly [field: string]: string }

/** The views; an address without one means the plan. */
export const viewIds = ['plan', 'tradeoffs', 'queue', 'invest', 'compare', 'evidence', 'learn'] as const
export type ViewId = (typeof viewIds)[number]

export const start: Fields = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: '4096' }

const runNames: readonly string[] = (
  'model tokens system gpus seqLen globalBatchTokens mfu precision framework year profile grid ' +
  'powerPrice gpuHourPrice currency exchange layout failureRate checkpointTime checkpointInterval restartTime ' +
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
  if (text.startsWith(markOf) || text.startsWith(packedOf)) return false
  return name !== 'baseline' || /(^|&)model=/.test(text)
}

/** Of a value as a link holds it, compressed where that is shorter. */
export const longestValue = 60_000
/** A megabyte of anything is text in a box. */
export const mostOfFile = 2_000_000

/** As a link says it; what is held elsewhere, by its mark. */
export function pairsOf(fragment: string): readonly (readonly [name: string, value: string])[] {
  const pairs = [...new URLSearchParams(fragment.replace(/^#/, ''))]
  return pairs.map(([name, value]) => [name, texts.get(value) ?? value])
}

/** A mark of this page alone, of what no link can hold. */
export const markOf = 'apart-'
/** A mark that is the text itself, compressed. */
export const packedOf = 'packed-'
/** Shorter values stay readable in a link. */
const longestPlain = 1000
const texts = new Map<string, string>()
const marks = new Map<string, string>()

/** What a mark in a link stands for. */
export function hold(mark: string, text: string): void {
  texts.set(mark, text)
  marks.set(text, mark)
}

/** Whether a value is still to be compressed for its link. */
export function isToPack(value: string): boolean {
  return value.length > longestPlain && marks.get(value)?.startsWith(packedOf) !== true
}

/** Whether no link holds a value. */
export function isApart(value: string): boolean {
  return marks.get(value)?.startsWith(markOf) === true
}

/** The fragment that a link holds; what is too long for one stays here, and in the scenario file. */
export function linkOf(fields: Fields, view: ViewId = 'plan'): string {
  const held = Object.entries(fields).map(([name, value]): [string, string] => [name, markFor(value)])
  const isPacked = held.some(([, value]) => value.startsWith(packedOf))
  return `${isPacked ? `v=${String(linkVersion)}&` : ''}${toFragment(Object.fromEntries(held), view)}`
}

/** Of the links that this page makes: those of version 1 have nothing compressed, and do not name it. */
export const linkVersion = 2

function markFor(value: string): string {
  if (value.length <= longestPlain) return value
  if (value.length > longestValue && !marks.has(value))
    hold(`${markOf}${performance.timeOrigin.toString(36)}-${String(texts.size)}`, value)
  return marks.get(value) ?? value
}
