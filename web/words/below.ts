import { translated, worded } from '../language.ts'
import plain from './plain/below.json'
import said from './said/below.json'

/** Words of what stands under the figures of Plan. */
export const belowWords = translated(worded(plain, said))

export function partWords(part: string): string {
  return Object.entries(belowWords.parts).find(([key]) => key === part)?.[1] ?? part
}
