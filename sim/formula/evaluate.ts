import { type Formula, valueOf, type Values } from './chain.ts'

export type Evaluated = { readonly value: number; readonly unit: string }

/**
 * Evaluates a headline formula with units, as an oracle independent of the code: mathjs multiplies the quantities
 * and refuses dimensions that do not fit. Loads mathjs on first use, for it is large.
 *
 * @param values    in the unit of each symbol, at full precision
 * @param currency  ISO 4217, what 'money' stands for
 */
export async function evaluateFormula(
  formula: Formula,
  values: Values,
  currency: string,
): Promise<Evaluated> {
  const math = await loadMath(currency)
  const scope = Object.fromEntries(
    formula.symbols.map(({ symbol, unit }) => {
      const value = valueOf(values, symbol)
      return [symbol, unit === '' ? value : math.unit(value, unit.replace('money', currency))]
    }),
  )
  const unit = formula.unit.replace('money', currency)
  const result: unknown = math.evaluate(formula.expression, scope)
  if (!math.isUnit(result)) throw new Error(`${formula.id} has no unit`)
  return { value: result.toNumber(unit), unit }
}

async function loadMath(currency: string) {
  const { all, create } = await import('mathjs')
  if (all === undefined) throw new Error('mathjs has no functions')
  const math = create(all)
  math.createUnit(['FLOP', 'token', 'GPU', currency].reduce((units, name) => ({ ...units, [name]: {} }), {}))
  return math
}
