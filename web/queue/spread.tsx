import type { Range } from '../../sim/index.ts'

const width = 100

type SpreadProps = { readonly range: Range | null; readonly bounds: readonly [number, number] }

/** A range on a scale that all rows share: light from p10 to p90, dark at p50, and where zero is. */
export function Spread({ range, bounds: [least, most] }: SpreadProps) {
  const at = (value: number) => ((value - least) / (most - least || 1)) * width
  return (
    <svg
      class="bar spread time"
      viewBox={`0 0 ${String(width)} 8`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect class="track" x="0" y="3" width={width} height="2" />
      {range !== null && (
        <>
          <rect
            class="band"
            x={at(range.p10)}
            y="1"
            width={Math.max(0.5, at(range.p90) - at(range.p10))}
            height="6"
          />
          <rect class="middle" x={at(range.p50) - 0.6} y="0" width="1.2" height="8" />
        </>
      )}
      {least < 0 && <rect class="zero" x={at(0) - 0.3} y="0" width="0.6" height="8" />}
    </svg>
  )
}
