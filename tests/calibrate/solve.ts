/** Solves A·x = b by Gaussian elimination with partial pivoting; A is square and regular. */
export function solve(a: readonly (readonly number[])[], b: readonly number[]): readonly number[] {
  const n = b.length
  const rows = a.map((row, index) => Float64Array.from([...row, b[index] ?? 0]))
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0
  for (let i = 0; i < n; i += 1) {
    let pivot = i
    for (let j = i + 1; j < n; j += 1) if (Math.abs(at(j, i)) > Math.abs(at(pivot, i))) pivot = j
    const [upper, lower] = [rows[i], rows[pivot]]
    if (upper === undefined || lower === undefined) throw new Error('the matrix is not square')
    rows[i] = lower
    rows[pivot] = upper
    for (let j = i + 1; j < n; j += 1) {
      const factor = at(j, i) / at(i, i)
      const row = rows[j]
      if (factor === 0 || row === undefined) continue
      for (let k = i; k <= n; k += 1) row[k] = (row[k] ?? 0) - factor * at(i, k)
    }
  }
  const x = new Float64Array(n)
  for (let i = n - 1; i >= 0; i -= 1) {
    let rest = at(i, n)
    for (let k = i + 1; k < n; k += 1) rest -= at(i, k) * (x[k] ?? 0)
    x[i] = rest / at(i, i)
  }
  return Array.from(x)
}
