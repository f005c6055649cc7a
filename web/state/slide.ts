/** The last step of a slider: which fields it changed, and when. */
export type Slide = { readonly names: string; readonly atMs: number }

/** Steps of one slider that follow each other within so long are one move, which Back takes back as a whole. */
const pauseMs = 1000

/** Whether a step goes on with the move of the last one. */
export function goesOn(last: Slide | null, next: Slide): boolean {
  return last !== null && last.names === next.names && next.atMs - last.atMs < pauseMs
}

/** The fields in which two sets of them differ, as one word. */
export function changedNames(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => (before[name] ?? '') !== (after[name] ?? '')).join(' ')
}
