import { AST, RegExpParser } from '@eslint-community/regexpp'

/** Whether the rest matches from here on. */
type Rest = (at: number) => boolean

export class TooManySteps extends Error {}

/** A pattern that is run as a backtracking engine runs it, without any of its short cuts, and counted. */
export type Counted = {
  readonly pattern: AST.Pattern
  /** Places looked at to find every match in a text, up to a bound. */
  readonly steps: (text: string) => number
}

const mostSteps = 200_000

export function counted(source: string, flags: string): Counted {
  const unicode = flags.includes('u')
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode })
  const one = engine(flags)
  return { pattern, steps: (text) => one(pattern, text) }
}

function engine(flags: string): (pattern: AST.Pattern, text: string) => number {
  const tests = new Map<string, (letter: string) => boolean>()
  /** Whether a class, a set or a character takes a letter: the engine of the language says so. */
  const takes = (raw: string, letter: string) => {
    const test = tests.get(raw) ?? remembered(new RegExp(`^(?:${raw})$`, flags.replaceAll(/[gy]/g, '')))
    tests.set(raw, test)
    return test(letter)
  }
  return (pattern, text) => {
    const walk = createWalk(text, takes)
    let at = 0
    while (at <= text.length) {
      let end = -1
      const found = walk.either(pattern.alternatives, at, (to) => {
        end = to
        return true
      })
      if (!found && flags.includes('y')) break
      at = found ? Math.max(end, at + 1) : at + 1
    }
    return walk.steps()
  }
}

function remembered(pattern: RegExp): (letter: string) => boolean {
  const known = new Map<string, boolean>()
  return (letter) => {
    const is = known.get(letter) ?? pattern.test(letter)
    known.set(letter, is)
    return is
  }
}

function createWalk(text: string, takes: (raw: string, letter: string) => boolean) {
  let steps = 0
  const either = (all: readonly AST.Alternative[], at: number, rest: Rest): boolean =>
    all.some(({ elements }) => inTurn(elements, at, rest))
  const inTurn = (elements: readonly AST.Element[], at: number, rest: Rest): boolean => {
    const [first, ...others] = elements
    return first === undefined ? rest(at) : element(first, at, (to) => inTurn(others, to, rest))
  }
  const element = (node: AST.Element, at: number, rest: Rest): boolean => {
    steps += 1
    if (steps > mostSteps) throw new TooManySteps()
    if (node.type === 'Assertion') return holds(node, at) && rest(at)
    if (node.type === 'Group' || node.type === 'CapturingGroup') return either(node.alternatives, at, rest)
    if (node.type === 'Quantifier') return again(node, { at, times: 0 }, rest)
    if (node.type === 'Backreference') throw new Error('a pattern refers back')
    return at < text.length && takes(node.raw, text.charAt(at)) && rest(at + 1)
  }
  const again = (node: AST.Quantifier, { at, times }: Turn, rest: Rest): boolean => {
    const more = () =>
      times < node.max &&
      element(node.element, at, (to) => to > at && again(node, { at: to, times: times + 1 }, rest))
    const enough = () => times >= node.min && rest(at)
    return node.greedy ? more() || enough() : enough() || more()
  }
  const isWord = (at: number) => /\w/.test(text.charAt(at))
  const holds = (node: AST.Assertion, at: number): boolean => {
    if (node.kind === 'word') return (isWord(at - 1) !== isWord(at)) !== node.negate
    if (!('alternatives' in node)) return at === (node.kind === 'start' ? 0 : text.length)
    if (node.kind === 'lookahead') return either(node.alternatives, at, () => true) !== node.negate
    const starts = Array.from({ length: Math.min(at, 16) + 1 }, (_, back) => at - back)
    return starts.some((start) => either(node.alternatives, start, (to) => to === at)) !== node.negate
  }
  return { either, steps: () => steps }
}

type Turn = { readonly at: number; readonly times: number }
