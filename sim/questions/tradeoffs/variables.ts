import table from '../../data/questions/measures.json' with { type: 'json' }
import type { Variable } from '../../formula/expression/expression.ts'

export type Measure = keyof typeof table
const isMeasure = (name: string): name is Measure => name in table
/** What a point is measured by: objectives, limits and formulas name these. */
export const measures = Object.keys(table).filter(isMeasure)

/** Each measure's unit, and what it is made of in a formula; 'money' stands for the currency of the points. */
export const unitsOf: Readonly<Record<Measure, Pick<Variable, 'unit'> & { readonly shown: string }>> = table

/** The variables of a user's formula, in the order in which a point's numbers stand. */
export function variablesIn(currency: string | null): readonly Variable[] {
  return measures.map((name) => ({
    name,
    unit: name === 'cost' && currency !== null ? { [currency]: 1 } : unitsOf[name].unit,
  }))
}
