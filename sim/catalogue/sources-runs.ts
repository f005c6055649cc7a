import type { Source } from './sources.ts'

/** Reports of training runs, failures and power. */
export const runSources = {
  'apertus-report': {
    title: 'Apertus: Democratizing Open and Compliant LLMs for Global Language Environments (technical report)',
    url: 'https://arxiv.org/abs/2509.14233',
    read: '2026-11',
    licence: null,
  },
} as const satisfies Record<string, Source>
