import { useComputed, useSignalEffect } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { EstimateAnswer } from '../../sim/index.ts'
import './style.css'
import { runOf } from '../state/address.ts'
import { useFollow } from '../state/follow.tsx'
import { count, short } from '../format.ts'
import { pinnedRun } from '../more/baseline.tsx'
import { apartFrom } from '../more/difference.ts'
import { moneyIn } from '../more/units.tsx'
import { Announce } from '../parts/announce.tsx'
import { Loading } from '../parts/later.tsx'
import { Explained, roughly } from '../plan/explained.tsx'
import { fieldOf, inputsOf } from '../plan/field-of.ts'
import type { Leads } from '../plan/lead.tsx'
import { inShort } from '../plan/headline.ts'
import { useReasons } from '../plan/use-reasons.ts'
import { Sheet } from '../parts/sheet.tsx'
import { Problems } from '../parts/trouble.tsx'
import { Trouble as RunTrouble } from '../plan/view.tsx'
import { answered, fields, hasAnswer, known, lastAnswer, lasting, set, show } from '../state/state.ts'
import { say } from '../language.ts'
import { words as all } from '../words.ts'
import { tradeoffWords as words } from '../words/tradeoffs.ts'
import { ScatterFigure, pointWords } from './chart.tsx'
import { LimitControls } from './controls.tsx'
import { Questions } from './questions.tsx'
import {
  ask,
  best,
  busy,
  limitFields,
  limitNames,
  objective,
  problems,
  questionProblems,
  recompute,
  relaxed,
  shown,
  tradeoffs,
  wrongLimit,
  type Best,
} from './state.ts'

const settledMs = 250
const isLong = lasting(busy)

/** The Trade-offs view: limits on the left; the best way within them, all ways, and questions backwards. */
export function TradeoffsView() {
  useFollow(
    () => JSON.stringify([runOf(fields.value), objective.value, known.value === null, hasAnswer.value]),
    () => known.value !== null && hasAnswer.value && void recompute(),
  )
  const asked = useComputed(() => JSON.stringify([shown.value.best?.index, fields.value]))
  useSignalEffect(() => {
    void [asked.value, tradeoffs.value]
    const timer = setTimeout(() => {
      const way = shown.peek().best
      if (way !== null) void ask(way)
    }, settledMs)
    return () => clearTimeout(timer)
  })
  return (
    <div class="columns">
      <Sheet label={words.controls} change={words.open}>
        <LimitControls />
      </Sheet>
      <main>
        <Trouble />
        {!hasAnswer.value && <RunTrouble alone={tradeoffs.value === null} />}
        {tradeoffs.value !== null && <Answer />}
        {tradeoffs.value === null && !isRefused() && <Loading />}
      </main>
    </div>
  )
}

/** Whether what is wrong is said already, so that nothing is under way. */
function isRefused(): boolean {
  const run = answered.value
  return problems.value.length > 0 || (run !== null && run.status !== 'answer')
}

function Trouble() {
  const typed = limitNames.flatMap((name) => wrongLimit(name) ?? [])
  const all = [...problems.value, ...questionProblems.value, ...typed]
  return all.length > 0 && <Problems title={words.refused} problems={all} />
}

/** Each part follows what it shows: a limit that moves draws neither the questions nor what cannot be anew. */
function Answer() {
  const answer = tradeoffs.value
  if (answer === null) return null
  return (
    <div class={isLong.value || problems.value.length > 0 ? 'answer stale' : 'answer'} aria-busy={busy}>
      <Headline ways={answer.points.length} />
      <BestWay />
      <ScatterFigure answer={answer} />
      <Questions />
      <Fallen />
    </div>
  )
}

