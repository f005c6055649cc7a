import { translated, worded } from '../language.ts'
import plain from './plain/compare.json'
import said from './said/compare.json'
export const compareWords = translated({
  ...worded(plain, said),
  factor: (name: string, value: string) => `${value}\u00a0(${name})`,
})
