export type Token = {
  readonly kind: 'number' | 'name' | 'operator' | 'end' | 'wrong'
  /** As written; of a wrong one, what is wrong with it. */
  readonly text: string
  /** Place of its first character, from 0. */
  readonly at: number
}

/** What is wrong with an expression, and where. */
export type Fault = { readonly at: number; readonly message: string }

/** Longer expressions are refused before they are read. */
export const mostCharacters = 500

const numberPattern = /^(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/
const namePattern = /^[A-Za-z][A-Za-z0-9_]*/
const operators = ['<=', '>=', '==', '!=', '<', '>', '+', '-', '*', '/', '^', '(', ')', ','] as const

/** What mathjs would take and this language does not, with the word for it. */
const refused: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^["'`]/, 'text in quotes'],
  [/^[[\]]/, 'a list or matrix'],
  [/^[{}]/, 'an object'],
  [/^:/, 'a range'],
  [/^;/, 'a second expression'],
  [/^=/, 'an assignment or definition'],
  [/^\?/, 'a choice'],
  [/^[!]/, 'a factorial or negation'],
  [/^%/, 'a percentage or remainder'],
  [/^[&|~]/, 'a logical or bitwise operator'],
  [/^\./, 'a member of an object'],
  [/^[#\\@$]/, 'this sign'],
]

/**
 * Cuts an expression into numbers, names and operators. The first thing that is none of them ends the list as a wrong
 * token, so that a fault before it is told first.
 */
export function tokenise(text: string): readonly Token[] | Fault {
  if (text.length > mostCharacters) {
    return { at: mostCharacters, message: `is longer than ${String(mostCharacters)} characters` }
  }
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const rest = text.slice(at)
    const space = /^\s+/.exec(rest)
    if (space !== null) {
      at += space[0].length
      continue
    }
    const token = tokenAt(rest, at)
    tokens.push(token)
    if (token.kind === 'wrong') return tokens
    at += token.text.length
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }]
}

function tokenAt(rest: string, at: number): Token {
  const number = numberPattern.exec(rest)
  if (number !== null) return { kind: 'number', text: number[0], at }
  const name = namePattern.exec(rest)
  if (name !== null) return { kind: 'name', text: name[0], at }
  const operator = operators.find((one) => rest.startsWith(one))
  if (operator !== undefined) return { kind: 'operator', text: operator, at }
  const known = refused.find(([pattern]) => pattern.test(rest))
  const sign = [...rest][0] ?? ''
  return {
    kind: 'wrong',
    at,
    text: known === undefined ? `'${sign}' has no meaning here` : `${known[1]} ('${sign}') is not allowed`,
  }
}
