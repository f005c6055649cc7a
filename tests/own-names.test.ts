import { fileURLToPath } from 'node:url'
import { API, TypeFlags, type Type } from 'typescript-native/unstable/sync'
import { SyntaxKind, type ElementAccessExpression, type Node } from 'typescript-native/unstable/ast'
import { isBinaryExpression, isElementAccessExpression } from 'typescript-native/unstable/ast/is'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

function isAnyWord(type: Type | undefined): boolean {
  if (type?.isUnionType() === true) return type.getTypes().some(isAnyWord)
  return type !== undefined && (type.flags & TypeFlags.String) !== 0
}

function isWritten(node: ElementAccessExpression): boolean {
  const { parent } = node
  return (
    isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === SyntaxKind.EqualsToken
  )
}

/** The places of the simulation at which a table is asked by a name that may be any. */
function askedByAnyWord(): { readonly asked: number; readonly found: readonly string[] } {
  const api = new API({ cwd: root })
  const project = api.updateSnapshot({ openProjects: ['sim/tsconfig.json'] }).getProjects()[0]
  if (project === undefined) throw new Error('sim is no project')
  let asked = 0
  const found = project.rootFiles.flatMap((file) => {
    const source = file.endsWith('.json') ? undefined : project.program.getSourceFile(file)
    const nodes: ElementAccessExpression[] = []
    const visit = (node: Node): void => {
      if (isElementAccessExpression(node) && !isWritten(node)) nodes.push(node)
      node.forEachChild(visit)
    }
    if (source !== undefined) visit(source)
    asked += nodes.length
    const types = project.checker.getTypeAtLocation(nodes.map((node) => node.argumentExpression))
    return nodes
      .filter((_, at) => isAnyWord(types[at]))
      .map((node) => `${file.slice(root.length)}: ${node.getText()}`)
  })
  api.close()
  return { asked, found }
}

describe('a table of the simulation', () => {
  it('is asked by own(table, name) where the name may be any word, `constructor` too', () => {
    const { asked, found } = askedByAnyWord()
    expect(asked).toBeGreaterThan(1000)
    // Distances between words, in rows of numbers.
    expect(found.filter((place) => !place.startsWith('sim/base/nearest.ts'))).toEqual([])
  })
})
