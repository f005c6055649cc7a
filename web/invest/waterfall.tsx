import type { InvestAnswer } from '../../sim/index.ts'
import { short } from '../format.ts'
import { Span } from '../plan/doubt/waterfall.tsx'
import { investWords as words } from '../words/invest.ts'

/** Each part of the hour begins where the one before it ends; the last bar is the whole. */
export function Waterfall({ answer: { hourCost, currency } }: { readonly answer: InvestAnswer }) {
  const parts = Object.entries(hourCost.parts).filter(([, amount]) => amount > 0)
  const total = hourCost.planPerAllocatedHour
  let from = 0
  const bars = parts.map(([part, amount]) => {
    const bar = { name: partName(part), amount, from }
    from += amount
    return bar
  })
  return (
    <ol class="waterfall money">
      {[...bars, { name: words.total, amount: total, from: 0 }].map((bar) => (
        <li key={bar.name}>
          <span>{bar.name}</span>
          <Span from={bar.from / total} to={(bar.from + bar.amount) / total} />
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
