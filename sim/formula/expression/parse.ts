import { functionNames, functions } from './functions.ts'
import { tokenise, type Fault, type Token } from './tokens.ts'

export type Operator = '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=' | '==' | '!='

/** A checked expression: nothing but these five kinds of node can come out of the parser. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'variable'; readonly name: string; readonly at: number }
  | { readonly kind: 'negative'; readonly of: Expression; readonly at: number }
  | {
      readonly kind: 'operation'
      readonly operator: Operator
      readonly left: Expression
      readonly right: Expression
      readonly at: number
    }
  | {
      readonly kind: 'call'
      readonly name: string
      readonly arguments: readonly Expression[]
      readonly at: number
    }

/** Deeper nesting is refused: it would only serve to exhaust the stack. */
const mostDepth = 40

const comparisons: readonly Operator[] = ['<=', '>=', '==', '!=', '<', '>']
const sums: readonly Operator[] = ['+', '-']
const products: readonly Operator[] = ['*', '/']

/** Thrown inside the parser alone and caught at its edge. */
class Wrong extends Error {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

/**
 * Reads `cost / tokens`, `carbon * 100 + cost`, `cost * (wallClockDays < 90)`: numbers, the variables that are
 * named, + − * / ^, comparisons and a dozen functions, with the precedence of mathjs. A comparison is 1 or 0.
 */
export function parseExpression(text: string, variables: readonly string[]): Expression | Fault {
  const tokens = tokenise(text)
  if ('message' in tokens) return tokens
  try {
    return new Parser(tokens, new Set(variables)).whole()
  } catch (error) {
    if (error instanceof Wrong) return { at: error.at, message: error.message }
    throw error
  }
}

/** Recursive descent: a place in the tokens, and one method for each level of precedence. */
class Parser {
  private place = 0
  private depth = 0
  private readonly tokens: readonly Token[]
  private readonly variables: ReadonlySet<string>

  constructor(tokens: readonly Token[], variables: ReadonlySet<string>) {
    this.tokens = tokens
    this.variables = variables
  }

  whole(): Expression {
    const found = this.comparison()
    const next = this.look()
    if (next.kind !== 'end') throw new Wrong(next.at, `an operator is expected before '${next.text}'`)
    return found
  }

  private look(): Token {
    const token = this.tokens[this.place]
    if (token === undefined) throw new Error('the last token is the end')
    if (token.kind === 'wrong') throw new Wrong(token.at, token.text)
    return token
  }

  private take(): Token {
    const token = this.look()
    this.place += 1
    return token
  }

  private operatorAmong(wanted: readonly Operator[]): Operator | null {
    const { kind, text } = this.look()
    return kind === 'operator' ? (wanted.find((one) => one === text) ?? null) : null
  }

  private comparison(): Expression {
    const left = this.sum()
    const operator = this.operatorAmong(comparisons)
    if (operator === null) return left
    const { at } = this.take()
    const right = this.sum()
    if (this.operatorAmong(comparisons) !== null)
      throw new Wrong(this.look().at, 'comparisons do not follow one another; use brackets')
    return { kind: 'operation', operator, left, right, at }
  }

  private sum(): Expression {
    return this.leftToRight(sums, () => this.product())
  }

  private product(): Expression {
    return this.leftToRight(products, () => this.signed())
  }

  private leftToRight(operators: readonly Operator[], next: () => Expression): Expression {
    let left = next()
    for (let operator = this.operatorAmong(operators); operator !== null;) {
      const { at } = this.take()
      left = { kind: 'operation', operator, left, right: next(), at }
      operator = this.operatorAmong(operators)
    }
    return left
  }

  private signed(): Expression {
    const sign = this.operatorAmong(sums)
    if (sign === null) return this.power()
    const { at } = this.take()
    const of = this.deeper(at, () => this.signed())
    return sign === '-' ? { kind: 'negative', of, at } : of
  }

  /** a ^ b ^ c is a ^ (b ^ c), and −a ^ b is −(a ^ b), as in mathjs. */
  private power(): Expression {
    const left = this.primary()
    const operator = this.operatorAmong(['^'])
    if (operator === null) return left
    const { at } = this.take()
    return { kind: 'operation', operator, left, right: this.deeper(at, () => this.signed()), at }
  }

  private primary(): Expression {
    const token = this.take()
    if (token.kind === 'number') return this.number(token)
    if (token.kind === 'name') return this.named(token)
    if (token.text === '(') {
      const inside = this.deeper(token.at, () => this.comparison())
      this.expect(')', token.at)
      return inside
    }
    const instead = token.kind === 'end' ? 'the end' : `'${token.text}'`
    throw new Wrong(token.at, `a number, a variable or a bracket is expected in place of ${instead}`)
  }

  private number({ text, at }: Token): Expression {
    const value = Number(text)
    if (!Number.isFinite(value)) throw new Wrong(at, `${text} is too large`)
    return { kind: 'number', value, at }
  }

  private named({ text: name, at }: Token): Expression {
    const isCall = this.look().kind === 'operator' && this.look().text === '('
    if (isCall) return this.call(name, at)
    if (this.variables.has(name)) return { kind: 'variable', name, at }
    const hint = functionNames.includes(name) ? `is a function; write ${name}(…)` : `is not a variable here`
    throw new Wrong(at, `'${name}' ${hint}; the variables are ${[...this.variables].join(', ')}`)
  }

  private call(name: string, at: number): Expression {
    const known = functions.get(name)
    if (known === undefined)
      throw new Wrong(at, `'${name}' is not a function here; the functions are ${functionNames.join(', ')}`)
    const open = this.take().at
    const found = [this.deeper(open, () => this.comparison())]
    while (this.look().text === ',') {
      this.take()
      found.push(this.deeper(open, () => this.comparison()))
    }
    this.expect(')', open)
    const [least, most] = known.arity
    if (found.length < least || found.length > most) {
      const wanted = least === most ? String(least) : `${String(least)} to ${String(most)}`
      throw new Wrong(at, `${name} takes ${wanted} values and was given ${String(found.length)}`)
    }
    return { kind: 'call', name, arguments: found, at }
  }

  private expect(text: string, opened: number): void {
    const token = this.take()
    if (token.text !== text)
      throw new Wrong(token.at, `'${text}' is expected for the bracket at character ${String(opened + 1)}`)
  }

  private deeper<T>(at: number, read: () => T): T {
    this.depth += 1
    if (this.depth > mostDepth) throw new Wrong(at, `is nested deeper than ${String(mostDepth)}`)
    const found = read()
    this.depth -= 1
    return found
  }
}
