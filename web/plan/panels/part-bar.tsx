import { useSignal } from '@preact/signals'
import { Files } from '../../parts/files.tsx'
import { t } from '../../language.ts'
import { panelWords, type PartWords } from './panel-words.ts'

export type Part = PartWords & {
  readonly id: string
  readonly value: number
  /** The value with its unit, and its share of the whole. */
  readonly said: string
  /** Decides the colour; parts of a kind differ in shade. */
  readonly kind: string
}

type PartBarProps = {
  readonly id: string
  /** Of what the parts are, in a sentence; stands in the files. */
  readonly title: string
  /** Of the values. */
  readonly unit: string
  readonly parts: readonly Part[]
}

/** Parts of a whole as one bar; each says what it is when it is pointed at, tapped or focused. */
export function PartBar({ id, title, unit, parts }: PartBarProps) {
  const looked = useSignal<string | null>(null)
  const shown = parts.filter(({ value }) => value > 0)
  const whole = shown.reduce((sum, { value }) => sum + value, 0)
  const chosen = shown.find((part) => part.id === looked.value)
  let left = 0
  const placed = shown.map((part) => {
    const x = left
    left += (part.value / whole) * 100
    return { part, x, width: (part.value / whole) * 100 }
  })
  return (
    <div class="part-bar">
      <svg class="stack" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        {placed.map(({ part, x, width }) => (
          <rect
            key={part.id}
            class={`${part.kind} shade-${String(shadeOf(part, shown))}${chosen === part ? ' looked' : ''}`}
            x={x}
            y="0"
            width={Math.max(0.15, width - 0.15)}
            height="8"
            onPointerEnter={() => (looked.value = part.id)}
          />
        ))}
      </svg>
      <ul class="parts">
        {shown.map((part) => (
          <li key={part.id}>
            <button
              type="button"
              class={chosen === part ? 'part-name looked' : 'part-name'}
              aria-describedby={chosen === part ? `${id}-what` : undefined}
              onFocus={() => (looked.value = part.id)}
              onPointerEnter={() => (looked.value = part.id)}
              onClick={() => (looked.value = part.id)}
            >
              <span class={`swatch ${part.kind} shade-${String(shadeOf(part, shown))}`} aria-hidden="true" />{' '}
              {part.name} <strong>{part.said}</strong>
            </button>
          </li>
        ))}
      </ul>
      <p id={`${id}-what`} class="point">
        {chosen === undefined ? panelWords.step.hint : t`${chosen.name}: ${chosen.what}`}
      </p>
      <Files
        name={`petaplan-${id}`}
        title={title}
        csv={() => [['part', unit], ...shown.map(({ name, value }) => [name, value])]}
      />
    </div>
  )
}

/** The place of a part among those of its kind. */
function shadeOf(part: Part, parts: readonly Part[]): number {
  return parts.filter(({ kind }) => kind === part.kind).indexOf(part)
}
