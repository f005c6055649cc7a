import type { Source } from './sources.ts'

export const hardwareSources = {} as const satisfies Record<string, Source>
