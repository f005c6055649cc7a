import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { cellsOf } from '../../sim/base/csv.ts'

const web = fileURLToPath(new URL('../../web/', import.meta.url))
const sim = fileURLToPath(new URL('../../sim/', import.meta.url))

/** A literal of the page, and where it stands. */
export type Literal = { readonly text: string; readonly at: string }

/** The literals of the page that go through its catalogues, and the visible ones that do not. */
export type Literals = { readonly said: readonly Literal[]; readonly unsaid: readonly Literal[] }

/** Names by which words are visible in the markup. */
const visible = ['aria-label', 'title', 'placeholder', 'alt', 'label']

/** Words without values: every text of these is said. */
const tablesOfWords = [
  'words/invest.json',
  'words/tradeoffs.json',
  'queue/words/plain.json',
  ...readdirSync(`${web}words/plain`).map((file) => `words/plain/${file}`),
]

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
  for (const at of tablesOfWords) {
    const table: object = JSON.parse(readFileSync(`${web}${at}`, 'utf8'))
    for (const text of leavesOf(table)) said.push({ text, at })
  }
  for (const file of readdirSync(`${web}words/said`)) {
    const at = `words/said/${file}`
    const table: object = JSON.parse(readFileSync(`${web}${at}`, 'utf8'))
    for (const text of leavesOf(table)) said.push({ text: numbered(text), at })
  }
  return { said, unsaid }
}

/** The English sentence that a node looks up, with `{0}` for each value; null where it looks up none. */
function keyOf(node: ts.Node, isWords: boolean): string | null {
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 't') return templateOf(node.template)
  return isWords && ts.isStringLiteral(node) && !isPropertyName(node) && !isInFunction(node)
    ? node.text
    : null
}

function isPropertyName(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node.parent ?? node) && Object(node.parent).name === node
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

/** What the simulation may say: texts and names of its code with `{0}` for each value, its data, and its sentences. */
export type SimulationTexts = {
  readonly made: ReadonlySet<string>
  readonly data: string
  /** Of several words, each with the file that writes it; what is thrown is for nobody to read, save of formulas. */
  readonly sentences: readonly Literal[]
}

/** The parser of formulas throws what is wrong with one, and tells it at its edge. */
const isTold = (node: ts.ThrowStatement) => /^throw new (Wrong|UnlikeUnits)\(/.test(node.getText())

export function textsOfSimulation(): SimulationTexts {
  const made = new Set<string>()
  const sentences: Literal[] = []
  let data = ''
  for (const file of readdirSync(sim, { recursive: true, encoding: 'utf8' })) {
    if (/\.(csv|jsonl?)$/.test(file)) data += readFileSync(`${sim}${file}`, 'utf8')
    if (!file.endsWith('.ts')) continue
    const text = readFileSync(`${sim}${file}`, 'utf8')
    const visit = (node: ts.Node): void => {
      if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return
      if (ts.isThrowStatement(node) && !isTold(node)) return
      if (ts.isIdentifier(node)) made.add(node.text.replaceAll(/[A-Z]/g, (one) => ` ${one.toLowerCase()}`))
      const said = ts.isStringLiteral(node) ? node.text : ts.isTemplateLiteral(node) ? templateOf(node) : null
      for (const one of said === null ? [] : [said, said.trim()]) made.add(one)
      if (
        said !== null &&
        !isPropertyName(node) &&
        !isListOfNames(node) &&
        /[a-z]{2,} [a-z0-9{]|\} [a-z]/.test(said)
      )
        sentences.push({ text: said, at: file })
      ts.forEachChild(node, visit)
    }
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true))
  }
  for (const [, , sentence = ''] of cellsOf(readFileSync(`${sim}${trainerRules}`, 'utf8')).slice(1)) {
    const text = numbered(sentence)
    made.add(text)
    sentences.push({ text, at: trainerRules })
  }
  for (const question of told) {
    const at = `data/questions/${question}.json`
    const rows: object = JSON.parse(readFileSync(`${sim}${at}`, 'utf8'))
    for (const [text = ''] of Object.values(rows).map(leavesOf)) {
      made.add(numbered(text))
      if (/[a-z]{2,} [a-z]/.test(text)) sentences.push({ text: numbered(text), at })
    }
  }
  const formulas: unknown = JSON.parse(readFileSync(`${sim}${chain}`, 'utf8'))
  for (const text of leavesOf(Object(formulas))) {
    made.add(text)
    if (/[a-z]{2,} [a-z]/.test(text)) sentences.push({ text, at: chain })
  }
  return { made, data, sentences }
}

/** A sentence with names for its values as the catalogues have it, with `{0}` for each. */
function numbered(sentence: string): string {
  const places = [...sentence.matchAll(/\{\w+\}/g)].map(([place]) => place)
  return places.reduce((left, place, at) => left.replace(place, `{${String(at)}}`), sentence)
}

/** Names written in one text and split: none of them is a sentence. */
function isListOfNames({ parent }: ts.Node): boolean {
  const isSplit = ts.isPropertyAccessExpression(parent) && parent.name.text === 'split'
  const names = /^(namesIn|eachNamed|fields|row\.(texts|counts|numbers))$/
  return isSplit || (ts.isCallExpression(parent) && names.test(parent.expression.getText()))
}

/** Sentences with the figures of a run by their names, which the code fills in. */
const trainerRules = 'data/trainers/rules.csv'

/** What is said of the fields of questions: the command line, the API and messages say it, the page what it shows. */
const told = ['estimate', 'promises', 'layouts', 'sbatch', 'tradeoffs', 'annex', 'predict']

/** Titles, notes and labels of the headline formulas. */
const chain = 'data/formula/chain.json'

/** What a lesson says, without its ids and the values of its controls. */
export function lessonTexts(): object {
  const lessons: object = JSON.parse(readFileSync(`${sim}data/lessons/lessons.json`, 'utf8'))
  const hidden = ['id', 'values', 'start', 'kind', 'sense', 'url', 'field']
  return Object(
    JSON.parse(JSON.stringify(lessons, (key, value: unknown) => (hidden.includes(key) ? undefined : value))),
  )
}
