import { amid, t, translated, worded } from './language.ts'
import plain from './words/plain/page.json'
import said from './words/said/page.json'

/** All words of the page, in one place: whole sentences with parameters, so that other languages can follow. */
export const words = translated({
  ...worded(plain, said),
  whyOf: (figure: string) => t`Why ${amid(figure)}?`,
})
