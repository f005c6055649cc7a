import { translated, worded } from '../language.ts'
import plain from '../words/plain/more.json'
import said from '../words/said/more.json'

/** Words of what arrives after the first answer. */
export const moreWords = translated(worded(plain, said))
