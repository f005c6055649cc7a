/** After `npm ci`: builds what runs, where the tools for it are installed; `NODE_ENV=production` leaves them out. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sayBuilt } from './sources.js'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

if (existsSync(at('node_modules/vite'))) {
  const { status } = spawnSync('npm', ['run', '-s', 'bundle'], { cwd: at('.'), stdio: 'inherit' })
  process.exitCode = status ?? 1
  if (status === 0) sayBuilt()
} else if (!existsSync(at('dist/server/cli/main.js'))) {
  process.stderr.write(
    'petaplan: nothing is built, since the development packages are not installed.\n' +
      'Build first (npm ci --include=dev), then leave them out (npm prune --omit=dev --ignore-scripts).\n',
  )
}
