import { translated, worded } from '../language.ts'
import plain from './plain/reasons.json'
import said from './said/reasons.json'

/** Words of the reasons for a figure, and of what its range comes from. */
export const reasonWords = translated(worded(plain, said))
