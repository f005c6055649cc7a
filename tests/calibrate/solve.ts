/** Solves A·X = B for every column of B by Gaussian elimination with partial pivoting; A is square and regular. */
function eliminate(a: readonly Float64Array[], b: readonly Float64Array[]): readonly Float64Array[] {
  const n = a.length
  const width = n + (b[0]?.length ?? 0)
  const rows = a.map((row, index) => {
    const wide = new Float64Array(width)
    wide.set(row)
    wide.set(b[index] ?? [], n)
    return wide
  })
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0
  for (let i = 0; i < n; i += 1) {
    let pivot = i
    for (let j = i + 1; j < n; j += 1) if (Math.abs(at(j, i)) > Math.abs(at(pivot, i))) pivot = j
    const [upper, lower] = [rows[i], rows[pivot]]
    if (upper === undefined || lower === undefined) throw new Error('the matrix is not square')
    rows[i] = lower
    rows[pivot] = upper
    const scale = at(i, i)
    for (let k = i; k < width; k += 1) lower[k] = (lower[k] ?? 0) / scale
    rows.forEach((row, j) => {
      const factor = at(j, i)
      if (j === i || factor === 0) return
      for (let k = i; k < width; k += 1) row[k] = (row[k] ?? 0) - factor * (lower[k] ?? 0)
    })
  }
  return rows.map((row) => row.slice(n))
}

/** x of A·x = b. */
export function solve(a: readonly Float64Array[], b: Float64Array): Float64Array {
  const columns = Array.from(b, (value) => Float64Array.of(value))
  return Float64Array.from(eliminate(a, columns), (row) => row[0] ?? 0)
}

export function inverse(a: readonly Float64Array[]): readonly Float64Array[] {
  return eliminate(
    a,
    a.map((_, i) => Float64Array.from(a, (__, j) => (i === j ? 1 : 0))),
  )
}
