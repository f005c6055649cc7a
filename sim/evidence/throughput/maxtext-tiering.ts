import type { ThroughputTable } from './table.ts'

export const maxtextTiering: ThroughputTable = {
  name: 'MaxText-tiering',
  sourceId: 'maxtext-tiering',
  role: 'check',
  convention: 'mixed',
  rows: `
maxtext-tiering-001|llama-2-70b|4096|tpu-v6e|256||||1||||1|3|||bf16|||1|maxtext|2025|900|B|pretrain|docs/reference/models/tiering.md line 15
maxtext-tiering-002|llama-3-8b|8192|tpu-v6e|256||||1||||1|3|||bf16|||1|maxtext|2025|7207|B|pretrain|docs/reference/models/tiering.md line 16
maxtext-tiering-003|llama-3-70b|8192|tpu-v6e|256||||1||||1|3|||bf16|||1|maxtext|2025|960|B|pretrain|docs/reference/models/tiering.md line 17
maxtext-tiering-004|llama-3.1-405b|8192|tpu-v6e|256||||1||||1|3|||bf16|||1|maxtext|2025|123|B|pretrain|docs/reference/models/tiering.md line 23
maxtext-tiering-005|mixtral-8x7b|4096|tpu-v6e|256||||1|||||3|||bf16|||1|maxtext|2025|3899|B|pretrain|docs/reference/models/tiering.md line 24
maxtext-tiering-006|mixtral-8x22b|4096|tpu-v6e|256||||1|||||3|||bf16|||1|maxtext|2025|1326|B|pretrain|docs/reference/models/tiering.md line 25
maxtext-tiering-007|llama-2-70b|4096|tpu-v5p|512||||1||||1|3|||bf16|||1|maxtext|2025|692|B|pretrain|docs/reference/models/tiering.md line 33
maxtext-tiering-008|mixtral-8x7b|4096|tpu-v5p|256||||1|||||3|||bf16|||1|maxtext|2025|2909|B|pretrain|docs/reference/models/tiering.md line 39
`,
}
