export type KnownFunction = {
  readonly arity: readonly [least: number, most: number]
  readonly of: (values: readonly number[]) => number
}

const one = (f: (value: number) => number): KnownFunction => ({ arity: [1, 1], of: ([x = 0]) => f(x) })

/** The dozen functions of an expression; the logarithm is the natural one, as in mathjs. */
export const functions: ReadonlyMap<string, KnownFunction> = new Map<string, KnownFunction>([
  ['abs', one(Math.abs)],
  ['sqrt', one(Math.sqrt)],
  ['cbrt', one(Math.cbrt)],
  ['exp', one(Math.exp)],
  ['log', one(Math.log)],
  ['log2', one(Math.log2)],
  ['log10', one(Math.log10)],
  ['ceil', one(Math.ceil)],
  ['floor', one(Math.floor)],
  ['min', { arity: [1, 20], of: (values) => Math.min(...values) }],
  ['max', { arity: [1, 20], of: (values) => Math.max(...values) }],
  ['pow', { arity: [2, 2], of: ([base = 0, exponent = 0]) => base ** exponent }],
])

export const functionNames: readonly string[] = [...functions.keys()]
