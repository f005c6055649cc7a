import type { ThroughputTable } from './table.ts'

export const awsTrainium1: ThroughputTable = {
  name: 'AWS-Trainium1',
  sourceId: 'neuron-benchmarks',
  role: 'fit',
  convention: 'sequences/s',
  rows: `
aws-trainium1-001|gpt-3-175b|2048|trainium1-core|1024|32|3.125|32|8||4|1|1|1|1|1024|bf16||||neuronx|2024|26.6|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@1351ee12
aws-trainium1-002|gpt-3-175b|2048|trainium1-core|1024|32|3.125|32|8||4|1|1|1|1|1024|bf16||||neuronx|2024|29.2|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@8907253c
aws-trainium1-003|-gpt-3-23b|2048|trainium1-core|1024|32|3.125|8|4||32|1|1|1|1|1024|bf16||||neuronx|2024|204|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@1351ee12
aws-trainium1-004|-gpt-3-23b|2048|trainium1-core|1024|32|3.125|8|4||32|1|1|1|1|1024|bf16||||neuronx|2024|205.001|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@82ffe529
aws-trainium1-005|-gpt-3-23b|2048|trainium1-core|1024|32|3.125|8|4||32|1|1|1|1|1024|bf16||||neuronx|2024|214.36|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@8907253c
aws-trainium1-006|-gpt-3-46b|2048|trainium1-core|1024|32|3.125|8|8||16|1|1|1|1|1024|bf16||||neuronx|2024|94|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@1351ee12
aws-trainium1-007|-gpt-3-46b|2048|trainium1-core|1024|32|3.125|8|8||16|1|1|1|1|1024|bf16||||neuronx|2024|94.8|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@82ffe529
aws-trainium1-008|-gpt-3-46b|2048|trainium1-core|1024|32|3.125|8|8||16|1|1|1|1|1024|bf16||||neuronx|2024|96.48|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@8907253c
aws-trainium1-009|llama-3-70b|8192|trainium1-core|1024|32|3.125|32|8||4|1|1|1|1|1024|bf16||||neuronx|2024|60.72|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@0a4d8ba2
aws-trainium1-010|llama-3-70b|8192|trainium1-core|1024|32|3.125|32|8||4|1|1|1|1|1024|bf16||||neuronx|2024|63.76|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@752349fd
aws-trainium1-011|llama-3-70b|8192|trainium1-core|1024|32|3.125|32|8||4|1|1|1|1|1024|bf16||||neuronx|2025|60.08|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@2ae3525e
aws-trainium1-012|llama-3-70b|8192|trainium1-core|1024|32|3.125|32|8||4|1|1|1|1|1024|bf16||||neuronx|2025|63.52|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@90a7fe4b
aws-trainium1-013|llama-3-8b|8192|trainium1-core|1024|32|3.125|32|1||32|1|1|1|1|1024|bf16||||neuronx|2024|395.76|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@0a4d8ba2
aws-trainium1-014|llama-3-8b|8192|trainium1-core|1024|32|3.125|32|1||32|1|1|1|1|1024|bf16||||neuronx|2024|428.08|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@752349fd
aws-trainium1-015|llama-3-8b|8192|trainium1-core|1024|32|3.125|32|1||32|1|1|1|1|1024|bf16||||neuronx|2025|335.919|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@2ae3525e
aws-trainium1-016|llama-3-8b|8192|trainium1-core|1024|32|3.125|32|1||32|1|1|1|1|1024|bf16||||neuronx|2025|383.6|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@90a7fe4b
aws-trainium1-017|llama-2-13b|4096|trainium1-core|512|32|3.125|8|4||16|1|1|1|1|1024|bf16||||neuronx|2024|512|C|pretrain|general/benchmarks/trn1/training_data_decoder.csv@1351ee12
aws-trainium1-018|llama-2-13b|4096|trainium1-core|1024|32|3.125|8|4||32|1|1|1|1|1024|bf16||||neuronx|2024|342.601|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@1351ee12
aws-trainium1-019|llama-2-13b|4096|trainium1-core|1024|32|3.125|8|4||32|1|1|1|1|1024|bf16||||neuronx|2024|327.201|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@82ffe529
aws-trainium1-020|llama-2-13b|4096|trainium1-core|512|32|3.125|8|4||16|1|1|1|1|1024|bf16||||neuronx|2024|517.6|C|pretrain|general/benchmarks/trn1/training_data_decoder.csv@82ffe529
aws-trainium1-021|llama-2-13b|4096|trainium1-core|1024|32|3.125|8|4||32|1|1|1|1|1024|bf16||||neuronx|2024|349.76|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@8907253c
aws-trainium1-022|llama-2-13b|4096|trainium1-core|1024|32|3.125|8|8||16|1|1|1|1|1024|bf16||||neuronx|2024|335.999|C|pretrain|general/benchmarks/trn1/training_data_decoder.csv@0a4d8ba2
aws-trainium1-023|llama-2-13b|4096|trainium1-core|1024|32|3.125|8|8||16|1|1|1|1|1024|bf16||||neuronx|2024|321.32|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@752349fd
aws-trainium1-024|llama-2-70b|4096|trainium1-core|1024|32|3.125|32|4||8|1|1|1|1|1024|bf16||||neuronx|2024|61.36|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@1351ee12
aws-trainium1-025|llama-2-70b|4096|trainium1-core|1024|32|3.125|32|4||8|1|1|1|1|1024|bf16||||neuronx|2024|62.4|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@82ffe529
aws-trainium1-026|llama-2-70b|4096|trainium1-core|1024|32|3.125|32|4||8|1|1|1|1|1024|bf16||||neuronx|2024|71.44|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@8907253c
aws-trainium1-027|llama-2-70b|4096|trainium1-core|1024|32|3.125|32|8||4|1|1|1|1|1024|bf16||||neuronx|2024|56.8|C|pretrain|general/benchmarks/trn1/training_data_decoder.csv@0a4d8ba2
aws-trainium1-028|llama-2-70b|4096|trainium1-core|1024|32|3.125|32|8||4|1|1|1|1|1024|bf16||||neuronx|2024|57.76|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@752349fd
aws-trainium1-029|llama-2-7b|4096|trainium1-core|1024|32|3.125|8|4||32|1|1|1|1|1024|bf16||||neuronx|2024|351.999|C|pretrain|general/benchmarks/trn1/training_data_decoder.csv@1351ee12
aws-trainium1-030|llama-2-7b|4096|trainium1-core|512|32|3.125|8|1||64|1|1|1|1|1024|bf16||||neuronx|2024|746.403|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@1351ee12
aws-trainium1-031|llama-2-7b|4096|trainium1-core|512|32|3.125|8|1||64|1|1|1|1|1024|bf16||||neuronx|2024|757.6|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@82ffe529
aws-trainium1-032|llama-2-7b|4096|trainium1-core|1024|32|3.125|8|4||32|1|1|1|1|1024|bf16||||neuronx|2024|356.001|C|pretrain|general/benchmarks/trn1/training_data_decoder.csv@82ffe529
aws-trainium1-033|llama-2-7b|4096|trainium1-core|512|32|3.125|8|1||64|1|1|1|1|1024|bf16||||neuronx|2024|743.443|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@8907253c
aws-trainium1-034|llama-2-7b|4096|trainium1-core|512|32|3.125|8|1||64|1|1|1|1|1024|bf16||||neuronx|2024|810.399|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@0a4d8ba2
aws-trainium1-035|llama-2-7b|4096|trainium1-core|512|32|3.125|8|1||64|1|1|1|1|1024|bf16||||neuronx|2024|761.119|B|pretrain|general/benchmarks/trn1/training_data_decoder.csv@752349fd
`,
}
