/**
 * The points that no other point beats: none is at least as low in every objective and lower in one. Of points that
 * are equal in all, the first stays. Points with a value that is no number are left out.
 *
 * Sorted by the first objective, a point can only be beaten by one before it, so each is held against the front so
 * far: n · f comparisons for a front of f.
 *
 * @param values  one row a point, one column an objective, all to be made small
 * @returns       indices of the front, ascending by the first objective
 */
export function paretoFront(values: readonly (readonly number[])[]): readonly number[] {
  const order = values
    .map((_, index) => index)
    .filter((index) => (values[index] ?? []).every((value) => !Number.isNaN(value)))
    .sort((a, b) => compareRows(values[a] ?? [], values[b] ?? []) || a - b)
  const front: number[] = []
  for (const index of order) {
    const row = values[index] ?? []
    if (!front.some((kept) => covers(values[kept] ?? [], row))) front.push(index)
  }
  return front
}

function compareRows(a: readonly number[], b: readonly number[]): number {
  for (let column = 0; column < a.length; column += 1) {
    const x = a[column] ?? 0
    const y = b[column] ?? 0
    if (x !== y) return x < y ? -1 : 1
  }
  return 0
}

/** At least as low everywhere: of two different rows that is to dominate, of two equal ones to be a duplicate. */
function covers(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, column) => value <= (b[column] ?? 0))
}
