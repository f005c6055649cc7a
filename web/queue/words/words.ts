import { translated, worded } from '../../language.ts'
import said from '../../words/said/queue.json'
import plain from './plain.json'
/** The words of the Queue view, whole sentences with parameters, beside those of the page. */
export const queueWords = translated(worded(plain, said))
