import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { EstimateFigures, Obstacle } from '../../sim/index.ts'
import { count, short } from '../format.ts'
import { Sheet } from '../sheet.tsx'
import { answered, busy, lastAnswer, set, sweep } from '../state.ts'
import { words } from '../words.ts'
import { later } from '../later.tsx'
import { Controls } from './controls.tsx'
import { Details } from './details.tsx'
import { Doubt } from './doubt.tsx'
import { Figures } from './figures.tsx'

const SweepFigure = later(async () => (await import('./chart.tsx')).SweepFigure)

/** The Plan view: controls on the left, the answer on the right; under it on a phone. */
export function PlanView() {
  return (
    <div class="columns">
      <Sheet label={words.controls} change={words.change}>
        <Controls />
      </Sheet>
      <main>
        <Trouble />
        <Answer />
      </main>
    </div>
  )
}

/** Why there is no new answer: what is wrong with the run, or why it cannot be and what could. */
function Trouble() {
  const answer = answered.value
  if (answer === null || answer.status === 'answer') return null
  if (answer.status === 'infeasible') {
    return (
      <section class="trouble" role="alert">
        <h2>{words.infeasible}</h2>
        {answer.obstacles.map((obstacle) => (
          <ObstacleLine key={obstacle.reason} obstacle={obstacle} />
        ))}
      </section>
    )
  }
  return (
    <section class="trouble" role="alert">
      <h2>{words.refused}</h2>
      <ul>
        {answer.problems.map(({ field, message }) => (
          <li key={field + message}>
            <a
              href={`#${field}`}
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(field.split('.')[0] ?? '')?.focus()
              }}
            >
              {field}
            </a>
            : {message}
          </li>
        ))}
      </ul>
    </section>
  )
}

function ObstacleLine({ obstacle: { reason, nearest } }: { readonly obstacle: Obstacle }) {
  return (
    <p>
      {reason}.{' '}
      {nearest !== null && (
        <button
          type="button"
          onClick={() => {
            set(nearest.field, String(nearest.value), 'push')
          }}
        >
          {nearest.sentence}
        </button>
      )}
    </p>
  )
}

function Answer() {
  const answer = lastAnswer.value
  if (answer === null) return <p class="quiet">{words.loading}</p>
  const stale = busy.value || answered.value?.status !== 'answer'
  const sentence = headline(answer)
  return (
    <div class={stale ? 'answer stale' : 'answer'}>
      <h1>{sentence}</h1>
      <Announce sentence={sentence} />
      <Figures answer={answer} />
      <div class="chart-place">
        {sweep.value !== null && <SweepFigure sweep={sweep.value} answer={answer} />}
      </div>
      <Doubt answer={answer} />
      <Details answer={answer} />
    </div>
  )
}

const quietMs = 500

/** Tells screen readers the new headline once the run has settled. */
function Announce({ sentence }: { readonly sentence: string }) {
  const said = useSignal('')
  useEffect(() => {
    const timer = setTimeout(() => (said.value = sentence), quietMs)
    return () => {
      clearTimeout(timer)
    }
  }, [sentence])
  return (
    <p class="hidden" role="status" aria-live="polite">
      {said.value}
    </p>
  )
}

export function headline({ model, compute, system, totals }: EstimateFigures): string {
  return words.headline({
    model: model.name,
    tokens: short(compute.tokens),
    from: short(totals.wallClockDays.p10),
    to: short(totals.wallClockDays.p90),
    gpus: count(system.gpus),
    system: system.name,
    hoursFrom: short(totals.gpuHours.p10),
    hoursTo: short(totals.gpuHours.p90),
    currency: totals.cost.currency,
    cost: short(totals.cost.p50),
    basis: totals.cost.basis === 'given' ? words.priceGiven : totals.cost.basis,
  })
}
