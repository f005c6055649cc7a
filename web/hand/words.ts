import { translated, worded } from '../language.ts'
import plain from '../words/plain/hand.json'
import said from '../words/said/hand.json'
/** The words of what is handed over: whole sentences with parameters. */
export const handWords = translated(worded(plain, said))
