import { translated, worded } from '../language.ts'
import plain from './plain/compare.json'
import said from './said/compare.json'
/** Words of the Compare view. */
export const compareWords = translated({
  ...worded(plain, said),
  factor: (name: string, value: string) => `${name} × ${value}`,
  product: (measure: string, value: string, factors: string) => `${measure} × ${value} = ${factors}`,
})
