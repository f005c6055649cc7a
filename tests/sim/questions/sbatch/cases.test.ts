import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { answerSbatch } from '../../../../sim/index.ts'

const alps = { tokens: '1T', system: 'alps', account: 'a' }

function scriptOf(input: object): string {
  const answered = answerSbatch({ ...alps, ...input })
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value.script
}

function obstacleOf(input: object) {
  const answered = answerSbatch({ ...alps, ...input })
  if (answered.status !== 'infeasible') throw new Error(`the question is ${answered.status}`)
  return answered.obstacles[0]
}

describe('a script for a machine whose scheduler counts dies', () => {
  it('is not written by modules, where each second die would idle, but for the machine that it names', () => {
    const reason = obstacleOf({ model: 'llama-3-8b', system: 'lumi-g', gpus: 64 })?.reason ?? ''
    expect(reason).toContain('a system file of mi250x-gcd with 8 a node, and 128 accelerators')
    // Before its layout: one that divides would be refused all the same.
    const wrong = { model: 'llama-3-8b', system: 'frontier', gpus: 64, layout: 'tp=3' }
    expect(obstacleOf(wrong)?.reason).toContain('a system file of mi250x-gcd')
    const machine = {
      name: 'LUMI-G by dies',
      acceleratorId: 'mi250x-gcd',
      nodes: 2978,
      acceleratorsPerNode: 8,
    }
    const script = scriptOf({ model: 'llama-3-8b', system: { ...machine, country: 'FIN' }, gpus: 128 })
    for (const line of ['nodes=16', 'ntasks-per-node=8', 'gpus-per-node=8'])
      expect(script).toContain(`#SBATCH --${line}\n`)
    const modules = { name: 'x', acceleratorId: 'mi250', nodes: 64, acceleratorsPerNode: 4, country: 'FIN' }
    const other = obstacleOf({ model: 'llama-3-8b', system: modules, gpus: 64 })?.reason ?? ''
    expect(other).toContain('a system file of mi250-gcd with 8 a node, and 128 accelerators')
  })
})

