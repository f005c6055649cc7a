import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { EstimateAnswer, Obstacle } from '../sim/index.ts'
import { SweepFigure } from './chart.tsx'
import { Controls } from './controls.tsx'
import { Details } from './details.tsx'
import { Figures } from './figures.tsx'
import { count, short } from './format.ts'
import { answered, busy, known, lastAnswer, set, sweep } from './state.ts'
import { theme, type Theme } from './theme.ts'
import { words } from './words.ts'

/** The Plan view: controls on the left, the answer on the right; under it on a phone. */
export function Page() {
  const open = useSignal(false)
  return (
    <>
      <Header />
      <div class="columns">
        <aside class={open.value ? 'sheet open' : 'sheet'} aria-label={words.controls}>
          <button
            type="button"
            class="handle"
            aria-expanded={open.value}
            onClick={() => (open.value = !open.value)}
          >
            {open.value ? words.close : words.change}
          </button>
          <div class="sheet-body">
            <Controls />
          </div>
        </aside>
        <main>
          <Trouble />
          <Answer />
        </main>
      </div>
      <footer>
        <p>{words.footer(known.value?.version ?? '')}</p>
        <p>{words.licences}</p>
      </footer>
    </>
  )
}

function Header() {
  return (
    <header class="top">
      <p class="brand">
        <a href="./">{words.name}</a> <span class="quiet">{words.tagline}</span>
      </p>
      <nav aria-label={words.views}>
        <a href="#" aria-current="page" onClick={(event) => event.preventDefault()}>
          {words.plan}
        </a>
        <a href="docs">{words.api}</a>
      </nav>
      <ThemeChoice />
    </header>
  )
}

const themes: readonly Theme[] = ['auto', 'light', 'dark']

function ThemeChoice() {
  return (
    <label class="theme">
      <span class="quiet">{words.theme}</span>{' '}
      <select
        aria-label={words.theme}
        value={theme.value}
        onChange={(event) =>
          (theme.value = themes.find((one) => one === event.currentTarget.value) ?? 'auto')
        }
      >
        {themes.map((one) => (
          <option key={one} value={one}>
            {words.themeNames[one]}
          </option>
        ))}
      </select>
    </label>
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
      {sweep.value !== null && <SweepFigure sweep={sweep.value} answer={answer} />}
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

export function headline({ model, compute, system, totals }: EstimateAnswer): string {
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
