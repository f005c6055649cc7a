import type { Source } from './source.ts'

/** Reports of whole runs: how long they took, what interrupted them. */
export const totalSources = {
  'opt-chronicles': {
    title: 'OPT-175B, paper (arXiv 2205.01068) and chronicles of the training',
    url: 'https://github.com/facebookresearch/metaseq/tree/main/projects/OPT/chronicles',
    read: '2026-11',
    licence: null,
  },
  'glm-130b-paper': {
    title: 'GLM-130B: an open bilingual pre-trained model',
    url: 'https://arxiv.org/abs/2210.02414',
    read: '2026-11',
    licence: null,
  },
  'bloom-carbon': {
    title: 'Estimating the carbon footprint of BLOOM (arXiv 2211.02001)',
    url: 'https://arxiv.org/abs/2211.02001',
    read: '2026-11',
    licence: null,
  },
  'intellect-1': {
    title: 'INTELLECT-1, report and repository prime',
    url: 'https://github.com/PrimeIntellect-ai/prime',
    read: '2026-11',
    licence: null,
  },
  byterobust: {
    title: 'ByteRobust: robust LLM training infrastructure',
    url: 'https://arxiv.org/abs/2509.16293',
    read: '2026-11',
    licence: null,
  },
  'llama-4-card': {
    title: 'Llama 4 model card',
    url: 'https://github.com/meta-llama/llama-models/blob/main/models/llama4/MODEL_CARD.md',
    read: '2026-11',
    licence: null,
  },
  'llama-paper': {
    title: 'LLaMA: open and efficient foundation language models',
    url: 'https://arxiv.org/abs/2302.13971',
    read: '2026-11',
    licence: null,
  },
  'falcon-40b-card': {
    title: 'Falcon-40B model card',
    url: 'https://huggingface.co/tiiuae/falcon-40b',
    read: '2026-11',
    licence: null,
  },
  'granite-3-report': {
    title: 'Granite 3.0 language models, appendix',
    url: 'https://github.com/ibm-granite/granite-3.0-language-models',
    read: '2026-11',
    licence: null,
  },
  'stablelm-3b-card': {
    title: 'StableLM-3B-4E1T model card',
    url: 'https://huggingface.co/stabilityai/stablelm-3b-4e1t',
    read: '2026-11',
    licence: null,
  },
  'phi-1-paper': {
    title: 'Textbooks are all you need',
    url: 'https://arxiv.org/abs/2306.11644',
    read: '2026-11',
    licence: null,
  },
  'olmoe-paper': {
    title: 'OLMoE: open mixture-of-experts language models',
    url: 'https://arxiv.org/abs/2409.02060',
    read: '2026-11',
    licence: null,
  },
} as const satisfies Record<string, Source>
