import type { ThroughputTable } from './table.ts'

export const mtNlg: ThroughputTable = {
  name: 'MT-NLG',
  sourceId: 'mt-nlg',
  role: 'check',
  convention: 'full recomputation counted',
  rows: `
mt-nlg-001|mt-nlg-530b|2048|a100-sxm-80|2240|8|25|8|35||8|1|1|0|1|1920|bf16|full|0|0|megatron-deepspeed|2022|29.208|A|pretrain|arXiv:2201.11990 (section on training efficiency); quoted in cli99/llm-analysis
mt-nlg-002|mt-nlg-530b|2048|a100-sxm-80|2800|8|25|8|35||10|1|1|0|1|1920|bf16|full|0|0|megatron-deepspeed|2022|27.975|A|pretrain|arXiv:2201.11990 (section on training efficiency); quoted in cli99/llm-analysis
mt-nlg-003|mt-nlg-530b|2048|a100-sxm-80|3360|8|25|8|35||12|1|1|0|1|1920|bf16|full|0|0|megatron-deepspeed|2022|26.358|A|pretrain|arXiv:2201.11990 (section on training efficiency); quoted in cli99/llm-analysis
`,
}
