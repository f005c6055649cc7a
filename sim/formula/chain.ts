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

type Table<Told> = {
  /** Of each symbol its label and its unit, in the order in which the symbols of a formula are told. */
  readonly labels: { readonly [symbol: string]: readonly string[] }
  readonly formulas: readonly Told[]
}

/** Formulas of a table, each with the symbols that stand in it. */
export function formulasOf<Told extends Pick<Formula, 'expression'>>({ labels, formulas }: Table<Told>) {
  const symbols = Object.entries(labels).map(([symbol, [label = '', unit = '']]) => ({ symbol, label, unit }))
  return formulas.map((formula) => {
    const names = new Set(formula.expression.match(/[A-Za-z][A-Za-z0-9]*/g))
    return { ...formula, symbols: symbols.filter(({ symbol }) => names.has(symbol)) }
  })
}

/**
 * The headline chain: FLOPs → GPU-hours → days → MWh → tonnes → money. A median of products is not the product of the
 * medians: a factor of its own, so that the figure is the printed one.
 */
export const chain: readonly Formula[] = formulasOf(told)

/** The values that a formula's symbols stand for, in the units of the symbols. */
export type Values = { readonly [symbol: string]: number }

/** A formula with its numbers put in: still a mathjs expression. 'money' becomes the currency. */
export function substitute(
  formula: Pick<Formula, 'expression' | 'symbols'>,
  values: Values,
  currency: string,
): string {
  const units = new Map(formula.symbols.map(({ symbol, unit }) => [symbol, unit.replace('money', currency)]))
  return formula.expression.replaceAll(/[A-Za-z][A-Za-z0-9]*/g, (symbol) =>
    quantity(valueOf(values, symbol), units.get(symbol) ?? ''),
  )
}

/** A symbol's value; a symbol without one is a bug of the caller. */
export function valueOf(values: Values, symbol: string): number {
  const value = own(values, symbol)
  if (value === undefined) throw new Error(`the formula symbol ${symbol} has no value`)
  return value
}

function quantity(value: number, unit: string): string {
  const digits = plain(value)
  return unit === '' ? digits : `(${digits} ${unit})`
}

/** Six significant digits, enough to check by hand, and exact for round numbers. */
function plain(value: number): string {
  if (value === 0) return '0'
  const short = Number(value.toPrecision(6))
  return Math.abs(short) >= 1e7 || Math.abs(short) < 1e-4 ? short.toExponential() : String(short)
}
