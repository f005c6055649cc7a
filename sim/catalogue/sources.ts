/** A document that figures were read in. */
export type Source = {
  readonly title: string
  readonly url: string
  /** When it was read. */
  readonly read: string
  readonly licence: string | null
}

/** Every source of the product, once. */
export const sources = {
  'apertus-report': {
    title: 'Apertus: Democratizing Open and Compliant LLMs for Global Language Environments (technical report)',
    url: 'https://arxiv.org/abs/2509.14233',
    read: '2026-11',
    licence: null,
  },
} as const satisfies Record<string, Source>

export type SourceId = keyof typeof sources
