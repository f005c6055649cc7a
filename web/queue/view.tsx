import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ReplayAnswer } from '../../sim/index.ts'
import { count, short } from '../format.ts'
import { words } from '../words.ts'
import { QueueControls } from './controls.tsx'
import './queue.css'
import { ask, asked, cancel, overview, problems, progress } from './state.ts'
import { Budgets, Folded, Policies, Waits, WhyNotNow } from './tables.tsx'
import { TimelineFigure } from './timeline.tsx'
import { duration } from './times.ts'
import { queueWords } from './words.ts'
import type { Overview } from './worker.ts'

/** The Queue view: a log or the invented month, replayed. */
export function QueueView() {
  const open = useSignal(false)
  const over = useSignal(false)
  useEffect(() => {
    if (overview.value === null && progress.value === null) void ask({})
  }, [])
  return (
    <div
      class={over.value ? 'columns queue dropping' : 'columns queue'}
      onDragOver={(event) => {
        event.preventDefault()
        over.value = true
      }}
      onDragLeave={() => (over.value = false)}
      onDrop={(event) => {
        event.preventDefault()
        over.value = false
        const file = event.dataTransfer?.files[0]
        if (file !== undefined) void ask({ file })
      }}
    >
      <aside class={open.value ? 'sheet open' : 'sheet'} aria-label={queueWords.controls}>
        <button
          type="button"
          class="handle"
          aria-expanded={open.value}
          onClick={() => (open.value = !open.value)}
        >
          {open.value ? words.close : queueWords.change}
        </button>
        <div class="sheet-body">
          <QueueControls />
        </div>
      </aside>
      <main>
        <Work />
        <Trouble />
        <Answer />
      </main>
    </div>
  )
}

/** What is being done, how far it is, and how to stop it. */
function Work() {
  const at = progress.value
  if (at === null) return null
  const percent = count(Math.min(100, 100 * at.fraction))
  return (
    <p class="work" role="status">
      {at.stage === 'reading' ? queueWords.reading(percent) : queueWords.replaying(percent)}{' '}
      <button type="button" onClick={cancel}>
        {queueWords.cancel}
      </button>
    </p>
  )
}

function Trouble() {
  if (problems.value.length === 0) return null
  return (
    <section class="trouble" role="alert">
      <h2>{queueWords.refused}</h2>
      <ul>
        {problems.value.map(({ field, message }) => (
          <li key={field + message}>
            {field}: {message}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Answer() {
  const shown = overview.value
  if (shown === null) return progress.value === null ? <p class="quiet">{queueWords.empty}</p> : null
  const stale = progress.value !== null || problems.value.length > 0
  return (
    <div class={stale ? 'answer stale' : 'answer'}>
      <div>
        <h1>{headline(shown)}</h1>
        {asked.value.file === null && <p class="quiet">{queueWords.invented}</p>}
      </div>
      <Figures shown={shown} />
      <TimelineFigure shown={shown} />
      <WhyNotNow shown={shown} />
      <Budgets shown={shown} />
      <Waits answer={shown.answer} />
      <Policies />
      <Folded shown={shown} />
    </div>
  )
}

function headline({ answer, waits, fromS, untilS }: Overview): string {
  return queueWords.headline({
    policy: policyWords(answer),
    busy: short((answer.metrics.utilisation ?? 0) * 100),
    nodes: count(answer.nodes),
    jobs: count(answer.metrics.jobs),
    days: duration(untilS - fromS),
    median: waits.p50S === 0 ? queueWords.atOnce : queueWords.waitUpTo(duration(waits.p50S)),
    longest: duration(answer.metrics.max_wait_s ?? 0),
  })
}

function policyWords({ policy }: ReplayAnswer): string {
  return queueWords.policies[policy]
}

function Figures({ shown: { answer, waits, gpusPerNode } }: { readonly shown: Overview }) {
  const { metrics } = answer
  const usedH = metrics.node_seconds / 3600
  const figures = [
    [queueWords.figures.busy, `${short((metrics.utilisation ?? 0) * 100)}\u00a0%`, queueWords.notes.busy],
    [
      queueWords.figures.wait,
      duration(metrics.mean_wait_s ?? 0),
      queueWords.notes.wait(duration(waits.p50S), duration(waits.p90S)),
    ],
    [
      gpusPerNode === null ? queueWords.figures.nodeHours : queueWords.figures.gpuHours,
      short(usedH * (gpusPerNode ?? 1)),
      queueWords.notes.used(count(metrics.jobs), count(metrics.timeouts)),
    ],
    [queueWords.figures.slowdown, short(metrics.mean_bounded_slowdown ?? 0), queueWords.notes.slowdown],
  ] as const
  return (
    <section class="figures" aria-label={words.totals}>
      {figures.map(([title, value, note]) => (
        <article key={title} class="figure time">
          <h2>{title}</h2>
          <p class="value">{value}</p>
          <p class="note">{note}</p>
        </article>
      ))}
    </section>
  )
}
