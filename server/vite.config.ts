import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/**
 * The simulation as one file in place of some three hundred, so that the command line starts fast. Runs after `tsc -b`
 * and takes the place of the `index.js` that the compiler wrote, always from the sources: never stale.
 */
export default defineConfig({
  root: path('..'),
  publicDir: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    minify: false,
    emptyOutDir: false,
    outDir: path('../dist/sim'),
    rollupOptions: {
      input: path('../sim/index.ts'),
      external: ['mathjs'],
      output: { entryFileNames: 'index.js', chunkFileNames: 'chunks/[name].js' },
    },
  },
  ssr: { noExternal: true },
})
