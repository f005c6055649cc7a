/**
 * `npm run bench -- [part]`: everything that is measured and held by no test, one after the other; or one part of it. What is
 * missed stops nothing; ends with 1 where something was.
 */
import { spawnSync } from 'node:child_process'

const script = (...args: readonly string[]) => ['tests/run-ts.js', ...args]
const parts: Readonly<Record<string, readonly string[]>> = {
  ratios: ['node_modules/vitest/vitest.mjs', 'bench', '--run', '--config', 'tests/vitest.config.ts'],
  counted: script('tests/bench/counted.ts'),
  service: script('tests/bench/service.ts'),
  load: script('tests/bench/load.ts', '3'),
  page: script('tests/web/speed.ts'),
}

const [, , only] = process.argv
if (only !== undefined && parts[only] === undefined)
  throw new Error(`no part ${only}: ${Object.keys(parts).join(', ')}`)
const missed = Object.entries(parts)
  .filter(([name]) => only === undefined || name === only)
  .filter(([name, args]) => {
    process.stdout.write(`\n== ${name}\n`)
    return spawnSync(process.execPath, [...args], { stdio: 'inherit' }).status !== 0
  })
if (missed.length > 0) process.stdout.write(`\nmissed in ${missed.map(([name]) => name).join(', ')}\n`)
process.exitCode = missed.length > 0 ? 1 : 0
