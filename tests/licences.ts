/**
 * `npm run audit`: the packages that run, each with its version and licence; ends with 1 where one has none or one that
 * is not free to use here. Then what the registry knows against them, where it answers.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

type Package = { readonly dev?: boolean; readonly version?: string; readonly license?: string }

const free = /^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|CC0-1\.0|Unlicense|BlueOak-1\.0\.0|MPL-2\.0)$/
const lock: { readonly packages: Readonly<Record<string, Package>> } = JSON.parse(
  readFileSync('package-lock.json', 'utf8'),
)
const running = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true)
const odd = running.filter(
  ([, { license = 'none' }]) => !license.split(/ (?:OR|AND) |[()]/).some((one) => free.test(one)),
)
for (const [path, { version = '', license = 'none' }] of running)
  process.stdout.write(`${path.replace(/^.*node_modules\//, '')} ${version} ${license}\n`)
for (const [path, { license = 'none' }] of odd) process.stdout.write(`NOT FREE ${path}: ${license}\n`)
const { status, stdout, stderr } = spawnSync('npm', ['audit', '--omit=dev'], { encoding: 'utf8' })
process.stdout.write(
  status === 0
    ? stdout
    : `npm audit: ${stdout.trim() === '' ? `no answer of the registry ${stderr.slice(0, 200)}` : stdout}\n`,
)
process.exitCode = odd.length > 0 ? 1 : 0
