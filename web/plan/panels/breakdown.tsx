import { short } from '../../format.ts'
import { partWords } from '../../words/below.ts'

type BreakdownProps = {
  readonly title: string
  readonly parts: { readonly [part: string]: number }
  readonly unit: string
  readonly kind: string
}

/** Parts of a whole as one thin bar with its list; the parts add up to the figure above. */
export function Breakdown({ title, parts, unit, kind }: BreakdownProps) {
  const entries = Object.entries(parts).filter(([, value]) => value > 0)
  const total = entries.reduce((sum, [, value]) => sum + value, 0)
  let left = 0
  const placed = entries.map(([part, value]) => {
    const x = left
    left += (value / total) * 100
    return { part, x, width: (value / total) * 100 }
  })
  return (
    <section class={`breakdown ${kind}`}>
      <h3>
        {title}: {short(total)} {unit}
      </h3>
      <svg class="stack" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        {placed.map(({ part, x, width }, index) => (
          <rect
            key={part}
            class={`part part-${String(index)}`}
            x={x}
            y="0"
            width={Math.max(0.2, width - 0.2)}
            height="4"
          />
        ))}
      </svg>
      <ul class="parts">
        {entries.map(([part, value], index) => (
          <li key={part}>
            <span class={`swatch part-${String(index)}`} aria-hidden="true" /> {partWords(part)}{' '}
            <strong>{short(value)}</strong> {unit} <span class="quiet">{short((value / total) * 100)} %</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
