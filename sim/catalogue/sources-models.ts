import type { Source } from './source.ts'

/** Shapes and parameter counts of models. */
export const modelSources = {
  'llm-cluster-simulator': {
    title: 'llm-cluster-simulator, model registry (MIT)',
    url: 'https://github.com/zhebrak/llm-cluster-simulator',
    read: '2026-11',
    licence: 'MIT',
  },
  litgpt: {
    title: 'LitGPT, config.py',
    url: 'https://github.com/Lightning-AI/litgpt',
    read: '2026-11',
    licence: 'Apache-2.0',
  },
  'keras-hub': {
    title: 'KerasHub, model presets',
    url: 'https://github.com/keras-team/keras-hub',
    read: '2026-11',
    licence: 'Apache-2.0',
  },
  llmfit: {
    title: 'llmfit, scraped model metadata',
    url: 'https://github.com/AlexsJones/llmfit',
    read: '2026-11',
    licence: null,
  },
  'huggingface-totals': {
    title: 'Hugging Face, safetensors totals as public repositories quote them',
    url: 'https://huggingface.co',
    read: '2026-11',
    licence: null,
  },
  'deepseek-v2-report': {
    title: 'DeepSeek-V2',
    url: 'https://arxiv.org/abs/2405.04434',
    read: '2026-11',
    licence: null,
  },
  'gpt-oss-card': {
    title: 'gpt-oss model card',
    url: 'https://arxiv.org/abs/2508.10925',
    read: '2026-11',
    licence: null,
  },
  'gpt-3-paper': {
    title: 'Language models are few-shot learners',
    url: 'https://arxiv.org/abs/2005.14165',
    read: '2026-11',
    licence: null,
  },
  'mt-nlg-paper': {
    title: 'Megatron-Turing NLG 530B',
    url: 'https://arxiv.org/abs/2201.11990',
    read: '2026-11',
    licence: null,
  },
  'opt-paper': {
    title: 'OPT: open pre-trained transformer language models',
    url: 'https://arxiv.org/abs/2205.01068',
    read: '2026-11',
    licence: null,
  },
  'olmo-2-report': {
    title: '2 OLMo 2 Furious',
    url: 'https://arxiv.org/abs/2501.00656',
    read: '2026-11',
    licence: null,
  },
  'llm-foundry': {
    title: 'MosaicML, llm-foundry',
    url: 'https://github.com/mosaicml/llm-foundry',
    read: '2026-11',
    licence: 'Apache-2.0',
  },
  'pythia-readme': {
    title: 'Pythia',
    url: 'https://github.com/EleutherAI/pythia',
    read: '2026-11',
    licence: null,
  },
  'lucie-paper': {
    title: 'Lucie-7B, published run',
    url: 'https://huggingface.co/OpenLLM-France/Lucie-7B',
    read: '2026-11',
    licence: null,
  },
  'k2-report': {
    title: 'LLM360 K2-65B, published run',
    url: 'https://huggingface.co/LLM360/K2',
    read: '2026-11',
    licence: null,
  },
} as const satisfies Record<string, Source>
