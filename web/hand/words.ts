import { translated, worded } from '../language.ts'
import plain from '../words/plain/hand.json'
import said from '../words/said/hand.json'
export const handWords = translated(worded(plain, said))