describe('a script for Megatron-LM', () => {
  it('is refused with the trainer too where the layout that is wrong would not help', () => {
    const run = { model: 'gemma-3-1b', gpus: 48, layout: 'tp=2,pp=1,ep=16', seqLen: 2048 }
    const answered = answerSbatch({ ...alps, ...run })
    const problems = answered.status === 'refused' ? answered.problems : []
    const uses = problems.map(({ field, message }) => [field, /; use (\S+)$/.exec(message)?.[1]])
    expect(uses.map(([field]) => field)).toEqual(['framework', 'layout'])
    expect(answerSbatch({ ...alps, ...run, ...Object.fromEntries(uses) }).status).toBe('answer')
  })

  it('writes out a cut that does not divide: 46 layers on 4 stages of 3 chunks', () => {
    const layout = 'tp=2,pp=4,vpp=3,dp=8,cp=1,ep=1,mbs=1,gbs=256,zero=1,recompute=full'
    const model = {
      model_type: 'llama',
      num_hidden_layers: 46,
      hidden_size: 4096,
      intermediate_size: 14336,
      num_attention_heads: 32,
      vocab_size: 32000,
    }
    const script = scriptOf({ model, gpus: 64, layout })
    // 12 chunks of 4 have two layers too many: one is missing at each end.
    expect(script).toContain(`--pipeline-model-parallel-layout 'Et*3${'|t*4'.repeat(10)}|t*3L'`)
    expect(script).not.toContain('--num-layers-per-virtual-pipeline-stage')
  })

  it('cuts the 61 layers of DeepSeek-V3 by a layout string, and names its router', () => {
    const script = scriptOf({ model: 'deepseek-v3', gpus: 1024 })
    const cut = /--pipeline-model-parallel-layout '(.*)'/.exec(script)?.[1] ?? ''
    const held = [...cut.matchAll(/t(?:\*(\d+))?/g)].reduce((sum, [, count]) => sum + Number(count ?? 1), 0)
    expect(held).toBe(61)
    for (const flag of [
      '--moe-router-score-function sigmoid',
      '--moe-router-enable-expert-bias',
      '--moe-router-num-groups 8',
      '--moe-router-group-topk 4',
      '--moe-router-topk-scaling-factor 2.5',
      "--moe-layer-freq '([0]*3+[1]*58)'",
      '--qk-layernorm',
    ])
      expect(script).toContain(`  ${flag}\n`)
  })

  it('balances the experts of Mixtral by the loss of its config', () => {
    const layout = 'tp=1,pp=4,dp=64,cp=1,ep=8,mbs=1,gbs=1024,zero=1,recompute=full'
    expect(scriptOf({ model: 'mixtral-8x7b', gpus: 256, layout })).toContain('--moe-aux-loss-coeff 0.02\n')
  })

  it('leaves the number of hardware queues open with FSDP, and sets it to one without', () => {
    const shards = (zero: number) =>
      scriptOf({ model: 'qwen3-8b', gpus: 64, layout: `dp=64,mbs=1,gbs=256,zero=${String(zero)}` })
    expect(shards(3)).toContain('--use-megatron-fsdp')
    expect(shards(3)).toContain('unset CUDA_DEVICE_MAX_CONNECTIONS')
    expect(shards(3)).not.toContain('export CUDA_DEVICE_MAX_CONNECTIONS')
    expect(shards(1)).toContain('export CUDA_DEVICE_MAX_CONNECTIONS=1')
  })

  it.each([
    ['mpt-30b', 128, 'it has no ALiBi'],
    ['bloom-176b', 560, 'it has no norm after the embedding'],
    ['falcon-180b', 512, 'it has no block with attention and MLP side by side'],
    ['opt-175b', 512, 'it has no plain ReLU'],
  ])('refuses %s on %i, which no trainer of ours can train as it is', (model, gpus, reason) => {
    const obstacle = obstacleOf({ model, gpus })
    expect(obstacle?.reason).toContain(reason)
    expect(obstacle?.reason).toContain('none of ours can as asked')
    expect(obstacle?.nearest).toBeNull()
  })

  it('names Megatron-Bridge for the soft caps of Gemma 2', () => {
    const obstacle = obstacleOf({ model: 'gemma-2-27b', gpus: 64 })
    expect(obstacle?.reason).toContain('it has no soft cap on the logits')
    expect(obstacle?.nearest?.value).toBe('megatron-bridge')
    expect(scriptOf({ model: 'gemma-2-27b', gpus: 64, framework: 'megatron-bridge' })).toContain('AutoBridge')
  })

  it('has a guarded place for what neither the config nor a source tells', () => {
    const model = {
      model_type: 'llama',
      num_hidden_layers: 32,
      hidden_size: 4096,
      intermediate_size: 14336,
      num_attention_heads: 32,
      vocab_size: 32000,
    }
    const bare = scriptOf({ model, gpus: 64 })
    expect(bare).toContain('--rotary-base "$ROTARY_BASE"')
    expect(bare).toContain(': "${ROTARY_BASE:?FILL-IN')
    const told = scriptOf({ model: { ...model, rope_theta: 500000, rms_norm_eps: 1e-5 }, gpus: 64 })
    expect(told).toContain('--rotary-base 500000\n')
    expect(told).toContain('--norm-epsilon 0.00001\n')
    expect(told).not.toContain('ROTARY_BASE')
  })

  it('trains without dropout, whose default in Megatron is a tenth', () => {
    const script = scriptOf({ model: 'llama-3-8b', gpus: 64 })
    expect(script).toContain('--attention-dropout 0\n')
    expect(script).toContain('--hidden-dropout 0\n')
  })
})

describe('a script for another trainer', () => {
  it('trains in FP8 where the plan does: TorchTitan', () => {
    const layout = 'tp=1,pp=1,dp=64,cp=1,ep=1,mbs=1,gbs=128,zero=3,recompute=none'
    const fp8 = { model: 'llama-3.1-8b', gpus: 64, layout, framework: 'torchtitan', precision: 'fp8' }
    const script = scriptOf({ ...fp8, system: 'gefion' })
    expect(script).toContain('converters = ["quantize.linear.float8"]')
    expect(script).toContain('[quantize.linear.float8]')
  })

  it('says batch, sequence, steps and experts in code that is run: Megatron-Bridge, asked for as NeMo', () => {
    const layout = 'tp=2,pp=2,dp=16,cp=1,ep=4,mbs=1,gbs=256,zero=1,recompute=full'
    const script = scriptOf({ model: 'qwen3-30b-a3b', gpus: 64, layout, framework: 'NeMo' })
    for (const line of [
      'global_batch_size=256,',
      'model.expert_model_parallel_size = 4',
      'model.recompute_granularity = "full"',
      'use_distributed_optimizer=True,',
      'seq_length=4096,',
    ])
      expect(script).toContain(line)
    expect(script).toContain('exec python -u "$RUN_DIR/strategy.py"')
  })

  it('searches the layout within what the trainer can do', () => {
    const titan = answerSbatch({ ...alps, model: 'llama-3-8b', gpus: 256, framework: 'torchtitan' })
    if (titan.status !== 'answer') throw new Error('TorchTitan has no layout')
    expect([0, 2, 3]).toContain(titan.value.layout.zero)
    const nanotron = answerSbatch({ ...alps, model: 'llama-3-8b', gpus: 256, framework: 'nanotron' })
    if (nanotron.status !== 'answer') throw new Error('nanotron has no layout')
    expect(nanotron.value.layout.vpp).toBe(1)
    expect(nanotron.value.layout.zero).toBeLessThanOrEqual(1)
  })
})

