import fc from 'fast-check'
import { all, create } from 'mathjs'
import { describe, expect, it } from 'vitest'
import { readFormula, type Variable } from '../../../sim/formula/expression/expression.ts'
import { functionNames, functions } from '../../../sim/formula/expression/functions.ts'
import { mostCharacters } from '../../../sim/formula/expression/tokens.ts'

const variables: readonly Variable[] = [
  { name: 'cost', unit: { CHF: 1 } },
  { name: 'tokens', unit: { token: 1 } },
  { name: 'carbon', unit: { tonne: 1 } },
  { name: 'days', unit: { day: 1 } },
]
const names = variables.map(({ name }) => name)
/** With real numbers alone: the root of a negative one is no number. */
const math = create(all ?? {}, { predictable: true })

function valueOf(text: string, values: readonly number[]): number {
  const read = readFormula(text, variables)
  if (!read.ok) throw new Error(read.fault.message)
  return read.formula.evaluate(values)
}

function faultOf(text: string) {
  const read = readFormula(text, variables)
  if (read.ok) throw new Error(`${text} was taken`)
  return read.fault
}

/** Expressions as text, from the grammar. */
const { anyText } = fc.letrec<{ anyText: string; atom: string; binary: string; call: string }>((tie) => ({
  anyText: fc.oneof({ depthSize: 'small' }, tie('atom'), tie('binary'), tie('call')),
  atom: fc.oneof(
    fc.constantFrom(...names),
    fc.double({ min: 0.01, max: 1e6, noNaN: true }).map((value) => value.toPrecision(5)),
  ),
  binary: fc
    .tuple(fc.constantFrom('+', '-', '*', '/', '^', '<', '>='), tie('anyText'), tie('anyText'), fc.boolean())
    .map(([operator, left, right, signed]) => `(${left}) ${operator} ${signed ? '-' : ''}(${right})`),
  call: fc
    .tuple(fc.constantFrom('abs', 'sqrt', 'exp', 'log', 'log2', 'log10', 'cbrt'), tie('anyText'))
    .map(([name, inside]) => `${name}(${inside})`),
}))

describe('a formula of the user', () => {
  it.each([
    ['cost / tokens', 2 / 3],
    ['carbon * 100 + cost', 5 * 100 + 2],
    ['-2 ^ 2', -4],
    ['2 ^ 3 ^ 2', 512],
    ['2 ^ -1', 0.5],
    ['10 - 4 - 3', 3],
    ['24 / 4 / 3', 2],
    ['cost * (days < 90)', 2],
    ['max(cost, 1, 7 - 1)', 6],
    ['min(3)', 3],
    ['pow(cost, 3)', 8],
    ['1.5e3 + .5', 1500.5],
    [' ( ( cost ) ) ', 2],
    ['+cost', 2],
    ['2 == 2', 1],
    ['2 != 2', 0],
  ])('%s is %d', (text, expected) => {
    expect(valueOf(text, [2, 3, 5, 7])).toBeCloseTo(expected, 12)
  })

  it('is worth what mathjs makes of it', () => {
    const numbers = fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(anyText, numbers, (text, values) => {
        const read = readFormula(
          text,
          variables.map(({ name }) => ({ name, unit: {} })),
        )
        if (!read.ok) return
        const ours = read.formula.evaluate(values)
        const scope = Object.fromEntries(names.map((name, index) => [name, values[index]]))
        const theirs: unknown = math.evaluate(text, scope)
        if (!Number.isFinite(Number(theirs)) || !Number.isFinite(ours)) return
        expect(Math.abs(ours - Number(theirs))).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(ours)))
      }),
      { numRuns: 2000, seed: 1 },
    )
  })

  it('knows a dozen functions, each as mathjs does', () => {
    expect(functionNames).toHaveLength(12)
    for (const [name, { arity, of }] of functions) {
      const values = [2.5, 1.5].slice(0, Math.min(2, arity[1]))
      const theirs: unknown = math.evaluate(`${name}(${values.join(', ')})`)
      expect(of(values), name).toBeCloseTo(Number(theirs), 12)
    }
  })
})

