import type { Plugin } from 'vite'
import { readArchitecture } from '../sim/workload/huggingface.ts'
import type { readModels } from '../sim/catalogue/kinds.ts'

/** A part of the simulation that the first answer of a ready run does without. */
type LatePart = {
  /** Where it is written, and the one function of it that is asked for. */
  readonly file: string
  readonly name: string
  /** Who asks for it before the first answer. */
  readonly askedBy: readonly string[]
  /** Code that answers without it: the body of a function of `said`, which falls through where it cannot. */
  readonly without: string
}

const sim = (path: string) => new URL(`../sim/${path}`, import.meta.url).pathname
const virtual = '\0late:'

/** Shapes of the ready models, read when the page is built, by the config that they are read from. */
function readyShapes(models: ReturnType<typeof readModels>): string {
  const shapes = models.map(({ id, config }) => [id, readArchitecture(config)])
  return `const shapes = new Map(${JSON.stringify(shapes)})
    const ready = models.find(({ config, id }) => config === said && shapes.has(id))
    if (ready !== undefined) return shapes.get(ready.id)`
}

/**
 * The readers of config.json files and of a pilot's profile, and what trainers can do, follow the first answer, with the other models: shapes of
 * the ready models are read when the page is built. Whoever answers with more has loaded `worker/rest-of-models.ts`.
 */
export function readersFollow(ready: ReturnType<typeof readModels>): Plugin {
  const parts: readonly LatePart[] = [
    {
      file: sim('workload/huggingface.ts'),
      name: 'readArchitecture',
      askedBy: ['/sim/questions/estimate/', '/sim/evidence/published.ts'],
      without: readyShapes(ready),
    },
    {
      file: sim('questions/estimate/layout/trainer-rules.ts'),
      name: 'withinTrainer',
      askedBy: ['/sim/questions/estimate/'],
      without: '',
    },
    {
      file: sim('questions/pilot/learn.ts'),
      name: 'readProfile',
      askedBy: ['/sim/questions/estimate/'],
      without: '',
    },
  ]
  return {
    name: 'readers-follow',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id.startsWith(virtual)) return id
      const part = parts.find(({ file }) => id.endsWith(file.slice(file.lastIndexOf('/'))))
      return part !== undefined && part.askedBy.some((path) => importer?.includes(path))
        ? virtual + part.name
        : null
    },
    load(id) {
      const part = parts.find(({ name }) => id === virtual + name)
      if (part === undefined) return null
      return `import { models } from ${JSON.stringify(sim('catalogue/models.ts'))}
        let read = null
        export const bring = (reader) => { read = reader }
        export function ${part.name}(said) {
          ${part.without}
          if (read === null) throw new Error('${part.name} has not arrived')
          return read(said)
        }`
    },
    transform(code, id) {
      if (!id.endsWith('/worker/rest-of-models.ts')) return null
      const brought = parts.map(
        ({ file, name }) => `import { ${name} } from ${JSON.stringify(file)}
          import { bring as bring${name} } from ${JSON.stringify(virtual + name)}
          bring${name}(${name})`,
      )
      return `${brought.join('\n')}\n${code}`
    },
  }
}
