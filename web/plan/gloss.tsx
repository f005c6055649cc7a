import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { lose } from '../parts/later.tsx'

const glossed = signal<{ readonly Glossed: ComponentType<{ readonly text: string }> } | null>(null)

/** A text whose words of the trade say what they mean, once what knows them is there; it is read until then. */
export function Gloss({ text }: { readonly text: string }) {
  useEffect(() => {
    if (glossed.peek() === null)
      import('./glossed.tsx').then(({ Glossed }) => (glossed.value ??= { Glossed }), lose)
  }, [])
  return glossed.value === null ? <>{text}</> : <glossed.value.Glossed text={text} />
}
