import type { ThroughputTable } from './table.ts'

export const gh200Apertus: ThroughputTable = {
  name: 'GH200-Apertus',
  sourceId: 'apertus-report',
  role: 'check',
  convention: 'tokens/s',
  rows: `
gh200-apertus-001|apertus-70b|4096|gh200-96|32|4|25|4|8|5|1|1|1|1|1|4096|bf16||1||megatron|2025|892.5|A|pretrain|Figure 12 (vector curve)
gh200-apertus-002|apertus-70b|4096|gh200-96|32|4|25|4|8|5|1|1|1|1|1|32|bf16||1||megatron|2025|819.2|A|pretrain|Figure 12 (vector curve)
gh200-apertus-003|apertus-70b|4096|gh200-96|64|4|25|4|8|5|2|1|1|1|1|4096|bf16||1||megatron|2025|884.5|A|pretrain|Figure 12 (vector curve)
gh200-apertus-004|apertus-70b|4096|gh200-96|64|4|25|4|8|5|2|1|1|1|1|64|bf16||1||megatron|2025|800.6|A|pretrain|Figure 12 (vector curve)
gh200-apertus-005|apertus-70b|4096|gh200-96|128|4|25|4|8|5|4|1|1|1|1|4096|bf16||1||megatron|2025|876.7|A|pretrain|Figure 12 (vector curve)
gh200-apertus-006|apertus-70b|4096|gh200-96|128|4|25|4|8|5|4|1|1|1|1|128|bf16||1||megatron|2025|792.1|A|pretrain|Figure 12 (vector curve)
gh200-apertus-007|apertus-70b|4096|gh200-96|256|4|25|4|8|5|8|1|1|1|1|4096|bf16||1||megatron|2025|870|A|pretrain|Figure 12 (vector curve)
gh200-apertus-008|apertus-70b|4096|gh200-96|256|4|25|4|8|5|8|1|1|1|1|256|bf16||1||megatron|2025|783.7|A|pretrain|Figure 12 (vector curve)
gh200-apertus-009|apertus-70b|4096|gh200-96|512|4|25|4|8|5|16|1|1|1|1|4096|bf16||1||megatron|2025|856.3|A|pretrain|Figure 12 (vector curve)
gh200-apertus-010|apertus-70b|4096|gh200-96|512|4|25|4|8|5|16|1|1|1|1|512|bf16||1||megatron|2025|773.1|A|pretrain|Figure 12 (vector curve)
gh200-apertus-011|apertus-70b|4096|gh200-96|1024|4|25|4|8|5|32|1|1|1|1|4096|bf16||1||megatron|2025|835.6|A|pretrain|Figure 12 (vector curve)
gh200-apertus-012|apertus-70b|4096|gh200-96|1024|4|25|4|8|5|32|1|1|1|1|1024|bf16||1||megatron|2025|745.2|A|pretrain|Figure 12 (vector curve)
gh200-apertus-013|apertus-70b|4096|gh200-96|2048|4|25|4|8|5|64|1|1|1|1|4096|bf16||1||megatron|2025|790.7|A|pretrain|Figure 12 (vector curve)
gh200-apertus-014|apertus-70b|4096|gh200-96|2048|4|25|4|8|5|64|1|1|1|1|2048|bf16||1||megatron|2025|761.7|A|pretrain|Figure 12 (vector curve)
gh200-apertus-015|apertus-70b|4096|gh200-96|4096|4|25|4|8|5|128|1|1|1|1|4096|bf16||1||megatron|2025|722.8|A|pretrain|Figure 12 (vector curve)
gh200-apertus-016|apertus-8b|8192|gh200-96|2048|4|25|2|1||1024|1|1|1|||bf16||1||megatron|2025|6150|B|pretrain|Table 5
gh200-apertus-017|apertus-70b|8192|gh200-96|2048|4|25|4|8||64|1|1|1|||bf16||1||megatron|2025|780|B|pretrain|Table 5
gh200-apertus-018|apertus-8b|16384|gh200-96|2048|4|25|4|1||512|1|1|1|||bf16||1||megatron|2025|4300|B|pretrain|Table 5
gh200-apertus-019|apertus-70b|16384|gh200-96|2048|4|25|4|8||32|2|1|1|||bf16||1||megatron|2025|710|B|pretrain|Table 5
gh200-apertus-020|apertus-8b|32768|gh200-96|2048|4|25|4|1||256|2|1|1|||bf16||1||megatron|2025|3700|B|pretrain|Table 5
gh200-apertus-021|apertus-70b|32768|gh200-96|2048|4|25|4|8||16|4|1|1|||bf16||1||megatron|2025|480|B|pretrain|Table 5
gh200-apertus-022|apertus-8b|65536|gh200-96|2048|4|25|4|1||128|4|1|1|||bf16||1||megatron|2025|1800|B|pretrain|Table 5
gh200-apertus-023|apertus-70b|65536|gh200-96|2048|4|25|4|8||8|8|1|1|||bf16||1||megatron|2025|160|B|pretrain|Table 5
gh200-apertus-024|apertus-8b|4096|gh200-96||4|25|2|1|||1|1|1|4||bf16||1||megatron|2025|6960|B|pretrain|
gh200-apertus-025|apertus-8b|4096|gh200-96||4|25|2|1|||1|1|1|4||fp8||1||megatron|2025|8790|B|pretrain|
`,
}
