/** A saved question: what a page or a script needs to ask it again. */
export type Study = {
  readonly title: string
  readonly question: string
  readonly input: unknown
  /** The page's own address of it, from `#` on; null where it comes from elsewhere. */
  readonly address: string | null
}

export type Version = {
  readonly id: string
  readonly version: number
  readonly created: string
  readonly study: Study
}

/** A sweep that is computed while nobody waits. */
export type JobRecord = {
  readonly id: string
  readonly state: 'waiting' | 'done' | 'refused' | 'cancelled'
  readonly created: string
  readonly input: string
}

/** What the store is asked; one thread answers, so that a slow disk holds up nobody else. */
export type Command =
  | { readonly ask: 'create study'; readonly study: Study }
  | { readonly ask: 'add version'; readonly id: string; readonly token: string; readonly study: Study }
  | { readonly ask: 'read version'; readonly id: string; readonly version: number | null }
  | { readonly ask: 'read versions'; readonly id: string }
  | { readonly ask: 'delete study'; readonly id: string; readonly token: string }
  | { readonly ask: 'create job'; readonly input: string }
  | { readonly ask: 'read job'; readonly id: string }
  | { readonly ask: 'settle job'; readonly id: string; readonly state: JobRecord['state'] }
  | { readonly ask: 'check job token'; readonly id: string; readonly token: string }
  | { readonly ask: 'delete job'; readonly id: string }
  | { readonly ask: 'waiting jobs' }

/** Acknowledged only when it is on the disk. */
export type Reply =
  | { readonly status: 'made'; readonly id: string; readonly version: number; readonly token: string }
  | { readonly status: 'versions'; readonly versions: readonly Version[] }
  | { readonly status: 'jobs'; readonly jobs: readonly JobRecord[] }
  | { readonly status: 'done' }
  | { readonly status: 'unknown' }
  | { readonly status: 'forbidden' }
  | { readonly status: 'full' }
