/** Which column of a file is which of ours, and what a time in it counts. */
export type Mapping = Readonly<Record<string, { readonly column: string; readonly unit: string }>>

/** The names in the first line of a table; it has to be cut by the commonest of the usual marks. */
export function headerOf(text: string): readonly string[] {
  const [line = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)
  const marks = [',', ';', '\t', '|']
  const [mark = ','] = [...marks].sort((a, b) => line.split(b).length - line.split(a).length)
  return line.split(mark).map((name) => name.trim().replaceAll(/^"|"$/g, ''))
}

/** What people call the columns of a log, the likeliest first. */
const likely: Readonly<Record<string, RegExp>> = {
  submit: /submit|submission|queued|enqueue|arriv|create/i,
  nodes: /nodes|^node$|node.?count/i,
  requested_s: /limit|request|wall_?time|estimate|timelimit/i,
  actual_s: /^run_?time|elapsed|duration|actual|run/i,
  project: /project|account|group/i,
  id: /^id$|job.?(id|name|number)/i,
}

const unitOf: readonly (readonly [unit: string, name: RegExp])[] = [
  ['min', /min/i],
  ['h', /hour|_h$|\bh\b/i],
  ['d', /day|_d$/i],
]

/** A guess at which column is which, for a person to confirm: each column is taken once. */
export function mappingOf(header: readonly string[]): Mapping {
  const left = new Set(header)
  return Object.fromEntries(
    Object.entries(likely).flatMap(([name, pattern]) => {
      const column = [...left].find((one) => pattern.test(one))
      if (column === undefined) return []
      left.delete(column)
      const unit = unitOf.find(([, looks]) => looks.test(column))?.[0] ?? 's'
      return [[name, { column, unit: name === 'submit' ? 's' : unit }] as const]
    }),
  )
}

/** The mapping as the simulation takes it: `{ submit: 'timestamp', actual_s: 'elapsed:min' }`. */
export function columnsOf(mapping: Mapping): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(mapping).flatMap(([name, { column, unit }]) =>
      column === '' ? [] : [[name, unit === 's' ? column : `${column}:${unit}`] as const],
    ),
  )
}
