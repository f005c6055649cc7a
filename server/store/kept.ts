import * as z from 'zod/mini'

/** A saved question: what a page or a script needs to ask it again. */
export const studyKept = z.object({
  title: z.string(),
  question: z.string(),
  input: z.unknown(),
  /** The page's own address of it, from `#` on; null where it comes from elsewhere. */
  address: z.nullable(z.string()),
})
export type Study = Readonly<z.infer<typeof studyKept>>

export const versionKept = z.object({
  id: z.string(),
  version: z.number(),
  created: z.string(),
  study: z.pipe(
    z.string(),
    z.transform((text): Study => studyKept.parse(JSON.parse(text))),
  ),
})
export type Version = Readonly<z.infer<typeof versionKept>>

/** A sweep that is computed while nobody waits. */
export const jobKept = z.object({
  id: z.string(),
  state: z.enum(['waiting', 'done', 'refused', 'cancelled']),
  created: z.string(),
  input: z.string(),
})
export type JobRecord = Readonly<z.infer<typeof jobKept>>
