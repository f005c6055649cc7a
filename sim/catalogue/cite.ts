import type { Citations, Cited } from './types.ts'

/**
 * Makes a typed recorder of catalogue records in which every number must come with a citation:
 * a numeric field without one does not compile, and neither does a citation of a field that is null.
 */
export function recorder<T>() {
  return <const R extends T>(record: R, citations: Citations<R>): Cited<T> => ({ ...record, citations })
}
