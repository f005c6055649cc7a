import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { PointAnswer, TradeoffsAnswer } from '../../sim/index.ts'
import { ChartCanvas } from '../parts/chart-parts.tsx'
import { Files } from '../parts/files.tsx'
import { count, short } from '../format.ts'
import { change, fields, lastAnswer } from '../state/state.ts'
import { TableBehind, Use, type Cell } from '../parts/table.tsx'
import { useChart } from '../parts/use-chart.ts'
import { dark } from '../theme.ts'
import { chartWords } from '../words/chart.ts'
import { tradeoffWords as words, type Answer } from '../words/tradeoffs.ts'
import { createScatter, dressScatter, drawScatter, frontAt } from './scatter.ts'
import { best, limits, objective, shown, highestCap } from './state.ts'

/** All ways as dots, the front as a line, what the limits leave as a region; its table and files. */
export function ScatterFigure({ answer }: { readonly answer: TradeoffsAnswer }) {
  const looked = useSignal<number | null>(null)
  const unit = answer.objectives[1]?.unit ?? ''
  const { canvas, chart } = useChart({
    create: createScatter,
    draw: (made) => dressScatter(made, answer.points, unit),
    on: [answer, unit],
  })
  const now = shown.value
  useLayoutEffect(() => {
    const mostOf = (name: string) => limits.value.find((limit) => limit.name === name)?.most ?? null
    if (chart.current !== null)
      drawScatter(chart.current, now, { time: mostOf('time'), y: mostOf(objective.value) })
  }, [now, dark.value, answer])
  const front = now.front
  const place = Math.min(looked.value ?? front.length - 1, front.length - 1)
  const isBest = best.value?.between === false || looked.value === null
  const chosen = isBest ? best.value?.point : undefined
  const seen = front[place] === now.best ? (chosen ?? front[place]) : front[place]
  return (
    <section class="chart">
      <h2>{words.finding(count(now.within.length), count(answer.points.length), count(front.length))}</h2>
      <ChartCanvas
        canvas={canvas}
        label={words.alt(unit)}
        pointId="front-point"
        point={seen === undefined ? '' : words.point(pointWords(seen))}
        act={seen === undefined ? <></> : <UseWay way={seen} isAlone />}
        {...{ looked, at: place, of: front.length }}
        nearest={(event) => chart.current && frontAt(chart.current, event)}
      />
      <Files name="petaplan-tradeoffs" csv={() => csvRows(answer.points)} />
      <TableBehind title={words.table} columns={words.columns} rows={() => front.map(frontRow)} />
    </section>
  )
}

/** Takes a way into the run of Plan, which chooses its layout anew; Plan knows no power cap, so that is said. */
function UseWay({ way, isAlone = false }: { readonly way: PointAnswer; readonly isAlone?: boolean }) {
  const size = chartWords.size(count(way.gpus))
  const isCapped = capOf(way) !== null
  return (
    <Use
      name={isCapped ? words.withoutCap(size) : size}
      isAlone={isAlone || isCapped}
      isUsed={!isCapped && lastAnswer.value?.system.gpus === way.gpus}
      onUse={() => change({ ...fields.value, gpus: String(way.gpus), layout: '' }, 'push')}
    />
  )
}

function frontRow(point: PointAnswer): readonly Cell[] {
  return [
    count(point.gpus),
    <UseWay way={point} />,
    cap(point),
    short(point.time),
    `${point.currency} ${short(point.cost)}`,
    short(point.energy),
    short(point.carbon),
    short(point.power),
  ]
}

function cap(point: PointAnswer): string {
  const watts = capOf(point)
  return watts === null ? words.uncapped : count(watts)
}

const csvHead = 'accelerators power_cap_w days cost currency energy_mwh carbon_t power_mw objective'.split(
  ' ',
)

function csvRows(points: readonly PointAnswer[]) {
  const rows = points.map((p) => {
    const taken = [p.time, p.cost, p.currency, p.energy, p.carbon, p.power]
    return [p.gpus, capOf(p), ...taken, p.objectives[1] ?? null]
  })
  return [csvHead, ...rows]
}

/** The cap of a point in watts; null where none holds it back. */
function capOf({ powerCapW }: PointAnswer): number | null {
  return powerCapW !== null && powerCapW < highestCap.value ? powerCapW : null
}

/** A point in words, for the headline and the chart alike. A cap that changes nothing is not named. */
export function pointWords(point: PointAnswer): Answer {
  const cap = capOf(point)
  return {
    gpus: count(point.gpus),
    system: point.system,
    cap: cap === null ? '' : words.cap(count(cap)),
    time: short(point.time),
    cost: `${point.currency}\u00a0${short(point.cost)}`,
    energy: short(point.energy),
    carbon: short(point.carbon),
  }
}
