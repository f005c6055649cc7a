import type { Source } from './sources.ts'

export const modelSources = {} as const satisfies Record<string, Source>
