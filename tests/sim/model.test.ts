import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import * as units from '../../sim/base/units.ts'
import * as goodput from '../../sim/goodput/goodput.ts'
import * as interruptions from '../../sim/goodput/goodput.ts'
import * as capacity from '../../sim/investment/capacity.ts'
import * as cashflow from '../../sim/investment/cashflow.ts'
import * as compare from '../../sim/investment/compare.ts'
import * as depreciation from '../../sim/investment/depreciation.ts'
import * as ownership from '../../sim/investment/ownership.ts'
import * as sovereignty from '../../sim/investment/sovereignty.ts'
import * as totals from '../../sim/run/totals.ts'
import * as run from '../../sim/run/estimate.ts'
import * as kernel from '../../sim/step/kernel.ts'
import * as pipeline from '../../sim/step/pipeline.ts'
import * as block from '../../sim/workload/blocks/block.ts'
import * as feedForward from '../../sim/workload/blocks/feed-forward.ts'
import * as layout from '../../sim/workload/layout.ts'
import * as repeatedData from '../../sim/workload/scaling-laws/repeated-data.ts'

const formulas: Readonly<Record<string, unknown>> = {
  ...units,
  ...goodput,
  ...interruptions,
  ...capacity,
  ...cashflow,
  ...compare,
  ...depreciation,
  ...ownership,
  ...sovereignty,
  ...totals,
  ...run,
  ...kernel,
  ...pipeline,
  ...block,
  ...feedForward,
  ...layout,
  ...repeatedData,
}

const sim = fileURLToPath(new URL('../../sim/', import.meta.url))
const page = readFileSync(join(sim, 'MODEL.md'), 'utf8')
const [equations = '', glossary = ''] = page.split('## Glossary')

const files = readdirSync(sim, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const sources = new Map(
  files.map((file) => {
    const text = readFileSync(join(sim, file), 'utf8')
    return [file, ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true)]
  }),
)

function exportedBy(source: ts.SourceFile): readonly ts.Statement[] {
  return source.statements.filter(
    (statement) =>
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  )
}

function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText())
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement)
  return isNamed && statement.name !== undefined ? [statement.name.text] : []
}

const exported = new Map(
  [...sources].map(([file, source]) => [file, new Set(exportedBy(source).flatMap(namesOf))]),
)

const arithmetic: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
])

function calculates(node: ts.Node): boolean {
  const here = ts.isBinaryExpression(node) && arithmetic.has(node.operatorToken.kind)
  return here || (ts.forEachChild(node, (child) => calculates(child) || undefined) ?? false)
}

/** Exported functions of the rooms of physics and money that calculate a number, or fill a record of them. */
function formulasOf(source: ts.SourceFile): readonly ts.FunctionDeclaration[] {
  return exportedBy(source)
    .filter(ts.isFunctionDeclaration)
    .filter(({ type, body }) => {
      const isNumber = /^(number|void|number \| null)$/.test(type?.getText() ?? '')
      return isNumber && body !== undefined && calculates(body)
    })
}

/** Readers of configs count fields, they have no equations; a cell is an index. */
const isRoom = (file: string) =>
  /^(step|workload|goodput|run|investment)\//.test(file) && !/^workload\/(families|meter)/.test(file)

const all = [...sources]
  .filter(([file]) => isRoom(file))
  .flatMap(([file, source]) =>
    formulasOf(source).map((formula) => ({
      name: formula.name?.text ?? '',
      file,
      doc: ts
        .getJSDocCommentsAndTags(formula)
        .map((doc) => doc.getText())
        .join(' '),
    })),
  )

/** What stands as code in front of an equals sign and a number. */
const worked = [...equations.matchAll(/`(\w+)\(([^`]*)\)`\s*=\s*([\d.]+(?:e-?\d+)?)/g)].map(
  ([, name = '', args = '', byHand = '']) => ({ name, args, byHand: Number(byHand.replace(/\.$/, '')) }),
)

function call(name: string, args: string): unknown {
  const formula = formulas[name]
  if (typeof formula !== 'function') throw new Error(`no formula ${name}`)
  const read: unknown = JSON.parse(`[${args.replaceAll(/(\w+):/g, '"$1":')}]`)
  if (!Array.isArray(read)) throw new Error(args)
  const value: unknown = Reflect.apply(formula, undefined, read)
  return value
}

describe('the page of the model', () => {
  it.each(worked)('$name($args) is $byHand', ({ name, args, byHand }) => {
    expect(Number(call(name, args)) / byHand).toBeCloseTo(1, 6)
  })

  it('works at least forty numbers by hand', () => {
    expect(worked.length).toBeGreaterThanOrEqual(40)
  })

  it('has every formula of the rooms', () => {
    const missing = all.filter(({ name }) => !page.includes(`\`${name}\``) && !page.includes(`\`${name}(`))
    expect(missing.map(({ name, file }) => `${file}: ${name}`)).toEqual([])
  })

  it('names only what the file that it names exports', () => {
    const told = [...equations.matchAll(/`([\w/-]+\.ts)`\s+—\s+((?:`\w+`(?:,\s+)?)+)/g)].flatMap(
      ([, file = '', names = '']) => [...names.matchAll(/\w+/g)].map(([name]) => ({ file, name })),
    )
    expect(told.length).toBeGreaterThan(60)
    const wrong = told.filter(({ file, name }) => exported.get(file)?.has(name) !== true)
    expect(wrong).toEqual([])
  })

  it('has a glossary of exported names, sorted', () => {
    const rows = [...glossary.matchAll(/^\| ([^|]+?) +\| .+ \| `(\w+)` +\|$/gm)]
    const names = new Set([...exported.values()].flatMap((those) => [...those]))
    expect(rows.filter(([, , name = '']) => !names.has(name)).map(([row]) => row)).toEqual([])
    const terms = rows.map(([, term = '']) => term.toLowerCase())
    expect(terms).toEqual([...terms].sort((a, b) => a.localeCompare(b, 'en')))
    expect(terms.length).toBe(glossary.split('\n').filter((line) => line.startsWith('| ')).length - 2)
  })
})

describe('a formula', () => {
  it('says its source, or that it is ours and why', () => {
    expect(all.length).toBeGreaterThan(60)
    const silent = all.filter(({ doc }) => !/Source: \S|\b[Oo]urs\b[^.]{8,}/.test(doc))
    expect(silent.map(({ name, file }) => `${file}: ${name}`)).toEqual([])
  })
})
