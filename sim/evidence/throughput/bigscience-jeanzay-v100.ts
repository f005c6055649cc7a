import type { ThroughputTable } from './table.ts'

export const bigscienceJeanzayV100: ThroughputTable = {
  name: 'BigScience-JeanZay-V100',
  sourceId: 'bigscience-v100',
  role: 'fit',
  convention: 'eight FLOPs a parameter and token',
  rows: `
bigscience-jeanzay-v100-001|-gpt-2-7.5b|1024|v100-sxm2-16|16|4|12.5|4|4|1|1|1|1|0|1|4|fp16|full|0|0|megatron-deepspeed|2021|387.292|C|pretrain|experiments/gpt2.md line 73
bigscience-jeanzay-v100-002|-gpt-2-30b|1024|v100-sxm2-16|64|4|12.5|4|16|1|1|1|1|0|1|4|fp16|full|0|0|megatron-deepspeed|2021|44.475|C|pretrain|experiments/gpt2.md line 74
bigscience-jeanzay-v100-003|-gpt-2-50b|1024|v100-sxm2-16|128|4|12.5|4|32|1|1|1|1|0|1|4|fp16|full|0|0|megatron-deepspeed|2021|15.066|C|pretrain|experiments/gpt2.md line 75
bigscience-jeanzay-v100-004|-gpt-2-78b|1024|v100-sxm2-16|256|4|12.5|4|64|1|1|1|1|0|1|4|fp16|full|0|0|megatron-deepspeed|2021|5.418|C|pretrain|experiments/gpt2.md line 76
bigscience-jeanzay-v100-005|-gpt-2-22b|1024|v100-sxm2-16|256|4|12.5|4|16|1|4|1|1|0|1|4|fp16|full|0|0|megatron-deepspeed|2021|8.762|C|pretrain|experiments/gpt2.md line 77
bigscience-jeanzay-v100-006|-gpt-2-18b|1024|v100-sxm2-32|16|4|12.5|4|4|1|1|1|1|0|1|4|fp16|full|0|0|megatron-deepspeed|2021|185.373|C|pretrain|experiments/gpt2.md line 84
bigscience-jeanzay-v100-007|-gpt-2-30b|1024|v100-sxm2-32|32|4|12.5|4|8|1|1|1|1|0|1|4|fp16|full|0|0|megatron-deepspeed|2021|79.11|C|pretrain|experiments/gpt2.md line 85
bigscience-jeanzay-v100-008|-gpt-2-65b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|1|4|fp16|full|0|0|megatron-deepspeed|2021|23.375|C|pretrain|experiments/gpt2.md line 86
bigscience-jeanzay-v100-009|-gpt-2-116b|1024|v100-sxm2-32|128|4|12.5|4|32|1|1|1|1|0|1|4|fp16|full|0|0|megatron-deepspeed|2021|7.558|C|pretrain|experiments/gpt2.md line 87
bigscience-jeanzay-v100-010|-gpt-2-206b|1024|v100-sxm2-32|256|4|12.5|4|64|1|1|1|1|0|1|4|fp16|full|0|0|megatron-deepspeed|2021|2.375|C|pretrain|experiments/gpt2.md line 88
bigscience-jeanzay-v100-011|-gpt-2-18b|1024|v100-sxm2-32|16|4|12.5|4|8|1||1|1|0|4|256|fp16|full|0|0|megatron-deepspeed|2021|181.039|C|pretrain|experiments/gpt2.md line 99
bigscience-jeanzay-v100-012|-gpt-2-18b|1024|v100-sxm2-32|16|4|12.5|4|8|1||1|1|0|4|512|fp16|full|0|0|megatron-deepspeed|2021|185.13|C|pretrain|experiments/gpt2.md line 100
bigscience-jeanzay-v100-013|-gpt-2-18b|1024|v100-sxm2-32|16|4|12.5|4|8|1||1|1|0|4|1024|fp16|full|0|0|megatron-deepspeed|2021|184.09|C|pretrain|experiments/gpt2.md line 101
bigscience-jeanzay-v100-014|-gpt-2-18b|1024|v100-sxm2-32|16|4|12.5|4|4|1|1|1|1|0|4|512|fp16|full|0|0|megatron-deepspeed|2021|183.061|C|pretrain|experiments/gpt2.md line 103
bigscience-jeanzay-v100-015|-gpt-2-18b|1024|v100-sxm2-32|16|4|12.5|4|4|1|1|1|1|0|6|768|fp16|full|0|0|megatron-deepspeed|2021|187.603|C|pretrain|experiments/gpt2.md line 104
bigscience-jeanzay-v100-016|-gpt-2-18b|1024|v100-sxm2-32|16|4|12.5|4|8|1||1|1|0|6|768|fp16|full|0|0|megatron-deepspeed|2021|189.776|C|pretrain|experiments/gpt2.md line 105
bigscience-jeanzay-v100-017|-gpt-2-18b|1024|v100-sxm2-32|16|4|12.5|4|8|1||1|1|0|8|256|fp16|full|0|0|megatron-deepspeed|2021|184.09|C|pretrain|experiments/gpt2.md line 106
bigscience-jeanzay-v100-018|-gpt-2-39b|1024|v100-sxm2-32|32|4|12.5|4|8|1|1|1|1|0|4|512|fp16|full|0|0|megatron-deepspeed|2021|199.805|C|pretrain|experiments/gpt2.md line 108
bigscience-jeanzay-v100-019|-gpt-2-39b|1024|v100-sxm2-32|32|4|12.5|4|8|1|1|1|1|0|6|768|fp16|full|0|0|megatron-deepspeed|2021|199.805|C|pretrain|experiments/gpt2.md line 109
bigscience-jeanzay-v100-020|-gpt-2-39b|1024|v100-sxm2-32|32|4|12.5|4|8|1|1|1|1|0|6|1536|fp16|full|0|0|megatron-deepspeed|2021|203.95|C|pretrain|experiments/gpt2.md line 110
bigscience-jeanzay-v100-021|-gpt-2-39b|1024|v100-sxm2-32|32|4|12.5|4|8|1|1|1|1|0|6|3072|fp16|full|0|0|megatron-deepspeed|2021|205.657|C|pretrain|experiments/gpt2.md line 111
bigscience-jeanzay-v100-022|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|4|1024|fp16|full|0|0|megatron-deepspeed|2021|127.008|C|pretrain|experiments/gpt2.md line 113
bigscience-jeanzay-v100-023|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|4|1024|fp16|full|0|0|megatron-deepspeed|2021|75.502|C|pretrain|experiments/gpt2.md line 114
bigscience-jeanzay-v100-024|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|4|1024|fp16|full|0|0|megatron-deepspeed|2021|131.072|C|pretrain|experiments/gpt2.md line 115
bigscience-jeanzay-v100-025|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|4|1024|fp16|full|0|0|megatron-deepspeed|2021|72.818|C|pretrain|experiments/gpt2.md line 116
bigscience-jeanzay-v100-026|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|6|1536|fp16|full|0|0|megatron-deepspeed|2021|74.927|C|pretrain|experiments/gpt2.md line 118
bigscience-jeanzay-v100-027|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|8|2048|fp16|full|0|0|megatron-deepspeed|2021|75.329|C|pretrain|experiments/gpt2.md line 119
bigscience-jeanzay-v100-028|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|6|3072|fp16|full|0|0|megatron-deepspeed|2021|75.618|C|pretrain|experiments/gpt2.md line 120
bigscience-jeanzay-v100-029|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|8|4096|fp16|full|0|0|megatron-deepspeed|2021|75.329|C|pretrain|experiments/gpt2.md line 121
bigscience-jeanzay-v100-030|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|32|1||1|1|0|4|1024|fp16|full|0|0|megatron-deepspeed|2021|74.473|C|pretrain|experiments/gpt2.md line 122
bigscience-jeanzay-v100-031|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|4|1024|fp16|full|0|0|megatron-deepspeed|2021|119.591|C|pretrain|experiments/gpt2.md line 180
bigscience-jeanzay-v100-032|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|4|1536|fp16|full|0|0|megatron-deepspeed|2021|119.301|C|pretrain|experiments/gpt2.md line 181
bigscience-jeanzay-v100-033|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|4|2048|fp16|full|0|0|megatron-deepspeed|2021|121.363|C|pretrain|experiments/gpt2.md line 182
bigscience-jeanzay-v100-034|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|4|4096|fp16|full|0|0|megatron-deepspeed|2021|120.471|C|pretrain|experiments/gpt2.md line 183
bigscience-jeanzay-v100-035|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|4|1024|fp16|full|0|0|megatron-deepspeed|2021|130.032|C|pretrain|experiments/gpt2.md line 186
bigscience-jeanzay-v100-036|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|8|1|2|1|1|1|4|1024|fp16|full|0|0|megatron-deepspeed|2021|119.591|C|pretrain|experiments/gpt2.md line 213
bigscience-jeanzay-v100-037|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|8|1|2|1|1|1|4|1024|fp16|full|0|0|megatron-deepspeed|2021|116.199|C|pretrain|experiments/gpt2.md line 214
bigscience-jeanzay-v100-038|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|8|1|2|1|1|1|2|1024|fp16|full|0|0|megatron-deepspeed|2021|109.227|C|pretrain|experiments/gpt2.md line 228
bigscience-jeanzay-v100-039|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|8|1|2|1|1|1|3|1536|fp16|full|0|0|megatron-deepspeed|2021|115.38|C|pretrain|experiments/gpt2.md line 230
bigscience-jeanzay-v100-040|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|8|1|2|1|1|1|3|1536|fp16|full|0|0|megatron-deepspeed|2021|118.154|C|pretrain|experiments/gpt2.md line 231
bigscience-jeanzay-v100-041|-gpt-2-39b|1024|v100-sxm2-32|64|4|12.5|4|8|1|2|1|1|1|4|1024|fp16|full|0|0|megatron-deepspeed|2021|157.538|C|pretrain|experiments/gpt2.md line 250
bigscience-jeanzay-v100-042|-gpt-2-39b|1024|v100-sxm2-32|64|4|12.5|4|8|1|2|1|1|1|4|1024|fp16|full|0|0|megatron-deepspeed|2021|156.038|C|pretrain|experiments/gpt2.md line 251
bigscience-jeanzay-v100-043|-gpt-2-39b|1024|v100-sxm2-32|64|4|12.5|4|8|1|2|1|1|0|4|1024|fp16|full|0|0|megatron-deepspeed|2021|150.312|C|pretrain|experiments/gpt2.md line 252
bigscience-jeanzay-v100-044|-gpt-2-39b|1024|v100-sxm2-32|64|4|12.5|4|8|1|2|1|1|0|4|1024|fp16|full|0|0|megatron-deepspeed|2021|148.945|C|pretrain|experiments/gpt2.md line 253
bigscience-jeanzay-v100-045|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|16|1|1|1|1|0|4|1024|fp16|full|0|0|megatron-deepspeed|2021|112.219|C|pretrain|experiments/gpt2.md line 338
bigscience-jeanzay-v100-046|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|1|1|16|1|1|3|48|768|fp16|full|0|0|megatron-deepspeed|2021|100.721|C|pretrain|experiments/gpt2.md line 371
bigscience-jeanzay-v100-047|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|1|1|16|1|1|3|48|768|fp16|full|0|0|megatron-deepspeed|2021|96.756|C|pretrain|experiments/gpt2.md line 372
bigscience-jeanzay-v100-048|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|2|1|1|32|1|1|3|32|1024|fp16|full|0|0|megatron-deepspeed|2021|98.108|C|pretrain|experiments/gpt2.md line 390
bigscience-jeanzay-v100-049|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|1|1|1|64|1|1|3|16|1024|fp16|full|0|0|megatron-deepspeed|2021|89.043|C|pretrain|experiments/gpt2.md line 391
bigscience-jeanzay-v100-050|-gpt-2-24b|1024|v100-sxm2-32|64|4|12.5|1|1|1|64|1|1|3|16|1024|fp16|full|0|0|megatron-deepspeed|2021|184.09|C|pretrain|experiments/gpt2.md line 392
bigscience-jeanzay-v100-051|-gpt-2-24b|1024|v100-sxm2-32|64|4|12.5|2|1|1|32|1|1|3|32|1024|fp16|full|0|0|megatron-deepspeed|2021|191.179|C|pretrain|experiments/gpt2.md line 393
bigscience-jeanzay-v100-052|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|1|1|16|1|1|3|64|1024|fp16|full|0|0|megatron-deepspeed|2021|95.813|C|pretrain|experiments/gpt2.md line 400
bigscience-jeanzay-v100-053|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|1|1|16|1|1|3|48|768|fp16|full|0|0|megatron-deepspeed|2021|103.261|C|pretrain|experiments/gpt2.md line 411
bigscience-jeanzay-v100-054|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|1|1|16|1|1|3|48|768|fp16|full|0|0|megatron-deepspeed|2021|106.852|C|pretrain|experiments/gpt2.md line 412
bigscience-jeanzay-v100-055|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|1|1|16|1|1|3|52|832|fp16|full|0|0|megatron-deepspeed|2021|107.355|C|pretrain|experiments/gpt2.md line 413
bigscience-jeanzay-v100-056|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|2|1|1|32|1|1|3|32|1024|fp16|full|0|0|megatron-deepspeed|2021|103.044|C|pretrain|experiments/gpt2.md line 414
bigscience-jeanzay-v100-057|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|2|1|1|32|1|1|3|32|1024|fp16|full|0|0|megatron-deepspeed|2021|103.696|C|pretrain|experiments/gpt2.md line 415
bigscience-jeanzay-v100-058|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|2|1|1|32|1|1|3|36|1152|fp16|full|0|0|megatron-deepspeed|2021|104.727|C|pretrain|experiments/gpt2.md line 416
bigscience-jeanzay-v100-059|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|1|1|16|1|1|3|56|896|fp16|full|0|0|megatron-deepspeed|2021|89.043|C|pretrain|experiments/gpt2.md line 417
bigscience-jeanzay-v100-060|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|2|1|1|32|1|1|3|38|1216|fp16|full|0|0|megatron-deepspeed|2021|109.303|C|pretrain|experiments/gpt2.md line 418
bigscience-jeanzay-v100-061|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|1|1|1|64|1|1|3|18|1152|fp16|full|0|0|megatron-deepspeed|2021|93.563|C|pretrain|experiments/gpt2.md line 419
bigscience-jeanzay-v100-062|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|1|1|1|64|1|1|3|20|1280|fp16|full|0|0|megatron-deepspeed|2021|93.516|C|pretrain|experiments/gpt2.md line 420
bigscience-jeanzay-v100-063|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|1|1|16|1|1|3|24|384|fp16|full|0|0|megatron-deepspeed|2021|85.333|C|pretrain|experiments/gpt2.md line 432
bigscience-jeanzay-v100-064|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|2|1|1|32|1|1|3|16|512|fp16|full|0|0|megatron-deepspeed|2021|103.696|C|pretrain|experiments/gpt2.md line 433
bigscience-jeanzay-v100-065|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|4|1|1|16|1|1|3|24|384|fp16|full|0|0|megatron-deepspeed|2021|86.535|C|pretrain|experiments/gpt2.md line 446
bigscience-jeanzay-v100-066|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|2|1|1|32|1|1|3|16|512|fp16|full|0|0|megatron-deepspeed|2021|94.161|C|pretrain|experiments/gpt2.md line 447
bigscience-jeanzay-v100-067|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|2|1|1|32|1|1|3|16|512|fp16|full|0|0|megatron-deepspeed|2021|93.091|C|pretrain|experiments/gpt2.md line 448
bigscience-jeanzay-v100-068|-gpt-2-25b|1024|v100-sxm2-32|16|4|12.5|1|1|1|16|1|1|3|4|64|fp16|full|0|0|hf-deepspeed|2021|70.621|C|pretrain|experiments/gpt2.md line 466
bigscience-jeanzay-v100-069|-gpt-2-52b|1024|v100-sxm2-32|32|4|12.5|1|1|1|32|1|1|3|4|128|fp16|full|0|0|hf-deepspeed|2021|35.93|C|pretrain|experiments/gpt2.md line 467
bigscience-jeanzay-v100-070|-gpt-2-97b|1024|v100-sxm2-32|64|4|12.5|1|1|1|64|1|1|3|4|256|fp16|full|0|0|hf-deepspeed|2021|18.45|C|pretrain|experiments/gpt2.md line 468
bigscience-jeanzay-v100-071|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|1|1|1|64|1|1|3|8|512|fp16|full|0|0|hf-deepspeed|2021|58.935|C|pretrain|experiments/gpt2.md line 476
bigscience-jeanzay-v100-072|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|1|1|1|64|1|1|3|4|256|fp16|full|0|0|hf-deepspeed|2021|22.141|C|pretrain|experiments/gpt2.md line 477
bigscience-jeanzay-v100-073|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|1|1|1|64|1|1|3|8|512|fp16|full|0|0|hf-deepspeed|2021|69.424|C|pretrain|experiments/gpt2.md line 478
bigscience-jeanzay-v100-074|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|1|1|1|64|1|1|3|8|512|fp16|full|0|0|hf-deepspeed|2021|70.017|C|pretrain|experiments/gpt2.md line 480
bigscience-jeanzay-v100-075|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|1|1|1|64|1|1|3|6|384|fp16|full|0|0|hf-deepspeed|2021|55.351|C|pretrain|experiments/gpt2.md line 481
bigscience-jeanzay-v100-076|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|1|1|1|64|1|1|3|10|640|fp16|full|0|0|hf-deepspeed|2021|68.267|C|pretrain|experiments/gpt2.md line 482
bigscience-jeanzay-v100-077|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|1|1|1|64|1|1|3|12|768|fp16|full|0|0|hf-deepspeed|2021|67.148|C|pretrain|experiments/gpt2.md line 483
bigscience-jeanzay-v100-078|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|1|1|1|64|1|1|3|12|768|fp16|full|0|0|hf-deepspeed|2021|70.217|C|pretrain|experiments/gpt2.md line 484
bigscience-jeanzay-v100-079|-gpt-2-52b|1024|v100-sxm2-32|64|4|12.5|1|1|1|64|1|1|3|12|768|fp16|full|0|0|hf-deepspeed|2021|69.424|C|pretrain|experiments/gpt2.md line 485
`,
}
