import type { ThroughputTable } from './table.ts'

export const nvidiaNemoLauncher2023: ThroughputTable = {
  name: 'NVIDIA-NeMo-Launcher-2023',
  sourceId: 'nemo-launcher',
  role: 'fit',
  convention: 'aggregate tokens/s',
  rows: `
nvidia-nemo-launcher-2023-001|gpt3-5b|2048|a100-sxm-80|8|8|25|||1||1|1||||||||nemo|2022|4055|B|pretrain|README.md@82b98b24 line 1273
nvidia-nemo-launcher-2023-002|gpt3-5b|2048|a100-sxm-80|32|8|25|||1||1|1||||||||nemo|2022|4014.062|B|pretrain|README.md@82b98b24 line 1273
nvidia-nemo-launcher-2023-003|gpt3-5b|2048|a100-sxm-80|64|8|25|||1||1|1||||||||nemo|2022|3952.625|B|pretrain|README.md@82b98b24 line 1273
nvidia-nemo-launcher-2023-004|gpt3-5b|2048|a100-sxm-80|80|8|25|||1||1|1||||||||nemo|2022|3932.15|B|pretrain|README.md@82b98b24 line 1273
nvidia-nemo-launcher-2023-005|gpt3-5b|2048|a100-sxm-80|128|8|25|||1||1|1||||||||nemo|2022|3870.719|B|pretrain|README.md@82b98b24 line 1273
nvidia-nemo-launcher-2023-006|gpt3-5b|2048|a100-sxm-80|160|8|25|||1||1|1||||||||nemo|2022|3817.469|B|pretrain|README.md@82b98b24 line 1273
nvidia-nemo-launcher-2023-007|gpt3-5b|2048|a100-sxm-80|8|8|25|2|1|1|4|1|1||2||bf16||||nemo|2022|4821.875|B|pretrain|README.md@2b8b56d3 line 1850
nvidia-nemo-launcher-2023-008|gpt3-5b|2048|a100-sxm-80|16|8|25|2|1|1|8|1|1||2||bf16||||nemo|2022|4795|B|pretrain|README.md@2b8b56d3 line 1850
nvidia-nemo-launcher-2023-009|gpt3-5b|2048|a100-sxm-80|40|8|25|2|1|1|20|1|1||2||bf16||||nemo|2022|4735.25|B|pretrain|README.md@2b8b56d3 line 1850
nvidia-nemo-launcher-2023-010|gpt3-5b|2048|a100-sxm-80|72|8|25|2|1|1|36|1|1||2||bf16||||nemo|2022|4633.472|B|pretrain|README.md@2b8b56d3 line 1850
nvidia-nemo-launcher-2023-011|gpt3-5b|2048|a100-sxm-80|80|8|25|2|1|1|40|1|1||2||bf16||||nemo|2022|4625.337|B|pretrain|README.md@2b8b56d3 line 1850
nvidia-nemo-launcher-2023-012|gpt3-5b|2048|a100-sxm-80|144|8|25|2|1|1|72|1|1||2||bf16||||nemo|2022|4442.514|B|pretrain|README.md@2b8b56d3 line 1850
nvidia-nemo-launcher-2023-013|gpt3-5b|2048|a100-sxm-80|160|8|25|2|1|1|80|1|1||2||bf16||||nemo|2022|4399.044|B|pretrain|README.md@2b8b56d3 line 1850
nvidia-nemo-launcher-2023-014|gpt3-5b|2048|a100-sxm-80|8|8|25|2|1|1|4|1|1||2||bf16||||nemo|2022|4957.5|B|pretrain|README.md@93afba33 line 2475
nvidia-nemo-launcher-2023-015|gpt3-5b|2048|a100-sxm-80|16|8|25|2|1|1|8|1|1||2||bf16||||nemo|2022|4923.062|B|pretrain|README.md@93afba33 line 2475
nvidia-nemo-launcher-2023-016|gpt3-5b|2048|a100-sxm-80|40|8|25|2|1|1|20|1|1||2||bf16||||nemo|2022|4831.45|B|pretrain|README.md@93afba33 line 2475
nvidia-nemo-launcher-2023-017|gpt3-5b|2048|a100-sxm-80|72|8|25|2|1|1|36|1|1||2||bf16||||nemo|2022|4762.778|B|pretrain|README.md@93afba33 line 2475
nvidia-nemo-launcher-2023-018|gpt3-5b|2048|a100-sxm-80|80|8|25|2|1|1|40|1|1||2||bf16||||nemo|2022|4793.75|B|pretrain|README.md@93afba33 line 2475
nvidia-nemo-launcher-2023-019|gpt3-5b|2048|a100-sxm-80|144|8|25|2|1|1|72|1|1||2||bf16||||nemo|2022|4530.972|B|pretrain|README.md@93afba33 line 2475
nvidia-nemo-launcher-2023-020|gpt3-5b|2048|a100-sxm-80|160|8|25|2|1|1|80|1|1||2||bf16||||nemo|2022|4539.9|B|pretrain|README.md@93afba33 line 2475
nvidia-nemo-launcher-2023-021|gpt3-5b|2048|a100-sxm-80|8|8|25|2|1|1|4|1|1||2||bf16||||nemo|2022|4942.875|B|pretrain|README.md@b20f85d4 line 4010
nvidia-nemo-launcher-2023-022|gpt3-5b|2048|a100-sxm-80|16|8|25|2|1|1|8|1|1||2||bf16||||nemo|2022|4945.5|B|pretrain|README.md@b20f85d4 line 4010
nvidia-nemo-launcher-2023-023|gpt3-5b|2048|a100-sxm-80|40|8|25|2|1|1|20|1|1||2||bf16||||nemo|2022|4876.175|B|pretrain|README.md@b20f85d4 line 4010
nvidia-nemo-launcher-2023-024|gpt3-5b|2048|a100-sxm-80|72|8|25|2|1|1|36|1|1||2||bf16||||nemo|2022|4785.042|B|pretrain|README.md@b20f85d4 line 4010
nvidia-nemo-launcher-2023-025|gpt3-5b|2048|a100-sxm-80|144|8|25|2|1|1|72|1|1||2||bf16||||nemo|2022|4654.542|B|pretrain|README.md@b20f85d4 line 4010
nvidia-nemo-launcher-2023-026|gpt3-5b|2048|a100-sxm-80|160|8|25|2|1|1|80|1|1||2||bf16||||nemo|2022|4573.694|B|pretrain|README.md@b20f85d4 line 4010
nvidia-nemo-launcher-2023-027|gpt-3-175b|2048|a100-sxm-80|128|8|25|8|8|1|2|1|1||2||bf16|selective|1||nemo|2022|161.266|B|pretrain|README.md@1c66ddf0 line 4189
nvidia-nemo-launcher-2023-028|gpt-3-175b|2048|a100-sxm-80|256|8|25|8|8|1|4|1|1||2||bf16|selective|1||nemo|2022|148.535|B|pretrain|README.md@1c66ddf0 line 4189
nvidia-nemo-launcher-2023-029|gpt-3-175b|2048|a100-sxm-80|1024|8|25|8|8|1|16|1|1||2||bf16|selective|1||nemo|2022|137.994|B|pretrain|README.md@1c66ddf0 line 4189
nvidia-nemo-launcher-2023-030|gpt3-5b|2048|a100-sxm-80|8|8|25|1|1|1|8|1|1||2||bf16||0||nemo|2022|5043.125|B|pretrain|README.md@3579cdb3 line 3677
nvidia-nemo-launcher-2023-031|gpt3-5b|2048|a100-sxm-80|16|8|25|1|1|1|16|1|1||2||bf16||0||nemo|2022|4988.438|B|pretrain|README.md@3579cdb3 line 3677
nvidia-nemo-launcher-2023-032|gpt3-5b|2048|a100-sxm-80|32|8|25|1|1|1|32|1|1||2||bf16||0||nemo|2022|5054.812|B|pretrain|README.md@3579cdb3 line 3677
nvidia-nemo-launcher-2023-033|gpt3-5b|2048|a100-sxm-80|64|8|25|1|1|1|64|1|1||2||bf16||0||nemo|2022|4887.094|B|pretrain|README.md@3579cdb3 line 3677
nvidia-nemo-launcher-2023-034|gpt3-5b|2048|a100-sxm-80|128|8|25|1|1|1|128|1|1||2||bf16||0||nemo|2022|5152.195|B|pretrain|README.md@3579cdb3 line 3677
nvidia-nemo-launcher-2023-035|gpt3-5b|2048|a100-sxm-80|256|8|25|1|1|1|256|1|1||2||bf16||0||nemo|2022|4528.469|B|pretrain|README.md@3579cdb3 line 3677
nvidia-nemo-launcher-2023-036|gpt-3-175b|2048|a100-sxm-80|64|8|25|8|8|1|1|1|1||2||bf16|selective|1||nemo|2022|117.188|B|pretrain|README.md@3579cdb3 line 3686
nvidia-nemo-launcher-2023-037|gpt-3-175b|2048|a100-sxm-80|128|8|25|8|8|1|2|1|1||2||bf16|selective|1||nemo|2022|116.797|B|pretrain|README.md@3579cdb3 line 3686
nvidia-nemo-launcher-2023-038|gpt-3-175b|2048|a100-sxm-80|256|8|25|8|8|1|4|1|1||2||bf16|selective|1||nemo|2022|115.379|B|pretrain|README.md@3579cdb3 line 3686
nvidia-nemo-launcher-2023-039|gpt-3-175b|2048|a100-sxm-80|512|8|25|8|8|1|8|1|1||2||bf16|selective|1||nemo|2022|113.693|B|pretrain|README.md@3579cdb3 line 3686
nvidia-nemo-launcher-2023-040|gpt-3-175b|2048|a100-sxm-80|1024|8|25|8|8|1|16|1|1||2||bf16|selective|1||nemo|2022|107.113|B|pretrain|README.md@3579cdb3 line 3686
`,
}
