import { argonneAurora70b } from './argonne-aurora-70b.ts'
import { awsTrainium1 } from './aws-trainium1.ts'
import { bigscienceBloomA100 } from './bigscience-bloom-a100.ts'
import { bigscienceJeanzayV100 } from './bigscience-jeanzay-v100.ts'
import { dlperfV100MegatronLm } from './dlperf-v100-megatron-lm.ts'
import { gh200Apertus } from './gh200-apertus.ts'
import { gh200SwissAi } from './gh200-swiss-ai.ts'
import { llmFoundry } from './llm-foundry.ts'
import { maxtextTiering } from './maxtext-tiering.ts'
import { maxtextTpu } from './maxtext-tpu.ts'
import { megatronBridgeVerificationcards } from './megatron-bridge-verificationcards.ts'
import { megatronDeepspeedLongseq } from './megatron-deepspeed-longseq.ts'
import { megatronReadmeGpt3 } from './megatron-readme-gpt3.ts'
import { megatronReadmeLlamaFp8 } from './megatron-readme-llama-fp8.ts'
import { megatronSeqparselrecompute } from './megatron-seqparselrecompute.ts'
import { mlperfV40Llama270bLora } from './mlperf-v4-0-llama2-70b-lora.ts'
import { mlperfV41Llama270bLora } from './mlperf-v4-1-llama2-70b-lora.ts'
import { mtNlg } from './mt-nlg.ts'
import { nvidiaDgxcBenchmarking } from './nvidia-dgxc-benchmarking.ts'
import { nvidiaMegatronbridgePerf } from './nvidia-megatronbridge-perf.ts'
import { nvidiaNemoLauncher2023 } from './nvidia-nemo-launcher-2023.ts'
import { xtunerA100Longseq } from './xtuner-a100-longseq.ts'
import type { ThroughputTable } from './table.ts'

/** Every table of measured throughput, whole sources to fit on first. */
export const throughputTables: readonly ThroughputTable[] = [
  megatronSeqparselrecompute,
  megatronReadmeLlamaFp8,
  llmFoundry,
  nvidiaMegatronbridgePerf,
  nvidiaNemoLauncher2023,
  nvidiaDgxcBenchmarking,
  bigscienceBloomA100,
  bigscienceJeanzayV100,
  mlperfV40Llama270bLora,
  mlperfV41Llama270bLora,
  megatronBridgeVerificationcards,
  gh200SwissAi,
  dlperfV100MegatronLm,
  argonneAurora70b,
  maxtextTpu,
  maxtextTiering,
  xtunerA100Longseq,
  mtNlg,
  megatronReadmeGpt3,
  megatronDeepspeedLongseq,
  awsTrainium1,
  gh200Apertus,
]
