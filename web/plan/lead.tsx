import type { ComponentChildren } from 'preact'
import { whenThere } from '../parts/reveal.ts'
import { inWriting } from '../state/number.ts'
import { fields } from '../state/state.ts'
import { reasonWords } from '../words/reasons.ts'
import { fieldOf, rangeAsIs, type Figure } from './field-of.ts'

/** The field that changes a figure, of another view with what opens it there; null where none does. */
export type Leads = (id: string) => string | readonly [field: string, open: () => void] | null

type LeadProps = {
  readonly figure: Figure
  readonly leads?: Leads | undefined
  readonly children: ComponentChildren
}

/** A figure's name as the way to the field that changes it; the name alone where no field does. */
export function Lead({ figure, leads = fieldOf, children }: LeadProps) {
  const led = leads(figure.id)
  if (led === null) return <>{children}</>
  const [field, open] = typeof led === 'string' ? [led] : led
  return (
    <button
      type="button"
      class="link lead"
      title={reasonWords.lead}
      onClick={(event) => {
        event.currentTarget.closest('dialog')?.close()
        open?.()
        whenThere(field, (target) => {
          target.scrollIntoView({ block: 'center' })
          target.focus()
          if (target instanceof HTMLInputElement && field === 'ranges') offer(target, figure)
        })
      }}
    >
      {children}
    </button>
  )
}

/** Writes the figure into the field, to be changed: it counts once somebody types or says Enter, and goes otherwise. */
function offer(input: HTMLInputElement, figure: Figure): void {
  const said = () => fields.peek()['ranges'] ?? ''
  const asIs = inWriting(rangeAsIs(said(), figure))
  input.value = asIs
  input.setSelectionRange(asIs.indexOf(figure.id) + figure.id.length + 1, asIs.length)
  const typing = new AbortController()
  const { signal } = typing
  input.addEventListener('input', () => typing.abort(), { signal })
  input.addEventListener(
    'keydown',
    ({ key }) => {
      if (key === 'Enter') input.dispatchEvent(new Event('change'))
    },
    { signal },
  )
  input.addEventListener(
    'blur',
    () => {
      typing.abort()
      input.value = inWriting(said())
    },
    { signal },
  )
}
