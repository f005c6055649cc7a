import { translated, worded } from '../language.ts'
import plain from './plain/chart.json'
import said from './said/chart.json'

/** Words of the charts, and of what is taken away from them. */
export const chartWords = translated(worded(plain, said))
