import type { ThroughputTable } from './table.ts'

export const dlperfV100MegatronLm: ThroughputTable = {
  name: 'DLPerf-V100-Megatron-LM',
  sourceId: 'dlperf',
  role: 'fit',
  convention: 'full recomputation counted',
  rows: `
dlperf-v100-megatron-lm-001|gpt-1536x16|2048|v100-sxm2-16|1|1|1.5625|1|1||1|1|1|0|2|2|fp16|full|0|0|megatron|2021|8826.825|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-002|gpt-1536x16|2048|v100-sxm2-16|8|8|1.5625|1|1||8|1|1|0|2|16|fp16|full|0|0|megatron|2021|8517.186|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-003|gpt-1536x16|2048|v100-sxm2-16|16|8|1.5625|1|1||16|1|1|0|2|32|fp16|full|0|0|megatron|2021|6164.497|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-004|gpt-1536x16|2048|v100-sxm2-16|32|8|1.5625|1|1||32|1|1|0|2|64|fp16|full|0|0|megatron|2021|5992.334|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-005|gpt-768x12|2048|v100-sxm2-16|1|1|1.5625|1|1||1|1|1|0|8|8|fp16|full|0|0|megatron|2021|26808.48|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-006|gpt-1536x16|2048|v100-sxm2-16|8|8|1.5625|8|1||1|1|1|0|16|16|fp16|full|0|0|megatron|2021|5916.168|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-007|gpt-3072x16|2048|v100-sxm2-16|16|8|1.5625|16|1||1|1|1|0|16|16|fp16|full|0|0|megatron|2021|364.8|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-008|gpt-3072x32|2048|v100-sxm2-16|32|8|1.5625|32|1||1|1|1|0|16|16|fp16|full|0|0|megatron|2021|78.72|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-009|gpt-1536x16|2048|v100-sxm2-16|8|8|1.5625|1|1||8|1|1|0|2|16|fp16|full|0|0|megatron|2021|8529.957|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-010|gpt-1536x16|2048|v100-sxm2-16|8|8|1.5625|8|1||1|1|1|0|16|16|fp16|full|0|0|megatron|2021|6161.9|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-011|gpt-1536x16|2048|v100-sxm2-16|8|8|1.5625|4|1||2|1|1|0|8|16|fp16|full|0|0|megatron|2021|7103.958|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-012|gpt-1536x16|2048|v100-sxm2-16|8|8|1.5625|2|1||4|1|1|0|4|16|fp16|full|0|0|megatron|2021|6899.224|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-013|gpt-2304x24|2048|v100-sxm2-16|16|8|1.5625|8|1||2|1|1|0|8|16|fp16|full|0|0|megatron|2021|1559.039|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-014|gpt-2304x24|2048|v100-sxm2-16|32|8|1.5625|8|1||4|1|1|0|8|32|fp16|full|0|0|megatron|2021|1357.442|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-015|gpt-1536x16|2048|v100-sxm2-16|32|8|1.5625|1|4||8|1|1|0|2|512|fp16|full|0|0|megatron|2021|6696.325|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-016|gpt-2304x24|2048|v100-sxm2-16|32|8|1.5625|8|4||1|1|1|0|16|512|fp16|full|0|0|megatron|2021|1478.4|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-017|gpt-2304x24|2048|v100-sxm2-16|32|8|1.5625|4|4||2|1|1|0|8|512|fp16|full|0|0|megatron|2021|2137.6|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
dlperf-v100-megatron-lm-018|gpt-2304x24|2048|v100-sxm2-16|32|8|1.5625|8|2||2|1|1|0|8|512|fp16|full|0|0|megatron|2021|2012.8|A|pretrain|reports/GPT/dlperf_gpt_test_report_210512.md + OneFlow/LanguageModeling/GPT/README.md
`,
}
