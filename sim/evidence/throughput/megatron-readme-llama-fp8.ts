import type { ThroughputTable } from './table.ts'

export const megatronReadmeLlamaFp8: ThroughputTable = {
  name: 'Megatron-README-llama-fp8',
  sourceId: 'megatron-llama',
  role: 'check',
  convention: 'full square',
  rows: `
megatron-readme-llama-fp8-001|llama-3-8b|8192|h100-sxm-80|8|8|50|1|1|1|4|2|1|1|1|128|fp8|||1|megatron|2025|13812|A|pretrain|examples/llama/README.md@d98e8a64 line 107
megatron-readme-llama-fp8-002|llama-3-70b|8192|h100-sxm-80|64|8|50|4|8|5|2|1|1|1|1|128|fp8|||1|megatron|2025|1621|A|pretrain|examples/llama/README.md@d98e8a64 line 108
megatron-readme-llama-fp8-003|llama-3.1-405b|8192|h100-sxm-80|1024|8|50|8|8|8|8|2|1|1|1|512|fp8|||1|megatron|2025|315|A|pretrain|examples/llama/README.md@d98e8a64 line 109
`,
}
