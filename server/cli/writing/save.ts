import { writeWhole } from '../../output/whole-file.ts'
import { whyUnwritten } from './files.ts'
import { refuse } from './outcome.ts'

/** Writes an answer to a file; false, with the exit code set and the reason told, where that cannot be. */
export function saved(option: string, path: string, parts: Iterable<Uint8Array | string>): boolean {
  try {
    writeWhole(path, parts)
    return true
  } catch (error) {
    refuse(`--${option}: '${path}' ${whyUnwritten(error)}`)
    return false
  }
}
