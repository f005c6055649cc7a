import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const web = fileURLToPath(new URL('../../web/', import.meta.url))
const sim = fileURLToPath(new URL('../../sim/', import.meta.url))

/** A literal of the page, and where it stands. */
export type Literal = { readonly text: string; readonly at: string }

/** The literals of the page that go through its catalogues, and the visible ones that do not. */
export type Literals = { readonly said: readonly Literal[]; readonly unsaid: readonly Literal[] }

/** Names by which words are visible in the markup. */
const visible = ['aria-label', 'title', 'placeholder', 'alt', 'label']

/** Reads every source of the page; what `t` or `translated` is given is said. */
export function literalsOfPage(): Literals {
  const said: Literal[] = []
  const unsaid: Literal[] = []
  for (const file of readdirSync(web, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file) || /vite\.[a-z]+\.ts$/.test(file)) continue
    const text = readFileSync(`${web}${file}`, 'utf8')
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true)
    const at = (node: ts.Node) =>
      `${file}:${String(source.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`
    const visit = (node: ts.Node, isWords: boolean): void => {
      if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return
      const key = keyOf(node, isWords)
      const loose = key === null ? looseOf(node, isWords) : null
      if (key !== null) said.push({ text: key, at: at(node) })
      if (loose !== null && /\p{L}{2}/u.test(loose)) unsaid.push({ text: loose, at: at(node) })
      const inner = isWords || (ts.isCallExpression(node) && node.expression.getText() === 'translated')
      ts.forEachChild(node, (child) => {
        visit(child, inner)
      })
    }
    visit(source, false)
  }
  for (const at of ['words/parts.json', 'words/glossary.json']) {
    const table: object = JSON.parse(readFileSync(`${web}${at}`, 'utf8'))
    for (const text of leavesOf(table)) said.push({ text, at })
  }
  return { said, unsaid }
}

/** The English sentence that a node looks up, with `{0}` for each value; null where it looks up none. */
function keyOf(node: ts.Node, isWords: boolean): string | null {
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 't') return templateOf(node.template)
  const isName = ts.isPropertyAssignment(node.parent ?? node) && Object(node.parent).name === node
  return isWords && ts.isStringLiteral(node) && !isName && !isInFunction(node) ? node.text : null
}

/** A text that a function of the words gives back is read once and for all: it wants `t`. */
function isInFunction({ parent }: ts.Node): boolean {
  return ts.isArrowFunction(parent) || (!ts.isSourceFile(parent) && isInFunction(parent))
}

function templateOf(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text
  const spans = template.templateSpans.map(({ literal }, index) => `{${String(index)}}${literal.text}`)
  return [template.head.text, ...spans].join('')
}

/** A visible text that no catalogue is asked for: of the markup, or a template among words. */
function looseOf(node: ts.Node, isWords: boolean): string | null {
  if (ts.isJsxText(node)) return node.text.trim()
  if (ts.isJsxAttribute(node) && visible.includes(node.name.getText())) {
    const { initializer } = node
    return initializer !== undefined && ts.isStringLiteral(initializer) ? initializer.text : null
  }
  if (isShown(node)) return ts.isStringLiteral(node) ? node.text : templateOf(node).replaceAll(/\{\d+\}/g, '')
  if (isWords && ts.isStringLiteral(node) && isInFunction(node)) return node.text
  const isTagged = ts.isTaggedTemplateExpression(node.parent ?? node)
  return isWords && ts.isTemplateExpression(node) && !isTagged
    ? templateOf(node).replaceAll(/\{\d+\}/g, '')
    : null
}

/** Whether a text stands in the markup itself, perhaps by a choice between two. */
function isShown(node: ts.Node): node is ts.StringLiteral | ts.TemplateExpression {
  if (!ts.isStringLiteral(node) && !ts.isTemplateExpression(node)) return false
  let { parent }: ts.Node = node
  while (ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent)) parent = parent.parent
  return ts.isJsxExpression(parent) && !ts.isJsxAttribute(parent.parent)
}

/** The texts of a table of words. */
export function leavesOf(table: object): readonly string[] {
  return Object.values(table).flatMap((value: unknown) =>
    typeof value === 'string' ? [value] : typeof value === 'object' ? leavesOf(Object(value)) : [],
  )
}

/** Every text of the simulation with `{0}` for each value, and the data that it reads: what it may say, and more. */
export function textsOfSimulation(): { readonly made: ReadonlySet<string>; readonly data: string } {
  const texts = new Set<string>()
  let data = ''
  for (const file of readdirSync(sim, { recursive: true, encoding: 'utf8' })) {
    if (/\.(csv|jsonl?)$/.test(file)) data += readFileSync(`${sim}${file}`, 'utf8')
    if (!file.endsWith('.ts')) continue
    const source = ts.createSourceFile(
      file,
      readFileSync(`${sim}${file}`, 'utf8'),
      ts.ScriptTarget.ES2023,
      true,
    )
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteral(node)) texts.add(node.text)
      if (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node))
        texts.add(templateOf(node))
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return { made: texts, data }
}

/** What a lesson says, without its ids and the values of its controls. */
export function lessonTexts(): object {
  const lessons: object = JSON.parse(readFileSync(`${sim}data/lessons/lessons.json`, 'utf8'))
  const hidden = ['id', 'values', 'start', 'kind', 'sense', 'url']
  return Object(
    JSON.parse(JSON.stringify(lessons, (key, value: unknown) => (hidden.includes(key) ? undefined : value))),
  )
}
