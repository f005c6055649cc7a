import type { Plugin } from 'vite'
import { readArchitecture } from '../sim/workload/huggingface.ts'
import type { readModels } from '../sim/catalogue/kinds.ts'

/** A part of the simulation that the first answer of a ready run does without. */
type LatePart = {
  /** Where it is written, and the functions of it that are asked for. */
  readonly file: string
  readonly names: readonly string[]
  /** Who asks for it before the first answer. */
  readonly askedBy: readonly string[]
  /** Code that answers the first of them without it: a function's body, of `said`, which falls through where it cannot. */
  readonly without: string
}

const sim = (path: string) => new URL(`../sim/${path}`, import.meta.url).pathname
const virtual = '\0late:'
const idOf = ({ names }: LatePart) => `${virtual}${names.join('-')}`

/** Shapes of the ready models, read when the page is built, by the config that they are read from. */
function readyShapes(models: ReturnType<typeof readModels>): string {
  const shapes = models.map(({ id, config }) => [id, readArchitecture(config)])
  return `const shapes = new Map(${JSON.stringify(shapes)})
    const ready = models.find(({ config, id }) => config === said && shapes.has(id))
    if (ready !== undefined) return shapes.get(ready.id)`
}

const partsWith = (ready: ReturnType<typeof readModels>): readonly LatePart[] => [
  {
    file: sim('workload/huggingface.ts'),
    names: ['readArchitecture'],
    askedBy: ['/sim/questions/estimate/', '/sim/evidence/published.ts'],
    without: readyShapes(ready),
  },
  {
    file: sim('questions/estimate/layout/trainer-rules.ts'),
    names: ['withinTrainer'],
    askedBy: ['/sim/questions/estimate/'],
    without: '',
  },
  {
    file: sim('questions/pilot/learn.ts'),
    names: ['readProfile'],
    askedBy: ['/sim/questions/estimate/'],
    without: '',
  },
  {
    file: sim('questions/estimate/reading/read-ranges.ts'),
    names: ['readRanges', 'readCorrelations'],
    askedBy: ['/sim/questions/estimate/input.ts'],
    without: '',
  },
  {
    file: sim('questions/estimate/reading/read-layout.ts'),
    names: ['readLayoutWish'],
    askedBy: ['/sim/questions/estimate/input.ts'],
    without: `if (said === 'auto') return { ok: true, value: said }`,
  },
]

/**
 * The readers of config.json files, of a pilot's profile, of ranges and of layouts, and what trainers can do, follow the
 * first answer, with the other models: shapes of the ready models are read when the page is built. Whoever answers with
 * more has loaded `worker/rest-of-models.ts`.
 */
export function readersFollow(ready: ReturnType<typeof readModels>): Plugin {
  const parts = partsWith(ready)
  return {
    name: 'readers-follow',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id.startsWith(virtual)) return id
      const part = parts.find(({ file }) => id.endsWith(file.slice(file.lastIndexOf('/'))))
      return part !== undefined && part.askedBy.some((path) => importer?.includes(path)) ? idOf(part) : null
    },
    load(id) {
      const part = parts.find((one) => id === idOf(one))
      if (part === undefined) return null
      const late = part.names.map(
        (name, at) => `export function ${name}(...all) {
          const [said] = all
          ${at === 0 ? part.without : ''}
          if (there === null) throw new Error('${name} has not arrived')
          return there.${name}(...all)
        }`,
      )
      return `import { models } from ${JSON.stringify(sim('catalogue/models.ts'))}
        let there = null
        export const bring = (parts) => { there = parts }
        ${late.join('\n')}`
    },
    transform(code, id) {
      if (!id.endsWith('/worker/rest-of-models.ts')) return null
      const brought = parts.map(
        (part, at) => `import { ${part.names.join(', ')} } from ${JSON.stringify(part.file)}
          import { bring as bring${String(at)} } from ${JSON.stringify(idOf(part))}
          bring${String(at)}({ ${part.names.join(', ')} })`,
      )
      return `${brought.join('\n')}\n${code}`
    },
  }
}