describe('units', () => {
  const unitOf = (text: string) => {
    const read = readFormula(text, variables)
    return read.ok ? read.formula.unit : read.fault.message
  }

  it.each([
    ['cost / tokens', 'CHF/token'],
    ['cost * days', 'CHF·day'],
    ['carbon * 100 + cost', 'CHF'],
    ['sqrt(cost * cost)', 'CHF'],
    ['cost / cost', 'a pure number'],
    ['tokens / days ^ 2', 'token/day^2'],
    ['cost < 5', 'a pure number'],
    ['max(cost, 2 * cost)', 'CHF'],
  ])('%s is in %s', (text, unit) => {
    expect(unitOf(text)).toBe(unit)
  })

  it.each([
    ['carbon + cost', 7],
    ['cost < days', 5],
    ['max(cost, carbon)', 0],
    ['cost * carbon - cost', 14],
  ])('%s adds unlike things, and the character is pointed at', (text, at) => {
    const fault = faultOf(text)
    expect(fault.at).toBe(at)
    expect(fault.message).toContain('are not alike')
  })

  it('agree with mathjs on what fits', () => {
    const withUnits = create(all ?? {})
    withUnits.createUnit('CHF')
    withUnits.createUnit('token')
    const scope = { cost: withUnits.unit(6, 'CHF'), tokens: withUnits.unit(3, 'token') }
    const perToken: unknown = withUnits.evaluate('cost / tokens', scope)
    expect(withUnits.isUnit(perToken) && perToken.toNumber('CHF/token')).toBe(
      valueOf('cost / tokens', [6, 3, 0, 0]),
    )
    expect(() => {
      withUnits.evaluate('cost + tokens', scope)
    }).toThrow()
    expect(faultOf('cost + tokens').message).toContain('CHF and token')
  })
})

describe('everything else is refused, at its character', () => {
  it.each([
    ['range(0,1e8)', 0, "'range' is not a function"],
    ['1:100000000', 1, 'a range'],
    ['[1,2,3]', 0, 'a list or matrix'],
    ['zeros(1e9)', 0, 'not a function'],
    ['cost = 5', 5, 'an assignment'],
    ['f(x) = x', 0, 'not a function'],
    ['cost; tokens', 4, 'a second expression'],
    ['cost.constructor', 4, 'a member'],
    ['cost["constructor"]', 4, 'a list'],
    ['"text"', 0, 'text in quotes'],
    ["'text'", 0, 'text in quotes'],
    ['{a: 1}', 0, 'an object'],
    ['import({}, {})', 0, 'not a function'],
    ['createUnit("x")', 0, 'not a function'],
    ['evaluate("1")', 0, 'not a function'],
    ['parse("1")', 0, 'not a function'],
    ['simplify("1")', 0, 'not a function'],
    ['derivative("x^2", "x")', 0, 'not a function'],
    ['reviver("x")', 0, 'not a function'],
    ['config({})', 0, 'not a function'],
    ['typed(1)', 0, 'not a function'],
    ['constructor(1)', 0, 'not a function'],
    ['__proto__', 0, 'has no meaning'],
    ['toString', 0, 'not a variable'],
    ['hasOwnProperty(1)', 0, 'not a function'],
    ['process', 0, 'not a variable'],
    ['globalThis', 0, 'not a variable'],
    ['factorial(170)', 0, 'not a function'],
    ['5!', 1, 'a factorial'],
    ['10 % 3', 3, 'a percentage'],
    ['1 and 2', 2, 'an operator is expected'],
    ['cost ? 1 : 2', 5, 'a choice'],
    ['cost tokens', 5, 'an operator is expected'],
    ['2cost', 1, 'an operator is expected'],
    ['3 m', 2, 'an operator is expected'],
    ['cost +', 6, 'in place of the end'],
    ['', 0, 'in place of the end'],
    ['(cost', 5, "')' is expected for the bracket at character 1"],
    ['cost)', 4, 'an operator is expected'],
    ['1 < 2 < 3', 6, 'comparisons do not follow'],
    ['sqrt()', 5, 'in place of'],
    ['sqrt(1, 2)', 0, 'takes 1 values'],
    ['pow(2)', 0, 'takes 2 values'],
    ['sqrt', 0, 'is a function'],
    ['1e999', 0, 'too large'],
    ['cost → 1', 5, 'has no meaning'],
    ['x -> 1', 0, 'not a variable'],
    ['`cost`', 0, 'text in quotes'],
  ])('%s', (text, at, words) => {
    const fault = faultOf(text)
    expect(fault.message).toContain(words)
    expect(fault.at).toBe(at)
  })

  it('long and deep ones, at once', () => {
    expect(faultOf('1+'.repeat(mostCharacters)).message).toContain('longer than')
    expect(faultOf(`${'('.repeat(100)}1${')'.repeat(100)}`).message).toContain('deeper than')
    expect(faultOf(`${'-'.repeat(200)}1`).message).toContain('deeper than')
    expect(faultOf(`2${'^2'.repeat(100)}`).message).toContain('deeper than')
  })

  it('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 600, unit: 'binary' }), (text) => {
        const read = readFormula(text, variables)
        if (read.ok) read.formula.evaluate([1, 2, 3, 4])
        else expect(read.fault.at).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 3000 },
    )
    const pieces = fc.constantFrom('cost', '1e9', '^', '(', ')', ',', 'max', 'exp', '-', ' ', '[', '=', '.')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 200 }), (parts) => {
        const read = readFormula(parts.join(''), variables)
        if (read.ok) read.formula.evaluate([1, 2, 3, 4])
      }),
      { numRuns: 3000 },
    )
  })
})
