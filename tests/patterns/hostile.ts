import type { AST } from '@eslint-community/regexpp'

/** A text that grows: what it begins with, what is written again and again, how it ends. */
export type Hostile = { readonly head: string; readonly pump: string; readonly tail: string }

/** Characters that patterns of people's words tell apart. */
const usual = [...' 0a,"(-=']
const mostLetters = 9
const many = 8

/** Texts made from a pattern: up to each repetition what it wants, then what it repeats, then what it does not want. */
export function hostileTo(pattern: AST.Pattern, flags: string): readonly Hostile[] {
  const letters = lettersOf(pattern, flags)
  const spots = pattern.alternatives.flatMap((one) => spotsIn(one.elements, '', flags))
  const heads = [...new Set(['', ...spots.map(({ head }) => head)])]
  const singles = [...new Set([...letters, ...usual])]
  const pairs = letters.flatMap((one) => letters.map((other) => one + other))
  const pumps = [...new Set([...singles, ...pairs, ...spots.map(({ pump }) => pump)])]
  const ended = (head: string, pump: string, tails: readonly string[]) =>
    tails.map((tail) => ({ head, pump, tail }))
  return [
    ...heads.flatMap((head) => pumps.flatMap((pump) => ended(head, pump, ['', '\u0001']))),
    ...spots.flatMap(({ head, pump }) => ended(head, pump, letters)),
  ]
}

type Node = AST.Element | AST.QuantifiableElement
type Spot = { readonly head: string; readonly pump: string }

/** One letter of each kind that a pattern names. */
function lettersOf(pattern: AST.Pattern, flags: string): readonly string[] {
  const found = new Set<string>()
  const look = (node: Node) => {
    if (node.type === 'Quantifier') look(node.element)
    else if ('alternatives' in node) node.alternatives.forEach(({ elements }) => elements.forEach(look))
    else if (isLetter(node)) found.add(letterOf(node.raw, flags))
  }
  pattern.alternatives.forEach(({ elements }) => elements.forEach(look))
  return [...found].slice(0, mostLetters)
}

const printable = [...usual, ...Array.from({ length: 94 }, (_, place) => String.fromCharCode(33 + place))]

function letterOf(raw: string, flags: string): string {
  const pattern = new RegExp(`^(?:${raw})$`, flags.replaceAll(/[gy]/g, ''))
  return [...printable, '\n', '\r', '\t'].find((letter) => pattern.test(letter)) ?? raw
}

function isLetter(node: Node): boolean {
  return (
    node.type === 'Character' ||
    node.type === 'CharacterClass' ||
    node.type === 'CharacterSet' ||
    node.type === 'ExpressionCharacterClass'
  )
}

/** Every repetition without a small bound, with a text that leads to it. */
function spotsIn(elements: readonly AST.Element[], before: string, flags: string): readonly Spot[] {
  const spots: Spot[] = []
  let head = before
  for (const node of elements) {
    const inner = node.type === 'Quantifier' ? node.element : node
    if (node.type === 'Quantifier' && node.max > many) spots.push({ head, pump: sampleOf(inner, flags) })
    if ('alternatives' in inner)
      spots.push(...inner.alternatives.flatMap((one) => spotsIn(one.elements, head, flags)))
    head += sampleOf(node, flags)
  }
  return spots
}

/** The shortest text that an element takes, or nearly. */
function sampleOf(node: Node, flags: string): string {
  if (node.type === 'Assertion') return ''
  if (node.type === 'Quantifier') return sampleOf(node.element, flags).repeat(Math.max(1, node.min))
  if ('alternatives' in node)
    return node.alternatives[0]?.elements.map((one) => sampleOf(one, flags)).join('') ?? ''
  return isLetter(node) ? letterOf(node.raw, flags) : ''
}
