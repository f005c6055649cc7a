import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { PointAnswer, TradeoffsAnswer } from '../../sim/index.ts'
import { count, short } from '../format.ts'
import { ChartCanvas, ChartFiles } from '../chart-parts.tsx'
import { dark } from '../theme.ts'
import { tradeoffWords as words } from '../words/tradeoffs.ts'
import { capOf, pointWords } from './point-words.ts'
import { createScatter, dressScatter, drawScatter, frontAt, type Scatter } from './scatter.ts'
import { best, limits, objective, shown } from './state.ts'

/** All ways as dots, the front as a line, what the limits leave as a region; its table and files. */
export function ScatterFigure({ answer }: { readonly answer: TradeoffsAnswer }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const chart = useRef<Scatter | null>(null)
  const looked = useSignal<number | null>(null)
  const unit = answer.objectives[1]?.unit ?? ''
  useEffect(() => {
    if (canvas.current === null) return undefined
    const made = createScatter(canvas.current)
    chart.current = made
    return () => {
      made.destroy()
      chart.current = null
    }
  }, [])
  const [now, isDark] = [shown.value, dark.value]
  useEffect(() => {
    if (chart.current !== null) dressScatter(chart.current, answer.points, unit)
  }, [answer, isDark, unit])
  useEffect(() => {
    const mostOf = (name: string) => limits.value.find((limit) => limit.name === name)?.most ?? null
    if (chart.current !== null)
      drawScatter(chart.current, now, { time: mostOf('time'), y: mostOf(objective.value) })
  }, [now, isDark, answer])
  const front = now.front
  const place = Math.min(looked.value ?? front.length - 1, front.length - 1)
  const chosen = best.value?.between === false ? best.value.point : undefined
  const seen = front[place] === now.best ? (chosen ?? front[place]) : front[place]
  return (
    <section class="chart">
      <h2>{words.finding(count(now.within.length), count(answer.points.length), count(front.length))}</h2>
      <ChartCanvas
        canvas={canvas}
        label={words.alt(unit)}
        pointId="front-point"
        point={seen === undefined ? '' : words.point(pointWords(seen))}
        onLook={(event) => {
          if (chart.current !== null) looked.value = frontAt(chart.current, event)
        }}
        onLeave={() => (looked.value = null)}
        onStep={(by) => (looked.value = Math.min(front.length - 1, Math.max(0, place + by)))}
      />
      <ChartFiles name="petaplan-tradeoffs" csv={() => csv(answer.points)} canvas={canvas} />
      <FrontTable front={front} />
    </section>
  )
}

function FrontTable({ front }: { readonly front: readonly PointAnswer[] }) {
  const open = useSignal(false)
  return (
    <details onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>{words.table}</summary>
      <div class="wide">
        <table>
          <thead>
            <tr>
              {words.columns.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(open.value ? front : []).map((point) => (
              <tr key={point.index}>
                <th scope="row">{count(point.gpus)}</th>
                <td>{cap(point)}</td>
                <td>{short(point.time)}</td>
                <td>{`${point.currency} ${short(point.cost)}`}</td>
                <td>{short(point.energy)}</td>
                <td>{short(point.carbon)}</td>
                <td>{short(point.power)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

function cap(point: PointAnswer): string {
  const watts = capOf(point)
  return watts === null ? words.uncapped : count(watts)
}

function csv(points: readonly PointAnswer[]): string {
  const head = 'accelerators,power_cap_w,days,cost,currency,energy_mwh,carbon_t,power_mw,objective'
  const rows = points.map((p) =>
    [
      p.gpus,
      capOf(p) ?? '',
      p.time,
      p.cost,
      p.currency,
      p.energy,
      p.carbon,
      p.power,
      p.objectives[1] ?? '',
    ].join(','),
  )
  return [head, ...rows].join('\n')
}
