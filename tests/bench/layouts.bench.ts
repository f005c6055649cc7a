import { bench, describe } from 'vitest'
import { searchLayouts } from '../../sim/planner/search.ts'
import { readArchitecture } from '../../sim/workload/huggingface.ts'
import { shapesOf } from '../../sim/workload/shapes.ts'
import { pose, type Case } from '../sim/planner/question.ts'

const llama70b: Case = {
  model: 'llama-3.1-70b',
  machine: 'alps',
  gpus: 4096,
  seqLen: 8192,
  globalBatch: 2048,
}
const deepseek: Case = {
  model: 'deepseek-v3',
  machine: 'h800-sxm-80',
  gpus: 2048,
  seqLen: 4096,
  globalBatch: 15360,
}

function gpt3() {
  const read = readArchitecture({
    num_hidden_layers: 96,
    hidden_size: 12288,
    num_attention_heads: 96,
    intermediate_size: 49152,
    vocab_size: 51200,
    mlp_gated: false,
  })
  if (!read.ok) throw new Error('refused')
  return shapesOf(read.value)
}

/**
 * Calculon's search (Isaev et al. 2023) runs a 175B model on 4,096 A100 7.1 million times: tp to 32, pp to the layers,
 * interleaving, micro-batch, recomputation, optimizer sharding, and options of the software (overlap, offload, fused
 * kernels) that our model takes from the framework instead. Ours has the same degrees and context parallelism; its
 * space is repeated over batches until as many layouts are tried.
 */
const calculonRuns = 7_100_000
const calculon: Omit<Case, 'globalBatch'> = {
  model: gpt3(),
  machine: 'a100-sxm-80',
  gpus: 4096,
  seqLen: 2048,
}

/** About as wide a space as a search begins with: many divisors in layers, accelerators and batch. */
const wide: Case = {
  model: { ...gpt3(), layers: 720, denseLayers: 720 },
  machine: 'a100-sxm-80',
  gpus: 5040 * 64,
  seqLen: 8192,
  globalBatch: 5040 * 512,
}

/** Runs of a search: a short one needs many until it is compiled, as a page's or a server's are. */
const runs = { short: { iterations: 40, warmup: 160 }, long: { iterations: 3, warmup: 1 } }

/** Counts the layouts of each run of a search, and prints what they come to in time of one core. */
function counted(name: string, work: () => number, length: keyof typeof runs = 'long'): void {
  let layouts = 0
  let leastMs = Infinity
  let firstMs = 0
  const { iterations, warmup } = runs[length]
  const once = { iterations, time: 0, warmupIterations: warmup, warmupTime: 0 }
  bench(
    name,
    () => {
      workedOut = 0
      const before = process.cpuUsage()
      layouts = work()
      const { user, system } = process.cpuUsage(before)
      leastMs = Math.min(leastMs, (user + system) / 1e3)
      firstMs ||= (user + system) / 1e3
    },
    {
      ...once,
      teardown: () => {
        if (layouts === 0) throw new Error(`${name}: no layout was tried, so nothing was measured`)
        const rate = (layouts / leastMs / 1e3).toFixed(1)
        process.stdout.write(
          `${name}: ${layouts.toLocaleString('en')} layouts (${workedOut.toLocaleString('en')} worked out) in ${leastMs.toFixed(1)} ms of one core, ${rate} M a second; the first time ${firstMs.toFixed(0)} ms\n`,
        )
      },
    },
  )
}

/** Layouts judged; those beyond a micro-batch that already was too large are judged without being worked out. */
function tried(run: Case, largestTp?: number): number {
  const question = pose(run)
  const { tally } = searchLayouts({ ...question, largestTp: largestTp ?? question.largestTp })
  workedOut += tally.layouts - tally.layoutsSkipped
  return tally.layouts
}

let workedOut = 0

function calculonSweep(): number {
  let layouts = 0
  for (let batch = 1024; layouts < calculonRuns; batch += 1024)
    layouts += tried({ ...calculon, globalBatch: batch }, 32)
  return layouts
}

describe('a full search', () => {
  counted('70B on 4,096', () => tried(llama70b), 'short')
  counted('DeepSeek-V3 on 2,048 with expert parallelism', () => tried(deepseek))
  counted('a wide space', () => tried(wide))
  counted('175B on 4,096, as many layouts as Calculon runs', calculonSweep)
})
