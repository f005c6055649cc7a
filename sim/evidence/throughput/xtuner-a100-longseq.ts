import type { ThroughputTable } from './table.ts'

export const xtunerA100Longseq: ThroughputTable = {
  name: 'xtuner-A100-longseq',
  sourceId: 'xtuner',
  role: 'check',
  convention: 'causal half, recomputation counted',
  rows: `
xtuner-a100-longseq-001|llama-2-7b|8192|a100-sxm-80|8|8||1|1||8|1|1|3|1||bf16|full||1|xtuner|2024|3028.3|B|sft|docs/zh_cn/legacy/acceleration/benchmark.rst line 57
xtuner-a100-longseq-002|llama-2-7b|32768|a100-sxm-80|8|8||1|1||8|1|1|3|1||bf16|full||1|xtuner|2024|2234.2|B|sft|docs/zh_cn/legacy/acceleration/benchmark.rst line 63
xtuner-a100-longseq-003|llama-2-7b|131072|a100-sxm-80|8|8||1|1||1|8|1|3|1||bf16|full||1|xtuner|2024|948.6|B|sft|docs/zh_cn/legacy/acceleration/benchmark.rst line 69
xtuner-a100-longseq-004|llama-2-7b|262144|a100-sxm-80|8|8||1|1||1|8|1|3|1||bf16|full||1|xtuner|2024|540.1|B|sft|docs/zh_cn/legacy/acceleration/benchmark.rst line 75
xtuner-a100-longseq-005|llama-2-7b|1048576|a100-sxm-80|32|8||1|1||2|16|1|3|1||bf16|full||1|xtuner|2024|133.6|B|sft|docs/zh_cn/legacy/acceleration/benchmark.rst line 81
xtuner-a100-longseq-006|yi-34b|8192|a100-sxm-80|32|8||1|1||32|1|1|3|1||bf16|full||1|xtuner|2024|485.1|B|sft|docs/zh_cn/legacy/acceleration/benchmark.rst line 98
xtuner-a100-longseq-007|yi-34b|32768|a100-sxm-80|32|8||1|1||16|2|1|3|1||bf16|full||1|xtuner|2024|491.5|B|sft|docs/zh_cn/legacy/acceleration/benchmark.rst line 104
xtuner-a100-longseq-008|yi-34b|131072|a100-sxm-80|32|8||1|1||4|8|1|3|1||bf16|full||1|xtuner|2024|251.1|B|sft|docs/zh_cn/legacy/acceleration/benchmark.rst line 110
xtuner-a100-longseq-009|yi-34b|262144|a100-sxm-80|32|8||1|1||4|8|1|3|1||bf16|full||1|xtuner|2024|119.7|B|sft|docs/zh_cn/legacy/acceleration/benchmark.rst line 116
xtuner-a100-longseq-010|llama-2-70b|8192|a100-sxm-80|32|8||1|1||32|1|1|3|1||bf16|full||1|xtuner|2024|216.8|B|sft|docs/zh_cn/legacy/acceleration/benchmark.rst line 133
xtuner-a100-longseq-011|llama-2-70b|32768|a100-sxm-80|32|8||1|1||8|4|1|3|1||bf16|full||1|xtuner|2024|300.9|B|sft|docs/zh_cn/legacy/acceleration/benchmark.rst line 139
xtuner-a100-longseq-012|llama-2-70b|131072|a100-sxm-80|32|8||1|1||4|8|1|3|1||bf16|full||1|xtuner|2024|144.7|B|sft|docs/zh_cn/legacy/acceleration/benchmark.rst line 145
xtuner-a100-longseq-013|llama-2-70b|262144|a100-sxm-80|32|8||1|1||2|16|1|3|1||bf16|full||1|xtuner|2024|63.8|B|sft|docs/zh_cn/legacy/acceleration/benchmark.rst line 151
xtuner-a100-longseq-014|llama-2-70b|1048576|a100-sxm-80|64|8||1|1||1|64|1|3|1||bf16|full||1|xtuner|2024|21.8|B|sft|docs/zh_cn/legacy/acceleration/benchmark.rst line 157
`,
}
