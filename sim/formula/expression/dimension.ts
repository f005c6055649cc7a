import { own } from '../../base/nearest.ts'
import type { Expression } from './parse.ts'
import type { Fault } from './tokens.ts'

/** A unit as a product of named ones: { CHF: 1, token: −1 }. No entry is a pure number. */
export type Dimension = Readonly<Record<string, number>>

/** What an expression is measured in. */
export type Measured = {
  readonly dimension: Dimension
  /** True while a bare number is a factor, which may carry whatever unit a sum needs. */
  readonly flexible: boolean
  /**
   * True once a sum needed one: `carbon * 100 + cost` reads 100 as money a tonne, and the answer says so.
   */
  readonly converted: boolean
}

/** A sum or comparison of unlike things without a number to convert between them. */
export class UnlikeUnits extends Error {
  readonly fault: Fault
  constructor(fault: Fault) {
    super(fault.message)
    this.fault = fault
  }
}

const plain: Measured = { dimension: {}, flexible: false, converted: false }
const open: Measured = { dimension: {}, flexible: true, converted: false }

/** The unit of an expression, given those of its variables; a fault where unlike things are added or compared. */
export function measure(expression: Expression, units: ReadonlyMap<string, Dimension>): Measured | Fault {
  try {
    return measured(expression, units)
  } catch (error) {
    if (error instanceof UnlikeUnits) return error.fault
    throw error
  }
}

function measured(node: Expression, units: ReadonlyMap<string, Dimension>): Measured {
  switch (node.kind) {
    case 'number':
      return open
    case 'variable':
      return { ...plain, dimension: units.get(node.name) ?? {} }
    case 'negative':
      return measured(node.of, units)
    case 'call':
      return called(
        node.name,
        node.arguments.map((part) => measured(part, units)),
        node.at,
      )
    case 'operation': {
      const left = measured(node.left, units)
      const right = measured(node.right, units)
      if (node.operator === '*') return times(left, right, 1)
      if (node.operator === '/') return times(left, right, -1)
      if (node.operator === '^') return raised(left, node.right)
      const joined = alike(left, right, node.at)
      return node.operator === '+' || node.operator === '-'
        ? joined
        : { ...plain, converted: joined.converted }
    }
  }
}

function times(left: Measured, right: Measured, sign: 1 | -1): Measured {
  const names = new Set([...Object.keys(left.dimension), ...Object.keys(right.dimension)])
  const entries = [...names].map(
    (name) => [name, (own(left.dimension, name) ?? 0) + sign * (own(right.dimension, name) ?? 0)] as const,
  )
  return {
    dimension: Object.fromEntries(entries.filter(([, power]) => power !== 0)),
    flexible: left.flexible || right.flexible,
    converted: left.converted || right.converted,
  }
}

/** A power by a number multiplies the exponents; by anything else its unit is whatever fits. */
function raised(base: Measured, exponent: Expression): Measured {
  if (exponent.kind !== 'number') return open
  return scaled(base, exponent.value)
}

function scaled({ dimension, ...rest }: Measured, by: number): Measured {
  const entries = Object.entries(dimension).map(([name, power]) => [name, power * by] as const)
  return { dimension: Object.fromEntries(entries.filter(([, power]) => power !== 0)), ...rest }
}

function alike(left: Measured, right: Measured, at: number): Measured {
  const converted = left.converted || right.converted
  if (isSame(left.dimension, right.dimension))
    return { dimension: left.dimension, flexible: left.flexible && right.flexible, converted }
  if (left.flexible) return { ...right, converted: true }
  if (right.flexible) return { ...left, converted: true }
  throw new UnlikeUnits({
    at,
    message: `the units ${unitWords(left.dimension)} and ${unitWords(right.dimension)} are not alike; multiply one by a number that converts it`,
  })
}

function isSame(a: Dimension, b: Dimension): boolean {
  const names = Object.keys({ ...a, ...b })
  return names.every((name) => (own(a, name) ?? 0) === (own(b, name) ?? 0))
}

function called(name: string, parts: readonly Measured[], at: number): Measured {
  const [first = plain] = parts
  if (name === 'sqrt') return scaled(first, 1 / 2)
  if (name === 'cbrt') return scaled(first, 1 / 3)
  if (name === 'exp' || name === 'pow' || name.startsWith('log')) return open
  return parts.reduce((joined, part) => alike(joined, part, at), first)
}

/** 'CHF/token', 't·day', 'a pure number'. */
export function unitWords(dimension: Dimension): string {
  const said = (power: number) => (power === 1 ? '' : `^${String(Number(power.toPrecision(3)))}`)
  const entries = Object.entries(dimension)
  const over = entries.filter(([, power]) => power > 0).map(([name, power]) => name + said(power))
  const under = entries.filter(([, power]) => power < 0).map(([name, power]) => `/${name}${said(-power)}`)
  if (entries.length === 0) return 'a pure number'
  return (over.length === 0 ? '1' : over.join('·')) + under.join('')
}
