import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createVitest, type TestModule, type Vitest } from 'vitest/node'
import { plantedErrors, type PlantedError } from './errors.ts'

/**
 * Plants each error alone, in memory, runs the tests that should catch it, and prints which did. Fails where one
 * survives, where the tests do not pass without an error, or where an error no longer finds its place.
 */

const root = fileURLToPath(new URL('../..', import.meta.url))
let planted: PlantedError | null = null

const plugin = {
  name: 'planted-error',
  enforce: 'pre' as const,
  transform(text: string, id: string) {
    return planted !== null && id.split('?')[0] === root + planted.file
      ? { code: text.replace(planted.from, () => planted?.to ?? ''), map: null }
      : null
  },
}

function placesOf({ file, from }: PlantedError): number {
  return readFileSync(root + file, 'utf8').split(from).length - 1
}

/** The tests that fail with an error planted, or with none; a file that does not load counts as one. */
async function failing(vitest: Vitest, error: PlantedError | null, tests: readonly string[]) {
  planted = error
  for (const { file } of error === null ? [] : [error]) vitest.invalidateFile(root + file)
  const specifications = await vitest.globTestSpecifications([...tests])
  if (specifications.length < tests.length) throw new Error(`no such test among ${tests.join(', ')}`)
  const { testModules } = await vitest.runTestSpecifications(specifications)
  planted = null
  if (error !== null) vitest.invalidateFile(root + error.file)
  const asked = new Set(specifications.map(({ moduleId }) => moduleId))
  // The answer has the modules of earlier runs, too.
  return testModules.filter(({ moduleId }) => asked.has(moduleId)).flatMap(failuresOf)
}

function failuresOf(module: TestModule): readonly string[] {
  const failures = [...module.children.allTests('failed')].map(({ fullName }) => fullName)
  return module.state() === 'failed' && failures.length === 0 ? [module.relativeModuleId] : failures
}

async function judge(vitest: Vitest, error: PlantedError): Promise<boolean> {
  const places = placesOf(error)
  if (places !== 1) {
    console.log(`LOST      ${error.file}: '${error.from}' is there ${String(places)} times`)
    return false
  }
  const caught = await failing(vitest, error, error.tests)
  const [first = 'nobody'] = caught
  console.log(
    `${caught.length > 0 ? 'caught   ' : 'SURVIVES '} ${error.file}: ${error.why}\n          by ${first}` +
      (caught.length > 1 ? ` and ${String(caught.length - 1)} more` : ''),
  )
  return caught.length > 0
}

const vitest = await createVitest(
  'test',
  {
    // Not the tests' own: its projects would run without the plugin below.
    config: false,
    root,
    include: ['tests/sim/**/*.test.ts'],
    testTimeout: 60_000,
    watch: false,
    maxWorkers: 1,
    reporters: [{}],
  },
  { plugins: [plugin] },
)
const wanted = process.argv[2]
const errors = plantedErrors.filter(
  ({ file, why }) => wanted === undefined || `${file} ${why}`.includes(wanted),
)
await vitest.standalone()
const before = await failing(vitest, null, [...new Set(errors.flatMap(({ tests }) => tests))])
for (const name of before) console.log(`FAILS     without any error: ${name}`)
let caught = 0
for (const error of errors) caught += Number(await judge(vitest, error))
console.log(`${String(caught)} of ${String(errors.length)} planted errors caught`)
await vitest.close()
process.exitCode = caught === errors.length && before.length === 0 ? 0 : 1
