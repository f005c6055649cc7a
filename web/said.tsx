import type { ComponentChildren } from 'preact'
import { say, spoken } from './language.ts'

/** A text of the simulation in the language of the page, or marked as the English that it still is. */
export function Said({ text }: { readonly text: string }) {
  const said = say(text)
  return said === text && spoken.value.language !== 'en' ? <span lang="en">{text}</span> : <>{said}</>
}
type SourceProps = { readonly url: string | null; readonly text: string; readonly look?: string }

/** A way out of the page, to where something was read; nothing where there is none. */
export function Source({ url, text, look }: SourceProps) {
  if (url === null) return null
  return (
    <a class={look} href={url} rel="noreferrer" target="_blank">
      {text}
    </a>
  )
}

type WayProps = {
  readonly href: string
  readonly isHere?: boolean
  readonly onGo: () => void
  readonly children: ComponentChildren
}

/** A way within the page: an address that may be copied, and a step that Undo takes back. */
export function Way({ href, isHere, onGo, children }: WayProps) {
  const go = (event: Event) => {
    event.preventDefault()
    onGo()
  }
  return (
    <a href={href} aria-current={isHere === true ? 'page' : undefined} onClick={go}>
      {children}
    </a>
  )
}
