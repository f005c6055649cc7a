import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import foreign from '../../sim/data/queue/foreign.json' with { type: 'json' }
import remedies from '../../web/more/remedy.json' with { type: 'json' }
import { hostileTo, type Hostile } from './hostile.ts'
import { counted, TooManySteps, type Counted } from './steps.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

type Found = { readonly at: string; readonly source: string; readonly flags: string }

/** Patterns that are data: of the first lines of others' logs, and of quantities in the four languages. */
const ofData = [
  ['sim/data/queue/foreign.json', foreign.lines.map(([line = '']) => line)] as const,
  [
    'web/more/remedy.json',
    [...remedies.kinds.map(({ taken }) => taken), ...remedies.spellings.map(([line = '']) => line)],
  ] as const,
].flatMap(([at, lines]) => lines.map((source) => ({ at, source, flags: '' })))

/** Every regular expression of the product, also those that are put together; what is put in is taken for a word. */
const found: readonly Found[] = ['sim', 'server', 'web']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .map(({ parentPath, name }) => join(parentPath, name))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  .flatMap(patternsIn)
  .concat(ofData)

function patternsIn(file: string): readonly Found[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true)
  const patterns: Found[] = []
  const look = (node: ts.Node) => {
    const pattern = patternOf(node)
    if (pattern !== null) patterns.push({ at: file.slice(root.length), ...pattern })
    ts.forEachChild(node, look)
  }
  look(source)
  return patterns
}

function patternOf(node: ts.Node): Omit<Found, 'at'> | null {
  if (ts.isRegularExpressionLiteral(node)) {
    const end = node.text.lastIndexOf('/')
    return { source: node.text.slice(1, end), flags: node.text.slice(end + 1) }
  }
  if (ts.isTaggedTemplateExpression(node) && ts.isNoSubstitutionTemplateLiteral(node.template))
    return { source: node.template.rawText ?? '', flags: '' }
  if (!ts.isNewExpression(node) || node.expression.getText() !== 'RegExp') return null
  const [body, flags] = node.arguments ?? []
  if (body?.getText() === 'line') return null
  if (body === undefined || !ts.isTemplateExpression(body))
    throw new Error(`a pattern that cannot be read: ${node.getText()}`)
  const pieces = body.templateSpans.map(({ literal }) => literal.text)
  const source = pieces.reduce(
    (text, piece) => text + (text.endsWith('{') ? '28' : 'name') + piece,
    body.head.text,
  )
  return { source, flags: flags !== undefined && ts.isStringLiteral(flags) ? flags.text : '' }
}

/** What only sees what we wrote ourselves. */
const ours: ReadonlyMap<string, string> = new Map([
  ['sim/catalogue/loader/table.ts', 'the tables of this repository'],
  ['server/cli/writing/table.ts', 'the digits of a number that is printed'],
])

const short = 24
const times = 4
/** Linear growth gives `times`, quadratic `times` squared. */
const mostGrowth = times * 1.75
/** Each place looked at by two loops is more; what a bound of the pattern ends is less. */
const mostPerPlace = 24

function stepsAt({ steps }: Counted, { head, pump, tail }: Hostile, length: number): number {
  try {
    return steps(head + pump.repeat(Math.ceil(length / pump.length)) + tail)
  } catch (error) {
    if (error instanceof TooManySteps) return Infinity
    throw error
  }
}

/** The first text on which a pattern's work grows faster than the text; null when there is none. */
function worstOf(source: string, flags: string): string | null {
  const pattern = counted(source, flags)
  for (const text of hostileTo(pattern.pattern, flags)) {
    const long = stepsAt(pattern, text, short * times)
    const isMore = long > short * times * mostPerPlace
    if (isMore && (long === Infinity || long > mostGrowth * stepsAt(pattern, text, short)))
      return JSON.stringify(text)
  }
  return null
}

describe('the patterns that people’s words are read by', () => {
  it('are all found', () => {
    expect(found.length).toBeGreaterThan(200)
  })

  it('look at each place of a text a few times, however hostile it is', () => {
    const faults = found.flatMap(({ at, source, flags }) => {
      const worst = ours.has(at) ? null : worstOf(source, flags)
      return worst === null ? [] : [`${at}: /${source}/${flags} on ${worst}`]
    })
    expect(faults).toEqual([])
  })

  it.each([
    ['one repetition behind another', '^[0-9]*\\.?[0-9]+$'],
    ['a repetition that starts anywhere', '-+$'],
    ['a bracket that is never closed', '\\([^)]*\\)'],
    ['a repetition of repetitions', '^(a+)+$'],
    ['three in a row: the price of version 0.1', '^[A-Z]{3}\\s*[^A-Z]+?\\s*$'],
  ])('are caught with %s', (_, source) => {
    expect(worstOf(source, '')).not.toBeNull()
  })

  it.each([
    ['a date', '^\\d{4}-\\d\\d-\\d\\d$'],
    ['a number', '^(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)$'],
    ['words between blanks', '[ \\t]'],
  ])('are let pass with %s', (_, source) => {
    expect(worstOf(source, '')).toBeNull()
  })
})
