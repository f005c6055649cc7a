/** A document that figures were read in. */
export type Source = {
  readonly title: string
  readonly url: string
  /** When it was read, year and month. */
  readonly read: string
  readonly licence: string | null
}
