import type { ThroughputTable } from './table.ts'

export const maxtextTpu: ThroughputTable = {
  name: 'MaxText-TPU',
  sourceId: 'maxtext',
  role: 'fit',
  convention: 'full square',
  rows: `
maxtext-tpu-001|maxtext-16b|2048|tpu-v5e|256|256||1|1||256|1|1|3|6|1536|bf16|full||1|maxtext|2024|1192.316|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 23; src/maxtext/configs/tpu/v5e/16b.sh
maxtext-tpu-002|maxtext-32b|2048|tpu-v5e|256|256||1|1||256|1|1|3|4|1024|bf16|full||1|maxtext|2024|677.457|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 23; src/maxtext/configs/tpu/v5e/32b.sh
maxtext-tpu-003|maxtext-64b|2048|tpu-v5e|256|256||1|1||256|1|1|3|2|512|bf16|full||1|maxtext|2024|304.03|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 23; src/maxtext/configs/tpu/v5e/64b.sh
maxtext-tpu-004|maxtext-128b|2048|tpu-v5e|256|256||16|1||16|1|1|3|1|256|bf16|selective||1|maxtext|2024|141.997|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 23; src/maxtext/configs/tpu/v5e/128b.sh
maxtext-tpu-005|maxtext-16b|2048|tpu-v5e|512|256||1|1||512|1|1|3|6|3072|bf16|full||1|maxtext|2024|1162.509|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 24; src/maxtext/configs/tpu/v5e/16b.sh
maxtext-tpu-006|maxtext-32b|2048|tpu-v5e|512|256||1|1||512|1|1|3|4|2048|bf16|full||1|maxtext|2024|656.928|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 24; src/maxtext/configs/tpu/v5e/32b.sh
maxtext-tpu-007|maxtext-64b|2048|tpu-v5e|512|256||1|1||512|1|1|3|2|1024|bf16|full||1|maxtext|2024|288.571|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 24; src/maxtext/configs/tpu/v5e/64b.sh
maxtext-tpu-008|maxtext-128b|2048|tpu-v5e|512|256||16|1||32|1|1|3|1|512|bf16|selective||1|maxtext|2024|141.997|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 24; src/maxtext/configs/tpu/v5e/128b.sh
maxtext-tpu-009|maxtext-16b|2048|tpu-v5e|1024|256||1|1||1024|1|1|3|6|6144|bf16|full||1|maxtext|2024|1162.509|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 25; src/maxtext/configs/tpu/v5e/16b.sh
maxtext-tpu-010|maxtext-32b|2048|tpu-v5e|1024|256||1|1||1024|1|1|3|4|4096|bf16|full||1|maxtext|2024|646.663|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 25; src/maxtext/configs/tpu/v5e/32b.sh
maxtext-tpu-011|maxtext-64b|2048|tpu-v5e|1024|256||1|1||1024|1|1|3|2|2048|bf16|full||1|maxtext|2024|283.418|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 25; src/maxtext/configs/tpu/v5e/64b.sh
maxtext-tpu-012|maxtext-128b|2048|tpu-v5e|1024|256||16|1||64|1|1|3|1|1024|bf16|selective||1|maxtext|2024|139.415|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 25; src/maxtext/configs/tpu/v5e/128b.sh
maxtext-tpu-013|maxtext-16b|2048|tpu-v5e|2048|256||1|1||2048|1|1|3|6|12288|bf16|full||1|maxtext|2024|1142.637|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 26; src/maxtext/configs/tpu/v5e/16b.sh
maxtext-tpu-014|maxtext-32b|2048|tpu-v5e|2048|256||1|1||2048|1|1|3|4|8192|bf16|full||1|maxtext|2024|641.531|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 26; src/maxtext/configs/tpu/v5e/32b.sh
maxtext-tpu-015|maxtext-64b|2048|tpu-v5e|2048|256||1|1||2048|1|1|3|2|4096|bf16|full||1|maxtext|2024|278.265|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 26; src/maxtext/configs/tpu/v5e/64b.sh
maxtext-tpu-016|maxtext-128b|2048|tpu-v5e|2048|256||16|1||128|1|1|3|1|2048|bf16|selective||1|maxtext|2024|134.251|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 26; src/maxtext/configs/tpu/v5e/128b.sh
maxtext-tpu-017|maxtext-16b|2048|tpu-v5e|4096|256||1|1||4096|1|1|3|6|24576|bf16|full||1|maxtext|2024|1102.893|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 27; src/maxtext/configs/tpu/v5e/16b.sh
maxtext-tpu-018|maxtext-32b|2048|tpu-v5e|4096|256||1|1||4096|1|1|3|4|16384|bf16|full||1|maxtext|2024|631.266|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 27; src/maxtext/configs/tpu/v5e/32b.sh
maxtext-tpu-019|maxtext-64b|2048|tpu-v5e|4096|256||1|1||4096|1|1|3|2|8192|bf16|full||1|maxtext|2024|270.535|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 27; src/maxtext/configs/tpu/v5e/64b.sh
maxtext-tpu-020|maxtext-128b|2048|tpu-v5e|4096|256||16|1||256|1|1|3|1|4096|bf16|selective||1|maxtext|2024|129.088|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 27; src/maxtext/configs/tpu/v5e/128b.sh
maxtext-tpu-021|maxtext-16b|2048|tpu-v5e|8192|256||1|1||8192|1|1|3|6|49152|bf16|full||1|maxtext|2024|1073.085|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 28; src/maxtext/configs/tpu/v5e/16b.sh
maxtext-tpu-022|maxtext-32b|2048|tpu-v5e|8192|256||1|1||8192|1|1|3|4|32768|bf16|full||1|maxtext|2024|610.738|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 28; src/maxtext/configs/tpu/v5e/32b.sh
maxtext-tpu-023|maxtext-64b|2048|tpu-v5e|8192|256||1|1||8192|1|1|3|2|16384|bf16|full||1|maxtext|2024|255.076|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 28; src/maxtext/configs/tpu/v5e/64b.sh
maxtext-tpu-024|maxtext-128b|2048|tpu-v5e|8192|256||16|1||512|1|1|3|1|8192|bf16|selective||1|maxtext|2024|117.47|A|pretrain|src/maxtext/configs/tpu/v5e/README.md line 28; src/maxtext/configs/tpu/v5e/128b.sh
maxtext-tpu-025|maxtext-32b|2048|tpu-v5p|64|64||4|1||16|1|1|3|6|384|bf16|selective||1|maxtext|2024|1683.377|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 23; src/maxtext/configs/tpu/v5p/32b.sh
maxtext-tpu-026|maxtext-32b|2048|tpu-v5p|128|64||4|1||32|1|1|3|6|768|bf16|selective||1|maxtext|2024|1637.187|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 24; src/maxtext/configs/tpu/v5p/32b.sh
maxtext-tpu-027|maxtext-64b|2048|tpu-v5p|64|64||4|1||16|1|1|3|3|192|bf16|selective||1|maxtext|2024|832.217|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 29; src/maxtext/configs/tpu/v5p/64b.sh
maxtext-tpu-028|maxtext-64b|2048|tpu-v5p|128|64||4|1||32|1|1|3|3|384|bf16|selective||1|maxtext|2024|796.146|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 30; src/maxtext/configs/tpu/v5p/64b.sh
maxtext-tpu-029|maxtext-128b|2048|tpu-v5p|128|128||8|1||16|1|1|3|1|128|bf16|selective||1|maxtext|2024|406.626|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 35; src/maxtext/configs/tpu/v5p/128b.sh
maxtext-tpu-030|maxtext-128b|2048|tpu-v5p|256|128||8|1||32|1|1|3|1|256|bf16|selective||1|maxtext|2024|393.718|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 36; src/maxtext/configs/tpu/v5p/128b.sh
maxtext-tpu-031|maxtext-128b|2048|tpu-v5p|256|256||8|1||32|1|1|3|1|256|bf16|selective||1|maxtext|2024|407.917|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 37; src/maxtext/configs/tpu/v5p/128b.sh
maxtext-tpu-032|maxtext-128b|2048|tpu-v5p|512|256||8|1||64|1|1|3|1|512|bf16|selective||1|maxtext|2024|353.7|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 38; src/maxtext/configs/tpu/v5p/128b.sh
maxtext-tpu-033|maxtext-256b|2048|tpu-v5p|512|512||8|1||64|1|1|3|1|512|bf16|selective||1|maxtext|2024|202.158|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 43; src/maxtext/configs/tpu/v5p/256b.sh
maxtext-tpu-034|maxtext-256b|2048|tpu-v5p|1024|512||8|1||128|1|1|3|1|1024|bf16|selective||1|maxtext|2024|189.687|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 44; src/maxtext/configs/tpu/v5p/256b.sh
maxtext-tpu-035|maxtext-512b|2048|tpu-v5p|512|512||8|1||64|1|1|3|2|1024|bf16|full||1|maxtext|2024|96.584|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 49; src/maxtext/configs/tpu/v5p/512b.sh
maxtext-tpu-036|maxtext-512b|2048|tpu-v5p|1024|512||8|1||128|1|1|3|2|2048|bf16|full||1|maxtext|2024|92.642|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 50; src/maxtext/configs/tpu/v5p/512b.sh
maxtext-tpu-037|maxtext-1024b|2048|tpu-v5p|1024|1024||16|1||64|1|1|3|2|2048|bf16|full||1|maxtext|2024|41.743|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 55; src/maxtext/configs/tpu/v5p/1024b.sh
maxtext-tpu-038|maxtext-1024b|2048|tpu-v5p|2048|1024||16|1||128|1|1|3|2|4096|bf16|full||1|maxtext|2024|38.949|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 56; src/maxtext/configs/tpu/v5p/1024b.sh
maxtext-tpu-039|maxtext-1024b|2048|tpu-v5p|2048|2048||16|1||128|1|1|3|2|4096|bf16|full||1|maxtext|2024|48.81|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 57; src/maxtext/configs/tpu/v5p/1024b.sh
maxtext-tpu-040|maxtext-1024b|2048|tpu-v5p|4096|2048||16|1||256|1|1|3|2|8192|bf16|full||1|maxtext|2024|45.852|A|pretrain|src/maxtext/configs/tpu/v5p/README.md line 58; src/maxtext/configs/tpu/v5p/1024b.sh
maxtext-tpu-041|maxtext-22b|2048|tpu-v4|64|64||1|1||64|1|1|3|13|832|bf16|full||1|maxtext|2023|1123.215|B|pretrain|src/maxtext/configs/tpu/v4/README.md line 24; src/maxtext/configs/tpu/v4/22b.sh
maxtext-tpu-042|maxtext-22b|2048|tpu-v4|128|64||1|1||128|1|1|3|13|1664|bf16|full||1|maxtext|2023|1094.415|B|pretrain|src/maxtext/configs/tpu/v4/README.md line 25; src/maxtext/configs/tpu/v4/22b.sh
maxtext-tpu-043|maxtext-22b|2048|tpu-v4|256|64||1|1||256|1|1|3|13|3328|bf16|full||1|maxtext|2023|1072.814|B|pretrain|src/maxtext/configs/tpu/v4/README.md line 26; src/maxtext/configs/tpu/v4/22b.sh
maxtext-tpu-044|maxtext-22b|2048|tpu-v4|512|64||1|1||512|1|1|3|13|6656|bf16|full||1|maxtext|2023|1051.214|B|pretrain|src/maxtext/configs/tpu/v4/README.md line 27; src/maxtext/configs/tpu/v4/22b.sh
maxtext-tpu-045|maxtext-52b|2048|tpu-v4|192|192||1|1||192|1|1|3|7|1344|bf16|full||1|maxtext|2023|484.217|B|pretrain|src/maxtext/configs/tpu/v4/README.md line 32; src/maxtext/configs/tpu/v4/52b.sh
maxtext-tpu-046|maxtext-52b|2048|tpu-v4|384|192||1|1||384|1|1|3|7|2688|bf16|full||1|maxtext|2023|509.371|B|pretrain|src/maxtext/configs/tpu/v4/README.md line 33; src/maxtext/configs/tpu/v4/52b.sh
`,
}
