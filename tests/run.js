/**
 * `npm test`: types, lint, format, build, then every vitest test, the real browser included. All stages run even after
 * one has failed; the last line counts them.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isBuilt } from '../server/sources.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const report = join(mkdtempSync(join(tmpdir(), 'petaplan-test-')), 'report.json')

/** Runs one tool of the project; resolves to whether it succeeded. What a quiet one says is shown at its end. */
function run(name, [tool, ...args], stdio = 'inherit') {
  const start = Date.now()
  const said = []
  const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], { cwd: root, stdio })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => said.push(text))
  return new Promise((resolve) => {
    child.on('close', (status) => {
      const seconds = ((Date.now() - start) / 1000).toFixed(0)
      process.stdout.write(`${said.join('')}${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`)
      resolve(status === 0)
    })
  })
}

async function checks() {
  return [
    await run('types', ['typescript-native/bin/tsc', '-b'], 'pipe'),
    await run('lint', ['oxlint/bin/oxlint'], 'pipe'),
    await run('format', ['oxfmt/bin/oxfmt', '--check'], 'pipe'),
  ]
}

async function builds() {
  // `npm ci` has just made both, of these very sources.
  if (isBuilt()) return [true, true]
  return [
    await run('command line build', ['vite/bin/vite.js', 'build', '--config', 'server/vite.config.ts']),
    await run('page build', [
      'vite/bin/vite.js',
      'build',
      '--config',
      'web/vite.config.ts',
      '--logLevel',
      'warn',
    ]),
  ]
}

// Neither needs what the other makes, and each keeps one core busy. The tests wait for what is built, not for lint.
const checking = checks()
const built = await builds()
const reporters = ['--reporter', 'default', '--reporter', 'json', '--outputFile.json', report]
const tested = await run('tests', [
  'vitest/vitest.mjs',
  'run',
  '--config',
  'tests/vitest.config.ts',
  ...reporters,
])
const stages = [...(await checking), ...built]

const counts = existsSync(report)
  ? JSON.parse(readFileSync(report, 'utf8'))
  : { numPassedTests: 0, numFailedTests: 0 }
const skipped = (counts.numPendingTests ?? 0) + (counts.numTodoTests ?? 0)
const stagesFailed = stages.filter((passed) => !passed).length
// A suite that crashed has no failed test of its own, but the run has failed.
const crashed = !tested && counts.numFailedTests === 0 ? 1 : 0
const passed = stages.length - stagesFailed + counts.numPassedTests
const failed = stagesFailed + counts.numFailedTests + crashed + skipped
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1
