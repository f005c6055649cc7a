/**
 * `node tests/run-ts.js tests/bench/counted.ts [bodies] [seed]`: questions at the limits of the contract, each ended at the
 * work that the service gives an answer: CPU over counted work by route, and the dearest. Ends with 1 where one takes more
 * than two seconds.
 */
import { countedUs, withinWork } from '../../sim/base/outcome.ts'
import { stream } from '../../sim/base/random.ts'
import { operations } from '../../server/operations.ts'
import { readEnvironment } from '../../server/environment.ts'
import { atLimits } from '../fuzz/limits.ts'

const [, , bodies = '150', seed = '1'] = process.argv
const read = readEnvironment({})
if (!read.ok) throw new Error('the environment is not read')
const mostUs = read.environment.ANSWER_WORK_MS * 1000
const mostCpuS = 2

type Told = {
  readonly route: string
  readonly cpuS: number
  readonly countedS: number
  readonly body: string
}

function ask(route: string, body: string): Told {
  const operation = operations.find(({ path }) => route === `/api/v1${path}`)
  const before = process.cpuUsage()
  const us = countedUs(() =>
    withinWork(mostUs, () => JSON.stringify(operation?.answer(JSON.parse(body), () => undefined))),
  )
  const { user, system } = process.cpuUsage(before)
  return { route, cpuS: (user + system) / 1e6, countedS: us / 1e6, body: body.slice(0, 300) }
}

const random = stream(Number(seed), 'limits')
const told = Array.from({ length: Number(bodies) }, () => {
  const { route, body } = atLimits(random)
  return ask(route, body)
})
const sum = (of: readonly Told[], what: 'cpuS' | 'countedS') => of.reduce((all, one) => all + one[what], 0)
for (const route of new Set(told.map((one) => one.route))) {
  const own = told.filter((one) => one.route === route)
  const most = Math.max(...own.map(({ cpuS }) => cpuS))
  process.stdout.write(
    `${route}: ${String(own.length)} questions, ${(sum(own, 'cpuS') / sum(own, 'countedS')).toFixed(2)} s of CPU a counted second, most ${most.toFixed(2)} s (at most ${String(mostCpuS)})\n`,
  )
}
const dear = told.filter(({ cpuS }) => cpuS > mostCpuS)
for (const { cpuS, countedS, body } of dear)
  process.stdout.write(`${cpuS.toFixed(2)} s, counted ${countedS.toFixed(2)} s: ${body}\n`)
process.exitCode = dear.length > 0 ? 1 : 0
