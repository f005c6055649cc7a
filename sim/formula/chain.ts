import told from '../data/formula/chain.json' with { type: 'json' }
import { own } from '../base/nearest.ts'

/** A headline formula: an expression of mathjs over symbols, and the unit its value is shown in. */
export type Formula = {
  readonly id: string
  readonly title: string
  readonly expression: string
  readonly unit: string
  readonly symbols: readonly FormulaSymbol[]
  readonly note: string | null
}

export type FormulaSymbol = { readonly symbol: string; readonly label: string; readonly unit: string }

const labels: Readonly<Record<string, readonly string[]>> = told.labels

function symbolsOf(expression: string): readonly FormulaSymbol[] {
  const names = [...new Set(expression.match(/[A-Za-z][A-Za-z0-9]*/g) ?? [])]
  return names.map((symbol) => {
    const [label = symbol, unit = ''] = own(labels, symbol) ?? []
    return { symbol, label, unit }
  })
}

/**
 * The headline chain: FLOPs → GPU-hours → days → MWh → tonnes → money. A median of products is not the product of the
 * medians: a factor of its own, so that the figure is the printed one.
 */
export const chain: readonly Formula[] = told.formulas.map((formula) => ({
  ...formula,
  symbols: symbolsOf(formula.expression),
}))
