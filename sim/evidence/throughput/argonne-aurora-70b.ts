import type { ThroughputTable } from './table.ts'

export const argonneAurora70b: ThroughputTable = {
  name: 'Argonne-Aurora-70B',
  sourceId: 'argonne-megatron-deepspeed',
  role: 'fit',
  convention: 'full square without recomputation',
  rows: `
argonne-aurora-70b-001|llama-2-70b|4096|max1550-tile|96|12|16.6667|2|8||6|1|1|1|1|6|bf16|full|||megatron-deepspeed|2025|122.967|C|pretrain|ALCF/notes/AuroraGPT-70B.md line 37
argonne-aurora-70b-002|llama-2-70b|4096|max1550-tile|96|12|16.6667|2|8||6|1|1|1|1|6|bf16|full|||megatron-deepspeed|2025|23.084|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 51
argonne-aurora-70b-003|llama-2-70b|4096|max1550-tile|96|12|16.6667|2|8||6|1|1|1|1|6|bf16|none|||megatron-deepspeed|2025|29.608|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 52
argonne-aurora-70b-004|llama-2-70b|4096|max1550-tile|96|12|16.6667|2|8||6|1|1|1|1|12|bf16|full|||megatron-deepspeed|2025|39.927|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 53
argonne-aurora-70b-005|llama-2-70b|4096|max1550-tile|96|12|16.6667|2|8||6|1|1|1|1|24|bf16|full|||megatron-deepspeed|2025|65.081|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 54
argonne-aurora-70b-006|llama-2-70b|4096|max1550-tile|96|12|16.6667|2|8||6|1|1|1|1|48|bf16|full|||megatron-deepspeed|2025|95.103|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 55
argonne-aurora-70b-007|llama-2-70b|4096|max1550-tile|96|12|16.6667|2|8||6|1|1|1|1|96|bf16|full|||megatron-deepspeed|2025|122.974|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 56
argonne-aurora-70b-008|llama-2-70b|4096|max1550-tile|96|12|16.6667|2|8||6|1|1|1|1|192|bf16|full|||megatron-deepspeed|2025|144.037|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 57
argonne-aurora-70b-009|llama-2-70b|4096|max1550-tile|192|12|16.6667|1|16||12|1|1|1|1|12|bf16|full|||megatron-deepspeed|2025|12.695|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 59
argonne-aurora-70b-010|llama-2-70b|4096|max1550-tile|192|12|16.6667|1|16||12|1|1|1|1|24|bf16|full|||megatron-deepspeed|2025|23.064|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 60
argonne-aurora-70b-011|llama-2-70b|4096|max1550-tile|192|12|16.6667|1|16||12|1|1|1|1|48|bf16|full|||megatron-deepspeed|2025|40.713|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 61
argonne-aurora-70b-012|llama-2-70b|4096|max1550-tile|192|12|16.6667|1|16||12|1|1|1|1|96|bf16|full|||megatron-deepspeed|2025|66.342|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 62
argonne-aurora-70b-013|llama-2-70b|4096|max1550-tile|72|12|16.6667|1|1||72|1|1|3|1|72|bf16|full|||megatron-deepspeed|2025|87.849|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 107
argonne-aurora-70b-014|llama-2-70b|4096|max1550-tile|96|12|16.6667|1|1||96|1|1|3|1|96|bf16|full|||megatron-deepspeed|2025|107.087|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 109
argonne-aurora-70b-015|llama-2-70b|4096|max1550-tile|96|12|16.6667|1|1||96|1|1|3|1|192|bf16|full|||megatron-deepspeed|2025|125.287|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 110
argonne-aurora-70b-016|llama-2-70b|4096|max1550-tile|96|12|16.6667|1|1||96|1|1|3|1|384|bf16|full|||megatron-deepspeed|2025|134.216|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 111
argonne-aurora-70b-017|llama-2-70b|4096|max1550-tile|96|12|16.6667|1|1||96|1|1|3|1|768|bf16|full|||megatron-deepspeed|2025|139.919|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 112
argonne-aurora-70b-018|llama-2-70b|4096|max1550-tile|192|12|16.6667|1|1||192|1|1|3|1|192|bf16|full|||megatron-deepspeed|2025|129.577|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 114
argonne-aurora-70b-019|llama-2-70b|4096|max1550-tile|192|12|16.6667|1|1||192|1|1|3|1|384|bf16|full|||megatron-deepspeed|2025|139.161|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 115
argonne-aurora-70b-020|llama-2-70b|4096|max1550-tile|192|12|16.6667|1|1||192|1|1|3|1|768|bf16|full|||megatron-deepspeed|2025|144.621|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 116
argonne-aurora-70b-021|auroragpt-42b|4096|max1550-tile|96|12|16.6667|6|1||16|1|1|2|1|16|bf16|none|||megatron-deepspeed|2025|74.257|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 152
argonne-aurora-70b-022|auroragpt-42b|4096|max1550-tile|96|12|16.6667|6|1||16|1|1|2|1|32|bf16|none|||megatron-deepspeed|2025|83.17|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 153
argonne-aurora-70b-023|auroragpt-42b|4096|max1550-tile|96|12|16.6667|6|1||16|1|1|2|1|64|bf16|none|||megatron-deepspeed|2025|88.676|B|pretrain|ALCF/notes/AuroraGPT-70B.md line 154
argonne-aurora-70b-024|llama-2-70b||max1550-tile|96|12|16.6667|2|8||6|1|1|1|1|48|bf16||||megatron-deepspeed|2025||C|pretrain|ALCF/notes/AuroraGPT-70B.md line 163
argonne-aurora-70b-025|llama-2-70b||max1550-tile|96|12|16.6667|2|8||6|1|1|1|1|96|bf16||||megatron-deepspeed|2025||C|pretrain|ALCF/notes/AuroraGPT-70B.md line 164
argonne-aurora-70b-026|llama-2-70b||max1550-tile|96|12|16.6667|2|8||6|1|1|1|1|192|bf16||||megatron-deepspeed|2025||C|pretrain|ALCF/notes/AuroraGPT-70B.md line 165
argonne-aurora-70b-027|llama-2-70b||max1550-tile|192|12|16.6667|1|16||12|1|1|1|1|192|bf16||||megatron-deepspeed|2025||C|pretrain|ALCF/notes/AuroraGPT-70B.md line 166
argonne-aurora-70b-028|llama-2-70b||max1550-tile|192|12|16.6667|1|16||12|1|1|1|1|384|bf16||||megatron-deepspeed|2025||C|pretrain|ALCF/notes/AuroraGPT-70B.md line 167
argonne-aurora-70b-029|llama-2-70b||max1550-tile|48|12|16.6667|1|1||48|1|1|3|1|48|bf16||||megatron-deepspeed|2025||C|pretrain|ALCF/notes/AuroraGPT-70B.md line 176
argonne-aurora-70b-030|llama-2-70b||max1550-tile|96|12|16.6667|1|1||96|1|1|3|1|96|bf16||||megatron-deepspeed|2025||C|pretrain|ALCF/notes/AuroraGPT-70B.md line 177
argonne-aurora-70b-031|llama-2-70b||max1550-tile|192|12|16.6667|1|1||192|1|1|3|1|192|bf16||||megatron-deepspeed|2025||C|pretrain|ALCF/notes/AuroraGPT-70B.md line 178
argonne-aurora-70b-032|llama-2-70b||max1550-tile|48|12|16.6667|1|1||48|1|1|3|1|48|bf16||||megatron-deepspeed|2025||C|pretrain|ALCF/notes/AuroraGPT-70B.md line 182
argonne-aurora-70b-033|llama-2-70b||max1550-tile|96|12|16.6667|1|1||96|1|1|3|1|96|bf16||||megatron-deepspeed|2025||C|pretrain|ALCF/notes/AuroraGPT-70B.md line 183
argonne-aurora-70b-034|llama-2-70b||max1550-tile|192|12|16.6667|1|1||192|1|1|3|1|192|bf16||||megatron-deepspeed|2025||C|pretrain|ALCF/notes/AuroraGPT-70B.md line 184
`,
}
