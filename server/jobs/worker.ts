import { readSweep, totalSamples } from '../../sim/index.ts'
import { openPart, whatIsLeft } from '../output/part-file.ts'
import { runSweep } from '../sweep/run.ts'
import { thisThread } from '../sweep/workers.ts'
import { mostPointsOfJob, mostSamplesOfJob } from '../sweep/limits.ts'
import type { JobAnswer, JobTask } from './task.ts'

const whole = { shard: 1, shards: 1 }

/** Runs in the thread of jobs: goes on after the rows that are there, whatever ended the run before. */
export default async function runJob({ input, path, port }: JobTask): Promise<JobAnswer> {
  const raw: unknown = JSON.parse(input)
  const plan = readSweep(raw, { mostPoints: mostPointsOfJob, resolve: (_, value) => ({ ok: true, value }) })
  if (!plan.ok) return { status: 'refused', problems: plan.problems }
  if (totalSamples(plan.value) > mostSamplesOfJob) {
    const message = `are at most ${mostSamplesOfJob.toLocaleString('en')} at all points together`
    return { status: 'refused', problems: [{ field: 'samples', message }] }
  }
  // The folder is this server's own, and the claim of one that was ended would outlive it in a container.
  const output = { path, isFile: true, release: () => undefined }
  const { hash, count } = plan.value
  const left = whatIsLeft(output.path, { ...whole, hash, count }, null)
  if (left.status === 'whole') return { status: 'done', count }
  const kept = left.status === 'part' ? left.rows : 0
  const part = await openPart(output, kept === 0 ? 'anew' : 'at its end')
  let done = kept
  port.postMessage({ done, of: count })
  const run = { plan: plan.value, shard: whole, kept, form: 'jsonl' } as const
  for await (const chunk of runSweep(run, thisThread, new AbortController().signal)) {
    await part.write(chunk.text)
    done += chunk.points
    port.postMessage({ done, of: count })
  }
  await part.finish()
  return { status: 'done', count }
}
