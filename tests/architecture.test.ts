import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

type Edge = { readonly from: string; readonly to: string; readonly isType: boolean }
type Allowed = { readonly values: readonly string[]; readonly types: readonly string[] }

const everySim = [
  'catalogue',
  'workload',
  'step',
  'planner',
  'goodput',
  'run',
  'queue',
  'investment',
  'uncertainty',
  'formula',
  'evidence',
]
const all = ['base', ...everySim, 'questions']

/** Who may import whom: values, and types only. A folder may import itself. */
const table: Readonly<Record<string, Allowed>> = {
  // Tables that a person edits; they import nothing.
  data: { values: [], types: [] },
  base: { values: [], types: [] },
  catalogue: { values: ['base', 'data'], types: [] },
  goodput: { values: ['base'], types: [] },
  // The published parameters of synthetic workloads are data.
  queue: { values: ['base', 'data'], types: [] },
  uncertainty: { values: ['base'], types: [] },
  // The table of families says which field of a config means what: `workload` reads no other data.
  workload: { values: ['base', 'data'], types: ['catalogue'] },
  investment: { values: ['base'], types: ['catalogue'] },
  step: { values: ['base', 'workload'], types: ['catalogue'] },
  planner: { values: ['base', 'workload', 'step'], types: ['catalogue'] },
  run: { values: ['base', 'goodput'], types: ['catalogue', 'step'] },
  evidence: { values: ['base', 'data', 'catalogue', 'workload', 'step'], types: [] },
  // The headline chain is data.
  formula: { values: ['base', 'data'], types: [] },
  questions: { values: ['base', 'data', ...everySim], types: [] },
  'sim/index': { values: ['base', 'catalogue', 'questions'], types: all },
  server: { values: ['sim/index'], types: [] },
  web: { values: ['sim/index', 'base/units'], types: [] },
}

/** Packages that a folder of the simulation may import. */
const packages: Readonly<Record<string, readonly string[]>> = {
  catalogue: ['@tgwf/co2/data/electricity-maps', 'zod/mini'],
  questions: ['zod/mini'],
  formula: ['mathjs'],
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !/\/vite\.[a-z]+\.ts$/.test(file))
}

function edgesOf(file: string, text: string): readonly Edge[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true)
  const edges: Edge[] = []
  const add = (to: string, isType: boolean) => {
    edges.push({ from: file, to: to.startsWith('.') ? join(dirname(file), to) : to, isType })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, isTypeImport(node))
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      add(node.moduleSpecifier.text, node.isTypeOnly)
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments
      if (specifier !== undefined && ts.isStringLiteral(specifier)) add(specifier.text, false)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return edges
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const bindings = importClause.namedBindings
  return (
    importClause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every((element) => element.isTypeOnly)
  )
}

/** The row of the table that a file belongs to. */
function placeOf(file: string): string {
  const parts = file.split('/')
  if (file === 'sim/index.ts') return 'sim/index'
  return parts[0] === 'sim' ? (parts[1] ?? '') : (parts[0] ?? '')
}

function targetOf(file: string, from: string): string {
  return placeOf(from) === 'web' && file === 'sim/base/units.ts' ? 'base/units' : placeOf(file)
}

/** Why an edge is not allowed; null when it is. */
function fault({ from, to, isType }: Edge): string | null {
  const place = placeOf(from)
  const isOwn = /^(sim|server|web|tests)\//.test(to)
  if (!isOwn) {
    const limited = from.startsWith('sim/')
    return !limited || (packages[place] ?? []).includes(to) ? null : `${from} imports the package ${to}`
  }
  // A text for readers is no code: `/docs` shows those that stand beside the code they describe.
  if (from.startsWith('server/docs/') && to.endsWith('.md?raw')) return null
  const target = targetOf(to, from)
  const allowed = table[place]
  if (target === place || allowed === undefined)
    return allowed === undefined ? `${from} is in no known folder` : null
  if (allowed.values.includes(target) || (isType && allowed.types.includes(target))) return null
  return `${from} imports ${isType ? 'a type of' : ''} ${to}`
}

/** The first cycle found by depth-first search; null when there is none. */
function cycleIn(edges: readonly Edge[]): string | null {
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to])
  const done = new Set<string>()
  const search = (file: string, path: readonly string[]): string | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].join(' → ')
    if (done.has(file)) return null
    for (const to of next.get(file) ?? []) {
      const found = search(to, [...path, file])
      if (found !== null) return found
    }
    done.add(file)
    return null
  }
  for (const file of next.keys()) {
    const found = search(file, [])
    if (found !== null) return found
  }
  return null
}

const files = ['sim', 'server', 'web'].flatMap(filesOf)
const edges = files.flatMap((file) => edgesOf(file, readFileSync(join(root, file), 'utf8')))

describe('the architecture', () => {
  it('has no import that the table does not allow', () => {
    expect(edges.map(fault).filter((found) => found !== null)).toEqual([])
  })

  it('has no import cycle, type imports included', () => {
    expect(cycleIn(edges)).toBeNull()
  })

  it('keeps chance, time and the console out of the simulation', () => {
    const impure = files.filter(
      (file) =>
        file.startsWith('sim/') &&
        /Math\.random|new Date|Date\.now|console\.|process\.|performance\.now/.test(
          readFileSync(join(root, file), 'utf8'),
        ),
    )
    expect(impure).toEqual([])
  })

  it('keeps files of code under 300 lines', () => {
    const data = /sim\/(catalogue|evidence)\//
    const long = files.filter(
      (file) => !data.test(file) && readFileSync(join(root, file), 'utf8').split('\n').length > 301,
    )
    expect(long).toEqual([])
  })
})

describe('the check itself', () => {
  it.each([
    [
      'a value where only types are allowed',
      'sim/workload/x.ts',
      "import { systems } from '../catalogue/systems.ts'",
    ],
    [
      'a folder that may not be known',
      'sim/base/x.ts',
      "import type { System } from '../catalogue/types.ts'",
    ],
    ['a package in the hot path', 'sim/run/x.ts', "import * as math from 'mathjs'"],
    [
      'the inside of the simulation from the server',
      'server/x.ts',
      "import { sum } from '../sim/base/math.ts'",
    ],
    ['an import at run time', 'web/x.ts', "const m = await import('../sim/questions/estimate/work.ts')"],
  ])('catches %s', (_, file, text) => {
    expect(
      edgesOf(file, text)
        .map(fault)
        .filter((found) => found !== null),
    ).toHaveLength(1)
  })

  it('allows a type where types are allowed', () => {
    const text = "import type { System } from '../catalogue/types.ts'"
    expect(edgesOf('sim/workload/x.ts', text).map(fault)).toEqual([null])
  })

  it('sees a cycle', () => {
    const circle = [
      { from: 'a', to: 'b', isType: false },
      { from: 'b', to: 'a', isType: true },
    ]
    expect(cycleIn(circle)).toBe('a → b → a')
  })
})
