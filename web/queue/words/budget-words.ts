import { translated, worded } from '../../language.ts'
import said from '../../words/said/budgets.json'
import plain from './plain.json'
/** The words of the Queue view on budgets, which it shows or enforces. */
export const budgetWords = translated(worded(plain.budgets, said))
