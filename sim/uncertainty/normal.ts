/** Distribution function and quantile of the standard normal distribution. */

const cdfSplit = 7.07106781186547
const rootTwoPi = Math.sqrt(2 * Math.PI)

/**
 * Φ(z), to 1e-15. Source: Hart 1968, algorithm 5666, as in West 2005, 'Better approximations to cumulative normal
 * functions'.
 */
export function normalCdf(z: number): number {
  const size = Math.abs(z)
  const density = Math.exp((-size * size) / 2)
  const tail =
    size < cdfSplit
      ? (density * polynomial(cdfOver, size)) / polynomial(cdfUnder, size)
      : density / (size + 1 / (size + 2 / (size + 3 / (size + 4 / (size + 0.65))))) / rootTwoPi
  return z > 0 ? 1 - tail : tail
}

/**
 * Φ⁻¹(p) for p strictly between 0 and 1. Source: Wichura 1988, algorithm AS 241, PPND16: relative error 1e-16.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(centralOver, r)) / polynomial(centralUnder, r)
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  const [over, under, x] = r <= 5 ? [betweenOver, betweenUnder, r - 1.6] : [tailOver, tailUnder, r - 5]
  const size = polynomial(over, x) / polynomial(under, x)
  return q < 0 ? -size : size
}

/** Coefficients of the quotients above, over and under the line, of the highest power first. */
const cdfOver = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
]
const cdfUnder = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
  793.826512519948, 440.413735824752,
]
const centralOver = [
  2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
  13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
]
const centralUnder = [
  5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
  5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1,
]
const betweenOver = [
  7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
  3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
]
const betweenUnder = [
  1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
  0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
]
const tailOver = [
  2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
  0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
]
const tailUnder = [
  2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
  0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1,
]

/** By Horner's rule, the coefficient of the highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0
  for (let at = 0; at < coefficients.length; at += 1) value = value * x + (coefficients[at] ?? 0)
  return value
}

/** Standard normal score of the 90th centile. */
export const z90 = normalQuantile(0.9)
