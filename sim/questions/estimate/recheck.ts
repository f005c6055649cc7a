import { chain } from '../../formula/chain.ts'
import { evaluateFormula, type Evaluated } from '../../formula/evaluate.ts'
import type { EstimateAnswer } from './answer.ts'

/**
 * Evaluates one of an answer's formulas again with units, independently of the code. Loads the formula engine on
 * first use.
 */
export async function recheckFormula(answer: EstimateAnswer, formulaId: string): Promise<Evaluated> {
  const explained = answer.formulas.find(({ id }) => id === formulaId)
  const formula = chain.find(({ id }) => id === formulaId)
  if (explained === undefined || formula === undefined) throw new Error(`there is no formula ${formulaId}`)
  const values = Object.fromEntries(explained.symbols.map(({ symbol, value }) => [symbol, value]))
  return evaluateFormula(formula, values, answer.totals.cost.currency)
}
