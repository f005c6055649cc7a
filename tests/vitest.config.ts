import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Tests of pure code share the modules they load: nothing of theirs is left behind for the next file. */
const pure = ['tests/{sim,laws,evidence,catalogue,conformance}/**/*.test.ts']

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    maxWorkers: 2,
    benchmark: { include: ['tests/bench/**/*.bench.ts'] },
    projects: [
      {
        extends: true,
        test: {
          name: 'sim',
          include: pure,
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // The benches run once, in the other project.
          benchmark: { exclude: ['**'] },
        },
      },
      {
        extends: true,
        test: {
          name: 'around',
          include: ['tests/**/*.test.ts'],
          exclude: pure,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
