import type { ThroughputTable } from './table.ts'

export const megatronBridgeVerificationcards: ThroughputTable = {
  name: 'Megatron-Bridge-VerificationCards',
  sourceId: 'megatron-bridge-cards',
  role: 'check',
  convention: 'causal half',
  rows: `
megatron-bridge-verificationcards-001|deepseek-v3|4096|h100-sxm-80|1024|8||2|8|4|64|1|64||1|16384|bf16|||1|megatron-bridge|2026|1061.206|A|pretrain|examples/model_verification_cards/deepseek-v3/card.yaml (pretrain_performance.H100)
megatron-bridge-verificationcards-002|deepseek-v3|4096|gb200|256|4||1|4|4|64|1|64||1|4096|mxfp8|||1|megatron-bridge|2026|4734.856|A|pretrain|examples/model_verification_cards/deepseek-v3/card.yaml (pretrain_performance.GB200)
megatron-bridge-verificationcards-003|deepseek-v3|4096|gb300|256|4||1|2|8|128|1|32||1|4096|mxfp8|||1|megatron-bridge|2026|6143.635|A|pretrain|examples/model_verification_cards/deepseek-v3/card.yaml (pretrain_performance.GB300)
megatron-bridge-verificationcards-004|-deepseek-v4-flash|4096|gb200|64|4||1|8||8|1|8||1|256|bf16|||1|megatron-bridge|2026|1573.001|C|pretrain|examples/model_verification_cards/deepseek-v4-flash/card.yaml (pretrain.GB200)
megatron-bridge-verificationcards-005|-deepseek-v4-flash|4096|gb200|128|4||1|1||128|1|64||1|2048|mxfp8|||1|megatron-bridge|2026|8056.45|C|pretrain|examples/model_verification_cards/deepseek-v4-flash/card.yaml (pretrain_performance.GB200)
megatron-bridge-verificationcards-006|-deepseek-v4-flash|4096|gb300|128|4||1|1||128|1|64||1|2048|mxfp8|||1|megatron-bridge|2026|8358.842|C|pretrain|examples/model_verification_cards/deepseek-v4-flash/card.yaml (pretrain_performance.GB300)
megatron-bridge-verificationcards-007|-glm5-2|2048|h100-sxm-80|352|8||1|11||32|1|32||1|1024|bf16|||1|megatron-bridge|2026|190.926|C|pretrain|examples/model_verification_cards/glm5-2/card.yaml (pretrain.H100)
megatron-bridge-verificationcards-008|-glm5-2|4096|gb200|192|4||1|6||32|1|32||1|1024|bf16|||1|megatron-bridge|2026|337.189|C|pretrain|examples/model_verification_cards/glm5-2/card.yaml (pretrain.GB200)
megatron-bridge-verificationcards-009|gpt-oss-120b|4096|h100-sxm-80|64|8||||||||||512|bf16|||1|megatron-bridge|2026|1966.285|C|pretrain|examples/model_verification_cards/gpt-oss-120b/card.yaml (pretrain.H100)
megatron-bridge-verificationcards-010|gpt-oss-120b|4096|gb200|64|4||1|1||64|1|64||4|1280|bf16|selective||1|megatron-bridge|2026|16398.33|A|pretrain|examples/model_verification_cards/gpt-oss-120b/card.yaml (pretrain_performance.GB200)
megatron-bridge-verificationcards-011|gpt-oss-120b|4096|gb300|64|4||1|1||64|1|16||4|1280|mxfp8|||1|megatron-bridge|2026|33017.08|A|pretrain|examples/model_verification_cards/gpt-oss-120b/card.yaml (pretrain_performance.GB300)
megatron-bridge-verificationcards-012|gpt-oss-20b|4096|h100-sxm-80|16|8||||||||||512|bf16|||1|megatron-bridge|2026|5851.199|C|pretrain|examples/model_verification_cards/gpt-oss-20b/card.yaml (pretrain.H100)
megatron-bridge-verificationcards-013|moonlight-16b-a3b|4096|h100-sxm-80|16|8||1|1||16|1|8||2|1024|bf16|||1|megatron-bridge|2026|22528.03|C|pretrain|examples/model_verification_cards/moonlight-16b-a3b/card.yaml (pretrain.H100)
megatron-bridge-verificationcards-014|-nemotron-3-nano-30b-a3b|8192|gb300|8|4||1|1||8|1|8||4|512|mxfp8|||1|megatron-bridge|2026|42094.11|C|pretrain|examples/model_verification_cards/nemotron-3-nano-30b-a3b/card.yaml (pretrain_performance.GB300)
megatron-bridge-verificationcards-015|-nemotron-3-nano-4b|4096|h100-sxm-80|8|8|||||||||1|1024|bf16|||1|megatron-bridge|2026|19581.17|C|pretrain|examples/model_verification_cards/nemotron-3-nano-4b/card.yaml (pretrain.H100)
megatron-bridge-verificationcards-016|-nemotron-3-super-120b-a12b|4096|h100-sxm-80|64|8||1|2||32|1|32||1|1280|bf16|selective||1|megatron-bridge|2026|2789.365|C|pretrain|examples/model_verification_cards/nemotron-3-super-120b-a12b/card.yaml (pretrain.H100)
megatron-bridge-verificationcards-017|-nemotron-3-super-120b-a12b|4096|h100-sxm-80|64|8||1|2||32|1|32||1|1280|bf16|selective||1|megatron-bridge|2026|2969.345|C|pretrain|examples/model_verification_cards/nemotron-3-super-120b-a12b/card.yaml (pretrain_performance.H100)
megatron-bridge-verificationcards-018|-nemotron-3-super-120b-a12b|4096|gb200|64|4||2|1||32|1|64||1|512|bf16|||1|megatron-bridge|2026|3301.113|C|pretrain|examples/model_verification_cards/nemotron-3-super-120b-a12b/card.yaml (pretrain_performance.GB200)
megatron-bridge-verificationcards-019|-nemotron-3-super-120b-a12b|8192|gb300|64|4||1|1||64|1|64||1|512|nvfp4|||1|megatron-bridge|2026|10307.74|C|pretrain|examples/model_verification_cards/nemotron-3-super-120b-a12b/card.yaml (pretrain_performance.GB300)
megatron-bridge-verificationcards-020|-nemotron-3.5-lightning|8192|h100-sxm-80|16|8||||||2|||1|512|bf16|||1|megatron-bridge|2026|7110.095|C|pretrain|examples/model_verification_cards/nemotron-3.5-lightning/card.yaml (pretrain.H100)
megatron-bridge-verificationcards-021|-nemotron-3.5-lightning|8192|gb200|8|4|||||||||2|512|bf16|||1|megatron-bridge|2026|24404.07|C|pretrain|examples/model_verification_cards/nemotron-3.5-lightning/card.yaml (pretrain.GB200)
megatron-bridge-verificationcards-022|-nemotron-3.5-lightning||h100-sxm-80|16|8|||||||||||bf16|||1|megatron-bridge|2026|14195.05|C|pretrain|examples/model_verification_cards/nemotron-3.5-lightning/card.yaml (pretrain_performance.H100)
megatron-bridge-verificationcards-023|-nemotron-3.5-lightning||gb200|8|4|||||||||||bf16|||1|megatron-bridge|2026|28750.07|C|pretrain|examples/model_verification_cards/nemotron-3.5-lightning/card.yaml (pretrain_performance.GB200)
megatron-bridge-verificationcards-024|qwen3-235b-a22b|4096|gb300|256|4||1|4||64|1|32||2|8192|mxfp8|||1|megatron-bridge|2026|8784.492|A|pretrain|examples/model_verification_cards/qwen3-235b-a22b/card.yaml (pretrain_performance.GB300)
megatron-bridge-verificationcards-025|qwen3-235b-a22b|4096|gb200|256|4||1|8||32|1|32||1|8192|mxfp8|||1|megatron-bridge|2026|7320.274|A|pretrain|examples/model_verification_cards/qwen3-235b-a22b/card.yaml (pretrain_performance.GB200)
megatron-bridge-verificationcards-026|qwen3-30b-a3b|4096|h100-sxm-80|16|8||1|1||16|1|16||1|1024|bf16|||1|megatron-bridge|2026|8654.602|C|pretrain|examples/model_verification_cards/qwen3-30b-a3b/card.yaml (pretrain.H100)
megatron-bridge-verificationcards-027|qwen3-30b-a3b|4096|gb200|8|4||1|1||8|1|8||4|512|mxfp8|||1|megatron-bridge|2026|21205.05|C|pretrain|examples/model_verification_cards/qwen3-30b-a3b/card.yaml (pretrain.GB200)
megatron-bridge-verificationcards-028|qwen3-30b-a3b||h100-sxm-80|16|8|||||||||||bf16|||1|megatron-bridge|2026|13011.38|A|pretrain|examples/model_verification_cards/qwen3-30b-a3b/card.yaml (pretrain_performance.H100)
megatron-bridge-verificationcards-029|qwen3-30b-a3b||gb200|8|4|||||||||||mxfp8|||1|megatron-bridge|2026|40322.9|A|pretrain|examples/model_verification_cards/qwen3-30b-a3b/card.yaml (pretrain_performance.GB200)
megatron-bridge-verificationcards-030|qwen3-30b-a3b|4096|gb300|8|4||1|1||8|1|8||8|512|mxfp8|||1|megatron-bridge|2026|44773.36|A|pretrain|examples/model_verification_cards/qwen3-30b-a3b/card.yaml (pretrain_performance.GB300)
megatron-bridge-verificationcards-031|qwen3-8b|4096|h100-sxm-80|16|8||1|1||16|1|1||1|1024|bf16|||1|megatron-bridge|2026|10456.35|C|pretrain|examples/model_verification_cards/qwen3-8b/card.yaml (pretrain.H100)
`,
}
