import type { ThroughputTable } from './table.ts'

export const megatronReadmeGpt3: ThroughputTable = {
  name: 'Megatron-README-GPT3',
  sourceId: 'megatron-readme',
  role: 'check',
  convention: 'hardware FLOPs',
  rows: `
megatron-readme-gpt3-001|gpt-3-175b|2048|a100-sxm-80|1024|8|25|8|16||8|1|1|0||1536|||||megatron|2021|96|B|pretrain|README.md (2023 versions) "training GPT-3"
`,
}
