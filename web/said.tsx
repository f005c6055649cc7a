import { say, spoken } from './language.ts'

/** A text of the simulation in the language of the page, or marked as the English that it still is. */
export function Said({ text }: { readonly text: string }) {
  const said = say(text)
  return said === text && spoken.value.language !== 'en' ? <span lang="en">{text}</span> : <>{said}</>
}