function Headline({ ways }: { readonly ways: number }) {
  const model = lastAnswer.value?.model.name ?? ''
  const system = inShort(lastAnswer.value?.system.name ?? '')
  const sentence =
    best.value === null ? words.none(count(ways)) : words.answer({ ...pointWords(best.value.point), system })
  return (
    <div>
      <h1>{sentence}</h1>
      <Announce sentence={sentence} />
      <p class="settled">{best.value !== null && chanceWords(best.value)}</p>
      <p class="quiet">{words.runNote(model, system)}</p>
    </div>
  )
}

const BestWay = () => (best.value === null ? <Relax /> : <BestFigures {...best.value} />)

/** In how many cases the way keeps the limits, and where it was found, once that is drawn. */
function chanceWords({ chance, between }: Best): string {
  const keeps = chance === null ? '' : words.keeps(count(Math.round(chance * 100)))
  return between ? `${keeps} ${words.between(count(shown.value.best?.gpus ?? 0))}` : keeps
}

function Relax() {
  return (
    <p class="relax">
      {relaxed().map(({ name, least }) => (
        <button
          key={name}
          type="button"
          onClick={() => set(limitFields[name], String(Number((least * 1.001).toPrecision(4))), 'push')}
        >
          {words.relax(words.relaxNames[name], short(least))}
        </button>
      ))}
    </p>
  )
}

const figures = {
  time: ['netGpuHours', 'gpuHours', 'wallClockDays', 'calendarDays'],
  cost: ['gpuHours', 'cost'],
  energy: ['energyMwh'],
  carbon: ['operationalT', 'embodiedT', 'carbonT'],
} as const

function restsOn(reasons: EstimateAnswer) {
  const { time, cost, energy, carbon } = figures
  const of = (ids: readonly string[]) => inputsOf(reasons, ids)
  return { time: of(time), cost: of(cost), energy: of(energy), carbon: of(carbon) }
}

/** The field of the run that changes a figure, here or in Plan; null of what the ways choose themselves. */
const leads: Leads = (id) => {
  const field = fieldOf(id)
  if (field === null || field === 'gpus' || field === 'layout') return null
  return [field, () => document.getElementById(field) ?? show('plan')]
}

/** The best way's four figures; the ranges follow when the sliders rest. */
function BestFigures({ point, ranges }: Best) {
  const reasons = useReasons()
  // The same for each step of a slider.
  const rests = useMemo(() => reasons && restsOn(reasons), [reasons])
  const pinned = pinnedRun.value
  const base = pinned?.status === 'answer' ? pinned.value.totals : undefined
  const isSame = base?.cost.currency === point.currency
  const kinds = [
    ['time', 'time', all.days, '', base?.calendarDays],
    ['cost', 'money', '', point.currency, isSame ? base.cost : undefined],
    ['energy', 'energy', 'MWh', '', base?.energyMwh],
    ['carbon', 'carbon', 't CO₂e', '', base?.carbonT],
  ] as const
  return (
    <section class="figures" aria-label={all.totals}>
      {kinds.map(([measure, kind, unit, before, of]) => {
        const median = point[measure]
        return (
          <Explained
            key={measure}
            kind={kind}
            title={words.figures[measure]}
            formulas={ranges?.formulas ?? []}
            ids={figures[measure]}
            assumptions={rests?.[measure] ?? []}
            leads={leads}
            apart={apartFrom(median, of?.p50, (by) =>
              before === '' ? `${short(by)} ${unit}` : moneyIn(before, by),
            )}
            range={ranges?.[measure] ?? { p10: median, p50: median, p90: median }}
            unit={unit}
            before={before}
            mark={ranges === null && roughly}
          />
        )
      })}
    </section>
  )
}

function Fallen() {
  const fallen = tradeoffs.value?.infeasible ?? []
  if (fallen.length === 0) return null
  return (
    <details class="fold">
      <summary>
        <h2>{words.infeasible}</h2>
      </summary>
      <ul class="views">
        {fallen.slice(0, 8).map(({ reason, points }) => (
          <li key={reason}>{words.fallen(count(points), say(reason))}</li>
        ))}
      </ul>
    </details>
  )
}