describe('the Slurm job', () => {
  it('asks for no longer than the queue grants', () => {
    const job = { model: 'llama-3-8b', gpus: 64, partition: 'low' }
    const obstacle = obstacleOf({ ...job, queueLimit: '30h' })
    expect(obstacle?.nearest).toMatchObject({ field: 'queueLimit', value: '24h' })
    expect(scriptOf({ ...job, queueLimit: '24h' })).toContain('--time=1-00:00:00')
    expect(scriptOf({ model: 'llama-3-8b', gpus: 64, queueLimit: '12h' })).toContain('--time=12:00:00')
  })

  it('holds spare nodes beside those of the run, and shares the cores of a node out', () => {
    const script = scriptOf({ model: 'llama-3-8b', gpus: 64, spareNodes: 2, cpusPerTask: 72 })
    expect(script).toContain('#SBATCH --nodes=18\n')
    expect(script).toContain('PLACE=(--nodes=16 --nodelist="$NODES")')
    expect(script).toContain('#SBATCH --cpus-per-task=72\n')
    expect(script).toContain('--cpu-bind=cores')
    // As the job runs them: a reader that leaves early would end the writer, and with it the job.
    const picks = script.split('\n').filter((line) => line.startsWith('NODES='))
    const input = ['set -eo pipefail', 'ANSWERING="$(seq 1 30000)"', ...picks, 'echo "$NODES"'].join('\n')
    const { status, stdout } = spawnSync('bash', { input, encoding: 'utf8' })
    expect([status, stdout.trim().split(',').length]).toEqual([0, 16])
  })

  it('is an array of runs for a sweep', () => {
    const script = scriptOf({ model: 'llama-3-8b', gpus: 64, sweep: 'LEARNING_RATE=1e-4,3e-4' })
    expect(script).toContain('#SBATCH --array=0-1\n')
    expect(script).toContain('SWEEP=(1e-4 3e-4)')
    const refused = answerSbatch({ ...alps, model: 'llama-3-8b', gpus: 64, sweep: 'x=$(reboot),1' })
    expect(refused.status).toBe('refused')
  })

  it('has no line of its own from the name of a model', () => {
    const model = {
      name: 'x\necho PWNED #',
      model_type: 'llama',
      num_hidden_layers: 32,
      hidden_size: 4096,
      intermediate_size: 14336,
      num_attention_heads: 32,
      vocab_size: 32000,
    }
    const answered = answerSbatch({ ...alps, model, gpus: 64 })
    const lines = answered.status === 'answer' ? answered.value.script.split('\n') : []
    expect(lines.filter((line) => !line.startsWith('#') && line.includes('PWNED'))).toEqual([])
  })
})

describe('a job that is asked for wrongly', () => {
  it('is told of its run and of itself at once, and of promises that a script keeps none of', () => {
    const answered = answerSbatch({
      ...alps,
      model: 'llama-3-8b',
      gpus: 'many',
      account: null,
      spareNodes: 2000,
      deadline: '90d',
    })
    const fields = answered.status === 'refused' ? answered.problems.map(({ field }) => field) : []
    expect(fields.sort()).toEqual(['account', 'deadline', 'gpus', 'spareNodes'])
  })
})

describe('an array of links', () => {
  // slurm.conf: the largest index is one less than MaxArraySize, which is 1001 as installed.
  it.each([
    ['12h', 0],
    ['1h', 1],
  ])('beyond what Slurm takes as it is installed says so: jobs of %s', (queueLimit, times) => {
    const script = scriptOf({ model: 'llama-3-8b', tokens: '5T', gpus: 64, chain: 'array', queueLimit })
    const links = Number(/--array=1-(\d+)%1/.exec(script)?.[1])
    expect(links > 1000).toBe(times === 1)
    expect(script.split('MaxArraySize').length - 1).toBe(times)
  })
})
