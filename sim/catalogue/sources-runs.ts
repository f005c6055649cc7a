import type { Source } from './source.ts'

/** Reports of training runs and of their throughput. */
export const runSources = {
  'apertus-report': {
    title:
      'Apertus: Democratizing Open and Compliant LLMs for Global Language Environments (technical report)',
    url: 'https://arxiv.org/abs/2509.14233',
    read: '2026-11',
    licence: null,
  },
  'swiss-ai-megatron': {
    title: 'Swiss AI fork of Megatron-LM, pull requests',
    url: 'https://github.com/swiss-ai/Megatron-LM',
    read: '2026-11',
    licence: null,
  },
  'deepseek-v3-insights': {
    title: 'Insights into DeepSeek-V3: scaling challenges and reflections on hardware',
    url: 'https://arxiv.org/abs/2505.09343',
    read: '2026-11',
    licence: null,
  },
  'nemotron-4-report': {
    title: 'Nemotron-4 340B technical report',
    url: 'https://arxiv.org/abs/2406.11704',
    read: '2026-11',
    licence: null,
  },
  megascale: {
    title: 'MegaScale: scaling large language model training to more than 10,000 GPUs',
    url: 'https://arxiv.org/abs/2402.15627',
    read: '2026-11',
    licence: null,
  },
  'megatron-readme': {
    title: 'Megatron-LM README, 2023 versions',
    url: 'https://github.com/NVIDIA/Megatron-LM',
    read: '2026-11',
    licence: null,
  },
  'megatron-llama': {
    title: 'Megatron-LM, examples/llama',
    url: 'https://github.com/NVIDIA/Megatron-LM',
    read: '2026-11',
    licence: null,
  },
  'fms-fsdp': {
    title: 'Foundation Model Stack, FSDP pretraining',
    url: 'https://github.com/foundation-model-stack/fms-fsdp',
    read: '2026-11',
    licence: null,
  },
  smollm3: {
    title: 'SmolLM3 pretraining notes',
    url: 'https://github.com/huggingface/smollm/blob/main/text/pretraining/README.md',
    read: '2026-11',
    licence: null,
  },
  'olmo-2-32b-release': {
    title: 'OLMo 2 32B release article',
    url: 'https://allenai.org/blog/olmo2-32B',
    read: '2026-11',
    licence: null,
  },
  'maxtext-tiering': {
    title: 'MaxText, model tiering page',
    url: 'https://github.com/AI-Hypercomputer/maxtext',
    read: '2026-11',
    licence: null,
  },
  'megatron-bridge': {
    title: 'Megatron-Bridge performance summary and verification cards',
    url: 'https://github.com/NVIDIA-NeMo/Megatron-Bridge',
    read: '2026-11',
    licence: null,
  },
  'dgxc-benchmarking': {
    title: 'DGX Cloud benchmarking recipes, expected performance',
    url: 'https://github.com/NVIDIA/dgxc-benchmarking',
    read: '2026-11',
    licence: null,
  },
  'llama-3-paper': {
    title: 'The Llama 3 herd of models',
    url: 'https://arxiv.org/abs/2407.21783',
    read: '2026-11',
    licence: null,
  },
  'meta-reliability': {
    title: 'Revisiting reliability in large-scale machine learning research clusters',
    url: 'https://arxiv.org/abs/2410.21680',
    read: '2026-11',
    licence: null,
  },
  'meta-fault-tolerance': {
    title: 'Meta on fault-tolerant training with 32k to 98k H100 (arXiv 2602.00277)',
    url: 'https://arxiv.org/abs/2602.00277',
    read: '2026-11',
    licence: null,
  },
  'bloom-chronicles': {
    title: 'BigScience, chronicles of the BLOOM 176B training',
    url: 'https://github.com/bigscience-workshop/bigscience',
    read: '2026-11',
    licence: null,
  },
  'b200-run': {
    title: 'Report of a 73-day run on 504 B200 (arXiv 2605.09370)',
    url: 'https://arxiv.org/abs/2605.09370',
    read: '2026-11',
    licence: null,
  },
  unicron: {
    title: 'Unicron: economizing self-healing LLM training at scale',
    url: 'https://arxiv.org/abs/2401.00134',
    read: '2026-11',
    licence: null,
  },
  bytecheckpoint: {
    title: 'ByteCheckpoint: a unified checkpointing system',
    url: 'https://arxiv.org/abs/2407.20143',
    read: '2026-11',
    licence: null,
  },
  'pytorch-dcp': {
    title: 'PyTorch distributed checkpoint, asynchronous saves',
    url: 'https://pytorch.org',
    read: '2026-11',
    licence: null,
  },
  'olmo-environment': {
    title: 'Holistically evaluating the environmental impact of creating language models',
    url: 'https://arxiv.org/abs/2503.05804',
    read: '2026-11',
    licence: null,
  },
  'llama-2-card': {
    title: 'Llama 2 model card',
    url: 'https://github.com/meta-llama/llama-models/blob/main/models/llama2/MODEL_CARD.md',
    read: '2026-11',
    licence: null,
  },
  'llama-3-card': {
    title: 'Llama 3 model card',
    url: 'https://github.com/meta-llama/llama-models/blob/main/models/llama3/MODEL_CARD.md',
    read: '2026-11',
    licence: null,
  },
  'llama-3.1-card': {
    title: 'Llama 3.1 model card',
    url: 'https://github.com/meta-llama/llama-models/blob/main/models/llama3_1/MODEL_CARD.md',
    read: '2026-11',
    licence: null,
  },
} as const satisfies Record<string, Source>
