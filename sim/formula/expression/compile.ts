import { functions } from './functions.ts'
import type { Expression, Operator } from './parse.ts'

/** A compiled expression: reads its variables by their place in the list that it was compiled with. */
export type Evaluate = (values: ArrayLike<number>) => number

/**
 * Turns a checked expression into nested closures. No text reaches the engine, there are no loops and no calls but
 * those of the list, so that an evaluation takes as many steps as the expression has nodes.
 */
export function compile(expression: Expression, variables: readonly string[]): Evaluate {
  switch (expression.kind) {
    case 'number': {
      const { value } = expression
      return () => value
    }
    case 'variable': {
      const index = variables.indexOf(expression.name)
      return (values) => values[index] ?? Number.NaN
    }
    case 'negative': {
      const of = compile(expression.of, variables)
      return (values) => -of(values)
    }
    case 'operation': {
      const [left, right] = [compile(expression.left, variables), compile(expression.right, variables)]
      const of = operations[expression.operator]
      return (values) => of(left(values), right(values))
    }
    case 'call': {
      const known = functions.get(expression.name)
      if (known === undefined) throw new Error(`the parser let ${expression.name} pass`)
      const parts = expression.arguments.map((part) => compile(part, variables))
      return (values) => known.of(parts.map((part) => part(values)))
    }
  }
}

const operations: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
}
