import type { InvestAnswer } from '../../sim/index.ts'
import { short } from '../format.ts'
import { investWords as words } from '../words/invest.ts'

const wide = 100

/** Each part of the hour begins where the one before it ends; the last bar is the whole. */
export function Waterfall({ answer: { hourCost, currency } }: { readonly answer: InvestAnswer }) {
  const parts = Object.entries(hourCost.parts).filter(([, amount]) => amount > 0)
  const total = hourCost.planPerAllocatedHour
  const scale = wide / total
  let from = 0
  const bars = parts.map(([part, amount]) => {
    const bar = { name: partName(part), amount, from }
    from += amount
    return bar
  })
  return (
    <ol class="waterfall">
      {[...bars, { name: words.total, amount: total, from: 0 }].map((bar) => (
        <li key={bar.name}>
          <span>{bar.name}</span>
          <svg
            class="stack money"
            viewBox={`0 0 ${String(wide)} 12`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <rect
              class="part"
              x={bar.from * scale}
              y="0"
              width={Math.max(0.3, bar.amount * scale)}
              height="12"
            />
          </svg>
          <strong>{`${currency} ${short(bar.amount)}`}</strong>
        </li>
      ))}
    </ol>
  )
}

/** The words for a part of a programme's cost. */
export function partName(part: string): string {
  const known = Object.entries(words.parts).find(([key]) => key === part)
  return known?.[1] ?? part
}
