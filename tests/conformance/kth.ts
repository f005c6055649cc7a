/**
 * Holds the engine to the published check values of a whole real log: 27,992 jobs on 100 nodes.
 *
 *     npx tsx tests/conformance/kth.ts KTH-SP2-1996-2.1-cln.swf.gz
 *
 * The log is at the Parallel Workloads Archive, https://www.cs.huji.ac.il/labs/parallel/workload/l_kth_sp2/, provided
 * by Lars Malinowsky and converted by Dror Feitelson; it is not part of this project.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { readWorkload } from '../../sim/queue/import/read.ts'
import { simulate } from '../../sim/queue/engine/simulate.ts'
import { policies } from './oracle.ts'

const nodes = 100
/** Mean wait in seconds and mean bounded slowdown (threshold 10 s) under the rules, from outside the project. */
const expected = {
  fcfs: [218_832.062, 4294.500403],
  easy: [6351.4934, 86.371229],
  conservative: [7006.1519, 89.444833],
  conservative_rebuild: [7627.9381, 97.482209],
} as const

const path = process.argv[2] ?? ''
const file = readFileSync(path)
const read = readWorkload(path.endsWith('.gz') ? gunzipSync(file) : file)
if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('; '))
const { jobs } = read.value
for (const policy of policies) {
  const before = process.cpuUsage().user
  const { startS, endS } = simulate({ nodes, kinds: null, jobs, windows: [] }, { policy, onProgress: null })
  const cpuS = (process.cpuUsage().user - before) / 1e6
  let [waits, slowdowns] = [0, 0]
  for (let i = 0; i < jobs.count; i += 1) {
    const waitS = (startS[i] ?? 0) - (jobs.submitS[i] ?? 0)
    const runS = (endS[i] ?? 0) - (startS[i] ?? 0)
    waits += waitS
    slowdowns += Math.max(1, (waitS + runS) / Math.max(runS, 10))
  }
  const found = [waits / jobs.count, slowdowns / jobs.count]
  const [wait, slowdown] = expected[policy]
  const agrees = Math.abs((found[0] ?? 0) - wait) < 1e-3 && Math.abs((found[1] ?? 0) - slowdown) < 1e-6
  const line = [agrees ? 'ok    ' : 'DIFFERS', policy, ...found.map(String), `${cpuS.toFixed(2)} CPU s`]
  process.stdout.write(`${line.join('  ')}\n`)
  if (!agrees) process.exitCode = 1
}
