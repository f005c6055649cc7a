import type { Read } from '../../sim/index.ts'
import type { Fields } from '../state/address.ts'
import { readJson } from '../state/own-file.ts'
import type { Said } from '../state/said.ts'

/** Settings of one number or one length of time, by where they stand in the options of the command line and the API. */
export const ownNumbers = {
  power: ['powerCapW', 'busyW', 'idleW'],
  failures: ['failures.per1000NodeDays', 'failures.repair', 'failures.checkpoint', 'failures.restart'],
  priority: ['priority.age', 'priority.fairShare', 'priority.size', 'priority.qos'],
} as const
/** Those that are lists. */
export const ownLists = ['windows', 'budgets'] as const

/** What an options.json may say here; what else the command line is asked has other controls or none. */
const known =
  /^(windows|limits|priority|backfill|tiers|usageFactors|preemption|failures|budgets|(powerCap|busy|idle)W|pue|kgCo2ePerKwh)$/

/** The parts of an object; none of anything else. */
export function partsOf(value: unknown): Said {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

/** The settings read last: each control asks for its own of them, and they may be a megabyte. */
const last: { text: string; said: Said } = { text: '', said: {} }

/** The settings as far as their JSON can be read. */
export function ownOf(text: string): Said {
  if (text === last.text) return last.said
  const read = readJson('queueOptions', text)
  return Object.assign(last, { text, said: read.ok ? partsOf(read.value) : {} }).said
}

/** The settings as the command line and the API are asked for them, or what is wrong with their JSON. */
export function optionsOf(text: string): Read<Said> {
  const read = text === '' ? null : readJson('queueOptions', text)
  if (read?.ok === false) return read
  const options = partsOf(read?.value)
  const strange = Object.keys(options).filter((name) => !known.test(name))
  if (strange.length === 0) return { ok: true, value: options }
  const message = 'is no field that this page has'
  return { ok: false, problems: strange.map((name) => ({ field: `queueOptions.${name}`, message })) }
}

/** Whether a text is an options.json; a workload may have windows as well. */
export function isOptions(text: string): boolean {
  const names = Object.keys(ownOf(text))
  return names.some((name) => known.test(name)) && !names.includes('jobs')
}

/** The fields of the page that an options.json sets; what is no JSON is left to be mended. */
export function fieldsOfOptions(text: string): Fields {
  const { policy, nodes: machineNodes, coresPerNode, ...own } = ownOf(text)
  const others = Object.entries({ policy, machineNodes, coresPerNode }).filter(
    ([, said]) => said !== undefined,
  )
  const isRead = Object.keys(own).length + others.length > 0
  return {
    ...Object.fromEntries(others.map(([name, said]) => [name, String(said)])),
    queueOptions: isRead ? withPart(own, '', '') : text.trim(),
  }
}

/** What stands at a path of one or two names. */
export function partAt(options: Said, path: string): unknown {
  const [part = '', name] = path.split('.')
  return name === undefined ? options[part] : partsOf(options[part])[name]
}

/** The JSON with something else at a path; without it, and without its part where that is all, where nothing is said. */
export function withPart(options: Said, path: string, said: string): string {
  const [part = '', name] = path.split('.')
  const value = name === undefined ? meant(said) : { ...partsOf(options[part]), [name]: meant(said) }
  const text = JSON.stringify({ ...options, [part]: JSON.stringify(value) === '{}' ? undefined : value })
  return text === '{}' ? '' : text
}

/** A number or a list where the text is one; a text such as 4h or 5M is left to the reader of the options. */
function meant(said: string): unknown {
  const text = said.trim()
  const number = Number(text.replace(',', '.'))
  if (text === '') return undefined
  const read = readJson('', text)
  return Number.isNaN(number) ? (read.ok ? read.value : text) : number
}

export function controlOf(field: string, own: string): string {
  const [part = ''] = field.split('.')
  if (part === 'nodes') return 'machineNodes'
  if (!known.test(part) || !(part in ownOf(own))) return part
  const paths: readonly string[] = Object.values(ownNumbers).flat()
  return paths.includes(field)
    ? field
    : ownLists.some((list) => list === part)
      ? `own-${part}`
      : 'queueOptions'
}
