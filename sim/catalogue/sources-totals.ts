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
} as const satisfies Record<string, Source>
