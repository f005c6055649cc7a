import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readArchitecture } from '../../../sim/workload/huggingface.ts'
import { countParameters } from '../../../sim/workload/flops.ts'
import { isConfig, type Config } from '../../../sim/workload/config-reader.ts'

/**
 * What the class of each model type holds with its own default configuration: built without weights (the meta device)
 * by transformers 5.18.0, tied parameters once, vision and audio towers apart. The config has what the class writes of
 * its defaults, without the fields that cannot change a count. The named rows have the shapes of released models, the
 * count is their class's with those shapes: MiniMax-M2.7, GLM-5.2 and DeepSeek-V4-Flash as in the released config.json,
 * the others typed in. RWKV-6 and 7 are built by flash-linear-attention 0.5.2;
 * TeleChat3-36B by mlx-lm of August 2026, with shapes alone in place of its arrays. Mamba 2 of fla-org/flame
 * (configs/mamba2_1B.json) names no heads; its count is that of flash-linear-attention's class. Gemma-4-31B is what the
 * class saves: experts beside a switch that turns them off, widths of single layers.
 */
type ClassCount = { readonly type: string; readonly count: number; readonly config: Config }

const rows: readonly ClassCount[] = readFileSync(new URL('./class-counts.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): ClassCount => {
    const row: unknown = JSON.parse(line)
    if (!isConfig(row) || typeof row['type'] !== 'string' || typeof row['count'] !== 'number')
      throw new Error(`no row: ${line.slice(0, 80)}`)
    return { type: row['type'], count: row['count'], config: isConfig(row['config']) ? row['config'] : {} }
  })

describe("a class's own default configuration", () => {
  it.each(rows.map((row) => [row.type, row] as const))(
    'of %s is counted as the class counts itself',
    (_, row) => {
      const read = readArchitecture(row.config)
      if (!read.ok) throw new Error(JSON.stringify(read.problems))
      expect(Math.abs(countParameters(read.value).total / row.count - 1)).toBeLessThan(0.0005)
    },
  )
})

describe('state-space heads', () => {
  it.each([
    ['mamba2', { num_heads: 24, head_dim: 64 }, 'num_heads'],
    ['mamba2', { head_dim: 100 }, 'num_heads'],
    ['bamba', { mamba_n_heads: 24, mamba_d_head: 64 }, 'mamba_n_heads'],
    ['falcon_h1', { mamba_n_heads: 24, mamba_d_head: 64, mamba_d_ssm: 1024 }, 'mamba_n_heads'],
  ])('of %s that do not fill the inner width are refused, as its class does', (model_type, fields, name) => {
    const read = readArchitecture({ ...rows.find(({ type }) => type === model_type)?.config, ...fields })
    expect(JSON.stringify(read)).toContain(`"model.${name}"`)
  })
})

/** Types that say nothing but their name: every width is left to their class, as transformers saves what is default. */
const bare = [
  'llama',
  'mistral',
  'mixtral',
  'qwen2',
  'qwen3',
  'gemma',
  'gemma2',
  'granite',
  'granitemoe',
  'olmo',
  'olmo2',
  'olmo3',
  'gpt2',
  'opt',
  'minimax',
]

describe('a text part that leaves its widths to its class', () => {
  const inside = (model_type: string) =>
    readArchitecture({ model_type: 'llava', text_config: { model_type }, vision_config: {} })

  it.each(bare)('of type %s has those of that class', (type) => {
    const read = inside(type)
    const row = rows.find((one) => one.type === type)
    if (!read.ok || row === undefined) throw new Error(JSON.stringify(read))
    expect(Math.abs(countParameters(read.value).total / row.count - 1)).toBeLessThan(0.0005)
  })

  it.each([
    'qwen3_moe',
    'deepseek_v3',
    'phi3',
    'falcon',
    'stablelm',
    'gpt_oss',
    'cohere2',
    'qwen3_5',
    'bloom',
  ])('of type %s is refused, for they are not known here, and never those of another class', (type) => {
    const read = inside(type)
    expect(read.ok ? 'counted' : read.problems.map(({ field }) => field)).toContain('model.hidden_size')
  })

  it.each(['bart', 'bert', 'plamo2', 'some_decoder'])(
    'of type %s is not read as the type around it',
    (type) => {
      expect(JSON.stringify(inside(type))).toContain(`'${type}' is `)
    },
  )
})
