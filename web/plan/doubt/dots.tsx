import { count, short } from '../../format.ts'
import { Files } from '../../parts/files.tsx'
import { TableBehind } from '../../parts/table.tsx'
import { words as all } from '../../words.ts'
import { belowWords as words } from '../../words/below.ts'
import { chartWords } from '../../words/chart.ts'

const columns = 26
/** The last few outcomes may lie far out; they stand as a number at the edge. */
const shownShare = 0.94
const size = { width: 520, dot: 20, axis: 28 }

type DotsProps = {
  /** Fifty equally likely outcomes, ascending. */
  readonly days: readonly number[]
  /** Days within which it is over in nine of ten cases: the p90 of the figure above. */
  readonly late: number
}

/** Fifty equally likely outcomes as stacked dots, which people read better than a density. */
export function Dots({ days, late }: DotsProps) {
  const least = days[0] ?? 0
  const most = days[Math.ceil(days.length * shownShare) - 1] ?? least
  const inside = days.filter((value) => value <= most)
  const placed = stacked(inside, [least, most])
  const highest = Math.max(1, ...placed.map(({ row }) => row + 1))
  const height = highest * size.dot + size.axis
  const x = (value: number) =>
    ((value - least) / (most - least || 1)) * (size.width - size.dot) + size.dot / 2
  const ticks = [least, least + (most - least) / 2, most]
  return (
    <section class="time">
      <h2>{words.doubt.dots(short(late))}</h2>
      <svg
        class="dots"
        viewBox={`0 0 ${String(size.width)} ${String(height)}`}
        role="img"
        aria-label={words.doubt.dotsLabel(short(least), short(days.at(-1) ?? most))}
      >
        {placed.map(({ column, row, value }, index) => (
          <circle
            key={index}
            class={value > late ? 'far' : 'near'}
            cx={(column + 0.5) * (size.width / columns)}
            cy={height - size.axis - (row + 0.5) * size.dot}
            r={size.dot / 2 - 1.5}
          >
            <title>{`${short(value)} ${all.days}`}</title>
          </circle>
        ))}
        <line class="axis" x1="0" x2={size.width} y1={height - size.axis + 2} y2={height - size.axis + 2} />
        {ticks.map((tick, index) => (
          <text key={index} x={x(tick)} y={height - 6} text-anchor={['start', 'middle', 'end'][index]}>
            {short(tick)}
          </text>
        ))}
      </svg>
      <p class="quiet">
        {words.doubt.dotsAxis}
        {inside.length < days.length &&
          `; ${words.doubt.beyond(String(days.length - inside.length), short(most))}`}
      </p>
      <Files
        name="petaplan-outcomes"
        title={words.doubt.dots(short(late))}
        csv={() => [['outcome', 'calendar_days'], ...days.map((value, at) => [at + 1, value])]}
      />
      <TableBehind
        title={chartWords.table}
        columns={['', all.days]}
        rows={() => days.map((value, at) => [count(at + 1), short(value)])}
      />
    </section>
  )
}

type Placed = { readonly column: number; readonly row: number; readonly value: number }

/** Each value in its column, on top of those that came before. */
function stacked(values: readonly number[], [least, most]: readonly [number, number]): readonly Placed[] {
  const heights = new Map<number, number>()
  return values.map((value) => {
    const share = most > least ? (value - least) / (most - least) : 0
    const column = Math.min(columns - 1, Math.floor(share * columns))
    const row = heights.get(column) ?? 0
    heights.set(column, row + 1)
    return { column, row, value }
  })
}
