/** A word as ids are written: in small letters, with dashes. */
export function asId(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')
}

/** Longer than any id; the work grows with it. */
const longestWord = 64

/** The known words most like the one given, nearest first: what an error offers. */
export function nearestIds(word: string, known: readonly string[], howMany = 3): readonly string[] {
  const wanted = asId(word.slice(0, longestWord))
  return known
    .map((id) => ({ id, away: unlikeness(wanted, id.toLowerCase()) }))
    .sort((a, b) => a.away - b.away || (a.id < b.id ? -1 : 1))
    .slice(0, howMany)
    .map(({ id }) => id)
}

/** Edits from one word to the other; a shared beginning counts in favour, and most where it is the whole word. */
function unlikeness(a: string, b: string): number {
  let shared = 0
  while (shared < a.length && a[shared] === b[shared]) shared += 1
  const isBeginning = shared === a.length && shared > 2
  return (isBeginning ? (b.length - a.length) / longestWord : editDistance(a, b)) - shared / 2
}

/** That a name is no field; with the one that was probably meant, or where none is like it with all that there are. */
export function notAField(name: string, fields: readonly string[]): string {
  const [near] = likeIds(name, fields)
  return `is not a field${near === undefined ? `; the fields are ${fields.join(', ')}` : `; did you mean ${near}?`}`
}

/** Those of the nearest that are like the word: an offer that is not may mislead. */
export function likeIds(word: string, known: readonly string[]): readonly string[] {
  const wanted = asId(word.slice(0, longestWord))
  return nearestIds(word, known).filter(
    (id) => unlikeness(wanted, id.toLowerCase()) <= Math.max(1, id.length / 3),
  )
}

/** Levenshtein distance, row by row. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const changed = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1)
      current.push(Math.min(changed, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}

/**
 * What a table has under a name; undefined for what every object has by itself, such as `constructor`. Whatever a person
 * wrote is looked up by this.
 */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}
