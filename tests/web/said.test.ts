import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, describe, expect, it } from 'vitest'
import { languages, speak, worded } from '../../web/language.ts'
import { load } from '../../web/words/load.ts'
import { saidByAnswers } from './answers.ts'

const web = fileURLToPath(new URL('../../web/', import.meta.url))
afterAll(() => speak('en'))

type Call = { readonly at: string; readonly sentence: string; readonly isGiven: boolean }

/** Calls of sentences that stand in tables, and whether each gives its sentence all of its values. */
function calls(): readonly Call[] {
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/vite\.[a-z]+\.ts$|\.d\.ts$/.test(file))
    .map((file) => `${web}${file}`)
  const { config }: { readonly config?: object } = ts.readConfigFile(`${web}tsconfig.json`, (path) =>
    ts.sys.readFile(path),
  )
  const { options } = ts.parseJsonConfigFileContent({ ...config, files, references: [] }, ts.sys, web)
  const program = ts.createProgram(files, options)
  const checker = program.getTypeChecker()
  const found: Call[] = []
  const visit = (node: ts.Node): void => {
    const declared =
      ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)
        ? checker.getSymbolAtLocation(node.expression.name)?.declarations
        : undefined
    for (const one of declared ?? [])
      if (ts.isCallExpression(node) && one.getSourceFile().fileName.includes('/words/said/')) {
        const sentence: string = Object(one).initializer.text
        const at = `${node.getSourceFile().fileName.slice(web.length)}: ${node.getText()}`
        found.push({ at, sentence, isGiven: isGiven(sentence, node.arguments, checker) })
      }
    ts.forEachChild(node, visit)
  }
  for (const file of files) visit(program.getSourceFile(file) ?? ts.createSourceFile('', '', 99))
  return found
}

/** Whether arguments are as many as the values of a sentence, or one that has each of their names. */
function isGiven(sentence: string, given: readonly ts.Expression[], checker: ts.TypeChecker): boolean {
  const names = new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))
  const [first] = given
  const type = first === undefined ? null : checker.getTypeAtLocation(first)
  return type !== null && (type.flags & ts.TypeFlags.StringLike) === 0
    ? [...names].every((name) => type.getProperty(name) !== undefined)
    : given.length === names.size
}

describe('sentences of the page that stand in tables', () => {
  it('take their values in order or by their names, each as often as it stands there', async () => {
    const said = { over: '{name}: {low} to {high}, {name}', deep: { use: 'Use {value}' } }
    const { over, deep } = worded({ title: 'Title', deep: { plain: 'Plain' } }, said)
    expect(over('A', '1', '2')).toBe('A: 1 to 2, A')
    expect(over({ high: '2', low: '1', name: 'A' })).toBe('A: 1 to 2, A')
    expect([deep.plain, deep.use('9')]).toEqual(['Plain', 'Use 9'])
    await speak('de')
    expect(deep.use('9')).toBe('9 verwenden')
  })

  it('get all of their values wherever the page says them', () => {
    const all = calls()
    expect(all.length).toBeGreaterThan(100)
    expect(all.filter((one) => !one.isGiven)).toEqual([])
  })
})

describe('sentences of the simulation', () => {
  const texts = saidByAnswers()
  // In Korean the count of futures comes first, and once took the sentence before it along.
  it.each(languages.filter((one) => one !== 'en'))(
    'in %s are said one after the other where several stand together',
    async (language) => {
      const { catalogue: all, match } = await load(language)
      const spoken = (text: string) => all[text] ?? match(text)
      const several = texts.flatMap(({ text }) => {
        const sentences = text.includes(' · ') ? [] : text.split(/(?<=[.?]) (?=[A-Z])/)
        const apart = sentences.map(spoken)
        return sentences.length > 1 && all[text] === undefined && !apart.includes(null)
          ? [{ text, apart }]
          : []
      })
      expect(several.some(({ text }) => /^An accelerator-hour of .* is cheaper than/.test(text))).toBe(true)
      expect(several.filter(({ text, apart }) => spoken(text) !== apart.join(' '))).toEqual([])
    },
  )
})
