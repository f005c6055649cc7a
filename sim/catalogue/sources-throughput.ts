import type { Source } from './source.ts'

/** Tables of measured training throughput. */
export const throughputSources = {
  'megatron-seqsel': {
    title: 'Korthikanti et al. 2022, Reducing activation recomputation in large transformer models, Table 5',
    url: 'https://arxiv.org/abs/2205.05198',
    read: '2026-11',
    licence: null,
  },
  'llm-foundry': {
    title: 'MosaicML LLM Foundry, training benchmarks',
    url: 'https://github.com/mosaicml/llm-foundry',
    read: '2026-11',
    licence: null,
  },
  'nemo-launcher': {
    title: 'NVIDIA NeMo Framework Launcher, README tables 2022 to 2023',
    url: 'https://github.com/NVIDIA/NeMo-Framework-Launcher',
    read: '2026-11',
    licence: null,
  },
  'bigscience-v100': {
    title: 'BigScience, experiments on the V100 partition of Jean Zay',
    url: 'https://github.com/bigscience-workshop/bigscience',
    read: '2026-11',
    licence: null,
  },
  'mlperf-4.0': {
    title: 'MLPerf Training v4.0 results',
    url: 'https://github.com/mlcommons/training_results_v4.0',
    read: '2026-11',
    licence: null,
  },
  'mlperf-4.1': {
    title: 'MLPerf Training v4.1 results',
    url: 'https://github.com/mlcommons/training_results_v4.1',
    read: '2026-11',
    licence: null,
  },
  'megatron-bridge-cards': {
    title: 'NVIDIA Megatron-Bridge, model verification cards',
    url: 'https://github.com/NVIDIA-NeMo/Megatron-Bridge',
    read: '2026-11',
    licence: null,
  },
  dlperf: {
    title: 'OneFlow DLPerf, report on GPT training, May 2021',
    url: 'https://github.com/Oneflow-Inc/DLPerf',
    read: '2026-11',
    licence: null,
  },
  'argonne-megatron-deepspeed': {
    title: 'Argonne Megatron-DeepSpeed, notes on AuroraGPT-70B',
    url: 'https://github.com/argonne-lcf/Megatron-DeepSpeed',
    read: '2026-11',
    licence: null,
  },
  maxtext: {
    title: 'Google MaxText, configurations and their measured throughput',
    url: 'https://github.com/AI-Hypercomputer/maxtext',
    read: '2026-11',
    licence: null,
  },
  xtuner: {
    title: 'InternLM XTuner, acceleration benchmark',
    url: 'https://github.com/InternLM/xtuner',
    read: '2026-11',
    licence: null,
  },
  'mt-nlg': {
    title: 'Smith et al. 2022, Using DeepSpeed and Megatron to train Megatron-Turing NLG 530B',
    url: 'https://arxiv.org/abs/2201.11990',
    read: '2026-11',
    licence: null,
  },
  'megatron-deepspeed-longseq': {
    title: 'Megatron-DeepSpeed, long sequence support',
    url: 'https://github.com/deepspeedai/Megatron-DeepSpeed',
    read: '2026-11',
    licence: null,
  },
  'neuron-benchmarks': {
    title: 'AWS Neuron SDK, training benchmarks',
    url: 'https://github.com/aws-neuron/aws-neuron-sdk',
    read: '2026-11',
    licence: null,
  },
} as const satisfies Record<string, Source>
