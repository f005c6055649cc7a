import type { ThroughputTable } from './table.ts'

export const gh200SwissAi: ThroughputTable = {
  name: 'GH200-swiss-ai',
  sourceId: 'swiss-ai-megatron',
  role: 'check',
  convention: 'full square, approximate',
  rows: `
gh200-swiss-ai-001|llama-3.2-3b||gh200-96|4|4|25|||||1|1||1||bf16|||1|megatron|2024||B|pretrain|pull request #10
gh200-swiss-ai-002|llama-3.2-3b||gh200-96|32|4|25|||||1|1||2||bf16|||1|megatron|2024||B|pretrain|pull request #10
gh200-swiss-ai-003|-llama-300m|4096|gh200-96|32|4|25|||||1|1||2|256|bf16|||1|megatron|2025|36408.89|C|pretrain|pull request #23
gh200-swiss-ai-004|llama-3-8b||gh200-96|64|4|25|||||1|1||||bf16|||1|megatron|2025||C|pretrain|pull request #29
gh200-swiss-ai-005|llama-3-8b||gh200-96|128|4|25|||||1|1||||bf16|||1|megatron|2025||C|pretrain|pull request #29
gh200-swiss-ai-006|llama-3-8b|4096|gh200-96|256|4|25|2|1||128|1|1||4||bf16|||1|megatron|2025|8000|B|pretrain|pull request #33
gh200-swiss-ai-007|llama-3-8b|8192|gh200-96|256|4|25|1|1||256|1|1||1||bf16|||1|megatron|2025|8290|B|pretrain|pull request #33
gh200-swiss-ai-008|llama-3-8b|4096|gh200-96|256|4|25|1|1||256|1|1||2||bf16|||1|megatron|2025|8840|B|pretrain|pull request #33
`,
}
