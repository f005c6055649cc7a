import type { ComponentChildren } from 'preact'
import { reveal } from '../parts/reveal.ts'
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
        go(field, figure, mostFrames)
      }}
    >
      {children}
    </button>
  )
}

/** Within which the controls of another view are drawn. */
const mostFrames = 60

/** Opens what the field is folded into and gives it the focus, once it is there. */
function go(field: string, figure: Figure, frames: number): void {
  const target = reveal(field)
  requestAnimationFrame(() => {
    if (target === null) {
      if (frames > 0) go(field, figure, frames - 1)
      return
    }
    target.scrollIntoView({ block: 'center' })
    target.focus()
    if (target instanceof HTMLInputElement && field === 'ranges') offer(target, figure)
  })
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
