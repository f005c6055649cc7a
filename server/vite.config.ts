import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { countryIntensitiesOnly } from '../web/vite.config.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** What is run or loaded by its file name: the command line, and the threads of the server and of large questions. */
const entries = [
  'cli/main',
  'jobs/worker',
  'monte-carlo/worker',
  'pool/worker',
  'store/worker',
  'sweep/worker',
]

/** The evidence depends on the sources alone: reckoned once by what was built, not for two seconds by each thread. */
const keepEvidence: Plugin = {
  name: 'keep-evidence',
  closeBundle: async () => {
    const { default: answerTask } = await import(path('../dist/server/pool/worker.js'))
    const { json } = answerTask({
      name: 'evidence',
      body: [Buffer.from('{}')],
      workMs: 0,
      zips: false,
      port: null,
    })
    writeFileSync(path('../dist/server/pool/evidence.json'), json)
  },
}

/**
 * The command line and the web server as some fifty files in place of four hundred, each command with the code that it
 * needs and no other, so that it starts fast. The compiler only checks types: all that runs is bundled here, from the
 * sources, into a folder that is emptied first, so nothing is ever stale. Names and lines stay as they are written, for
 * the sake of stack traces: minified, a command starts no more than 5 ms sooner.
 *
 * Every bundle lies in a folder of dist/server, which is where built.ts starts from.
 */
export default defineConfig({
  root: path('.'),
  publicDir: false,
  logLevel: 'warn',
  plugins: [countryIntensitiesOnly(), keepEvidence],
  build: {
    ssr: true,
    target: 'node20',
    minify: false,
    emptyOutDir: true,
    outDir: path('../dist/server'),
    rolldownOptions: {
      input: Object.fromEntries(entries.map((entry) => [entry, path(`${entry}.ts`)])),
      // No shared code in an entry: a chunk that asks main.js for it would wait for the command that waits for the chunk.
      preserveEntrySignatures: 'strict',
      // The simulation is pure: a module of it that nothing asks for has no effect.
      treeshake: { moduleSideEffects: (id) => !id.includes('/sim/') },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    },
  },
  // Small and read at every start; what only the web server loads comes from its packages.
  ssr: { noExternal: ['commander', 'zod'] },
})
