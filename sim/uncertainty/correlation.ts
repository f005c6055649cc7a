/** Two inputs that move together, −1 to 1: the correlation of their normal scores. */
export type Correlation = readonly [one: string, other: string, correlation: number]

/**
 * Lower triangle L of a Gaussian copula, row by row, so that L · ε has the wanted correlations when the ε are
 * independent normal scores; null when no such scores exist (the correlations contradict each other). Pairs of which
 * one is not among the inputs are left out: a certain input moves with nothing.
 *
 * Source: Cholesky decomposition of the correlation matrix.
 */
export function copula(ids: readonly string[], correlations: readonly Correlation[]): Float64Array | null {
  const n = ids.length
  const lower = new Float64Array(n * n)
  const wanted = correlationMatrix(ids, correlations)
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = wanted[row * n + column] ?? 0
      for (let k = 0; k < column; k += 1) rest -= (lower[row * n + k] ?? 0) * (lower[column * n + k] ?? 0)
      if (row === column && rest <= 1e-12) return null
      lower[row * n + column] = row === column ? Math.sqrt(rest) : rest / (lower[column * n + column] ?? 1)
    }
  }
  return lower
}

function correlationMatrix(ids: readonly string[], correlations: readonly Correlation[]): Float64Array {
  const n = ids.length
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i += 1) matrix[i * n + i] = 1
  for (const [one, other, correlation] of correlations) {
    const i = ids.indexOf(one)
    const j = ids.indexOf(other)
    if (i < 0 || j < 0 || i === j) continue
    matrix[i * n + j] = correlation
    matrix[j * n + i] = correlation
  }
  return matrix
}
