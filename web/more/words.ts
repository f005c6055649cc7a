import { translated, worded } from '../language.ts'
import plain from '../words/plain/more.json'
import said from '../words/said/more.json'

export const moreWords = translated(worded(plain, said))
