import type { Source } from './source.ts'

export const modelSources = {} as const satisfies Record<string, Source>
