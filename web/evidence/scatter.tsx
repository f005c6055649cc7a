import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { LedgerPoint, LedgerSource } from '../../sim/index.ts'
import { Files } from '../parts/files.tsx'
import { count, percent, short, signedPercent, span } from '../format.ts'
import { TableBehind } from '../parts/table.tsx'
import { useChart } from '../parts/use-chart.ts'
import { chartWords } from '../words/chart.ts'
import { Legend } from './legend.tsx'
import { createScatter, drawScatter, nearestPoint, type Group, type Scale } from './scatter-drawing.ts'
import { colouredSources, csvRows, selectPoints, shareInBand, type Chosen } from './select.ts'
import { evidenceWords, runOf } from './words.ts'

/** Predicted over published throughput: one point a measurement, its card, its legend and its files. */
export function ScatterFigure({ ledger, filters, points }: Chosen) {
  const looked = useSignal<LedgerPoint | null>(null)
  const scale = useSignal<Scale>('tokens')
  const coloured = useMemo(() => colouredSources(ledger), [ledger])
  const shown = looked.value !== null && points.includes(looked.value) ? looked.value : null
  const faint = filters.source === '' ? [] : selectPoints(ledger, { ...filters, source: '' })
  const { canvas, chart } = useChart({
    create: createScatter,
    draw: (made) => {
      drawScatter(made, { groups: groupsOf(points, coloured), faint, looked: shown, scale: scale.value })
    },
    on: [points, shown, scale.value],
  })
  const look = ({ offsetX, offsetY }: PointerEvent) => {
    if (chart.current !== null) looked.value = nearestPoint(chart.current, offsetX, offsetY)
  }
  return (
    <section class="chart">
      <h2>{evidenceWords.finding(percent(shareInBand(points)))}</h2>
      <ScaleChoice chosen={scale.value} onChoose={(next) => (scale.value = next)} />
      <div class="canvas scatter">
        <canvas
          ref={canvas}
          role="img"
          tabIndex={0}
          aria-label={evidenceWords.chart(count(points.length))}
          aria-describedby="measurement"
          onPointerMove={look}
          onPointerDown={look}
          onKeyDown={(event) => {
            const next = stepped(points, shown, event.key)
            if (next === null) return
            event.preventDefault()
            looked.value = next
          }}
        />
      </div>
      <PointCard point={shown} sources={ledger.sources} />
      <Legend coloured={coloured} chosen={filters.source} />
      <Files
        name="petaplan-evidence"
        csv={() => csvRows(points)}
        rests={() => ledger.sources.filter(({ name }) => points.some(({ source }) => source === name))}
      />
      <TableBehind
        title={chartWords.table}
        columns={['', ...evidenceWords.figures]}
        rows={() => points.map((one) => [`${runOf(one)} · ${one.id}`, ...cellsOf(one)])}
      />
    </section>
  )
}

const cellsOf = ({ published, predicted, low, high, error }: LedgerPoint) => [
  short(published),
  short(predicted),
  span(short(low), short(high)),
  signedPercent(error),
]

function figuresOf({ published, predicted, low, high }: LedgerPoint): string {
  return evidenceWords.point.figures({
    published: short(published),
    predicted: short(predicted),
    low: short(low),
    high: short(high),
  })
}

const scales: readonly Scale[] = ['tokens', 'ratio']

type ScaleProps = { readonly chosen: Scale; readonly onChoose: (scale: Scale) => void }

function ScaleChoice({ chosen, onChoose }: ScaleProps) {
  return (
    <fieldset class="segments">
      <legend>{evidenceWords.show}</legend>
      {scales.map((one) => (
        <label key={one}>
          <input type="radio" name="scale" checked={chosen === one} onChange={() => onChoose(one)} />
          <span>{evidenceWords.scales[one]}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** The coloured sources above the others, the smallest on top. */
function groupsOf(points: readonly LedgerPoint[], coloured: readonly string[]): readonly Group[] {
  const own = coloured.map((name, place) => ({
    place,
    points: points.filter(({ source }) => source === name),
  }))
  const rest = points.filter(({ source }) => !coloured.includes(source))
  const alone = new Set(rest.map(({ source }) => source)).size === 1 && rest.length === points.length
  return [...own.reverse(), { place: alone ? 'chosen' : 'other', points: rest }]
}

const strides: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowUp: 1,
  PageDown: -20,
  PageUp: 20,
  Home: -Infinity,
  End: Infinity,
}

/** The measurement that a key leads to, in the order of what was published. */
function stepped(points: readonly LedgerPoint[], from: LedgerPoint | null, key: string): LedgerPoint | null {
  const stride = strides[key]
  if (stride === undefined) return null
  const ascending = [...points].sort((a, b) => a.published - b.published)
  const at = from === null ? -1 : ascending.indexOf(from)
  return ascending[Math.min(ascending.length - 1, Math.max(0, at + stride))] ?? null
}

type CardProps = { readonly point: LedgerPoint | null; readonly sources: readonly LedgerSource[] }

/** What a measurement is: the same by pointer, touch and keys. It stays until another is looked at. */
function PointCard({ point, sources }: CardProps) {
  const words = evidenceWords.point
  if (point === null) {
    return (
      <p id="measurement" class="point measurement quiet">
        {evidenceWords.hint}
      </p>
    )
  }
  const source = sources.find(({ name }) => name === point.source)
  return (
    <div id="measurement" class="point measurement">
      <p>
        <strong>{runOf(point)}</strong> · {point.precision}
        {point.year !== null && ` · ${String(point.year)}`} · <strong>{signedPercent(point.error)}</strong>
      </p>
      <p>{figuresOf(point)}</p>
      <p class="quiet">
        {point.layout} {!point.judged && `· ${words.notJudged} `}
      </p>
      <p>
        <a href={source?.url ?? ''} rel="noreferrer" target="_blank">
          {source?.title ?? point.source}
        </a>{' '}
        <span class="quiet">{point.where}</span>
      </p>
    </div>
  )
}
