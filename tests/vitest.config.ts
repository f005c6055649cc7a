import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that open a browser are short and last long: begun late, one of them would keep one core at the end. */
class BrowserFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const opensBrowser = ({ moduleId }: TestSpecification) => moduleId.includes('/tests/web/')
    return [...sorted.filter(opensBrowser), ...sorted.filter((file) => !opensBrowser(file))]
  }
}

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tests/**/*.test.ts'],
    maxWorkers: 2,
    // All files of a worker share the modules that they load: reading them anew for each took a third of the run. What
    // a file changes in a module or in the process it puts back.
    isolate: false,
    sequence: { sequencer: BrowserFirst },
    // A slow machine is no fault: these end what hangs, and what a page shows is asked until it shows it.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
    benchmark: { include: ['tests/bench/**/*.bench.ts'] },
  },
})
