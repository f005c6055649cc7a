import type { Obstacle, Problem } from './outcome.ts'

/** What a study returns to the command line, the API and the page alike. */
export type Answered<T> =
  | { readonly status: 'answer'; readonly value: T }
  | { readonly status: 'refused'; readonly problems: readonly Problem[] }
  | { readonly status: 'infeasible'; readonly obstacles: readonly Obstacle[] }
