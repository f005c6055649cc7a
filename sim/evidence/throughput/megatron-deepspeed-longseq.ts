import type { ThroughputTable } from './table.ts'

export const megatronDeepspeedLongseq: ThroughputTable = {
  name: 'Megatron-DeepSpeed-longseq',
  sourceId: 'megatron-deepspeed-longseq',
  role: 'check',
  convention: 'recomputation counted',
  rows: `
megatron-deepspeed-longseq-001|-gpt-30b|2048|a100-sxm-40|32|8|25|32|1||1|1|1||||||0|0|megatron-deepspeed|2023||B|pretrain|examples_deepspeed/deepspeed4science/megatron_long_seq_support/README.md line 94
megatron-deepspeed-longseq-002|-gpt-30b|2048|a100-sxm-40|32|8|25|32|1||1|1|1||||||1|1|megatron-deepspeed|2023||B|pretrain|examples_deepspeed/deepspeed4science/megatron_long_seq_support/README.md line 94
megatron-deepspeed-longseq-003|-gpt-30b|4096|a100-sxm-40|32|8|25|32|1||1|1|1||||||0|0|megatron-deepspeed|2023||B|pretrain|examples_deepspeed/deepspeed4science/megatron_long_seq_support/README.md line 95
megatron-deepspeed-longseq-004|-gpt-30b|4096|a100-sxm-40|32|8|25|32|1||1|1|1||||||1|1|megatron-deepspeed|2023||B|pretrain|examples_deepspeed/deepspeed4science/megatron_long_seq_support/README.md line 95
megatron-deepspeed-longseq-005|-gpt-30b|8192|a100-sxm-40|32|8|25|32|1||1|1|1||||||1|1|megatron-deepspeed|2023||B|pretrain|examples_deepspeed/deepspeed4science/megatron_long_seq_support/README.md line 96
megatron-deepspeed-longseq-006|-gpt-30b|16384|a100-sxm-40|32|8|25|32|1||1|1|1||||||1|1|megatron-deepspeed|2023||B|pretrain|examples_deepspeed/deepspeed4science/megatron_long_seq_support/README.md line 97
megatron-deepspeed-longseq-007|-gpt-30b|32768|a100-sxm-40|32|8|25|32|1||1|1|1||||||1|1|megatron-deepspeed|2023||B|pretrain|examples_deepspeed/deepspeed4science/megatron_long_seq_support/README.md line 98
megatron-deepspeed-longseq-008|-gpt-30b|65536|a100-sxm-40|32|8|25|32|1||1|1|1||||||1|1|megatron-deepspeed|2023||B|pretrain|examples_deepspeed/deepspeed4science/megatron_long_seq_support/README.md line 99
megatron-deepspeed-longseq-009|-gpt-30b|131072|a100-sxm-40|32|8|25|32|1||1|1|1||||||1|1|megatron-deepspeed|2023||B|pretrain|examples_deepspeed/deepspeed4science/megatron_long_seq_support/README.md line 100
megatron-deepspeed-longseq-010|-gpt-30b|262144|a100-sxm-40|32|8|25|32|1||1|1|1||||||1|1|megatron-deepspeed|2023||B|pretrain|examples_deepspeed/deepspeed4science/megatron_long_seq_support/README.md line 101
`,
}
