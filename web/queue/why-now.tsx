import { useSignal } from '@preact/signals'
import type { Because, OtherJob, WhyWaiting } from '../../sim/index.ts'
import { budgetWords } from './words/budget-words.ts'
import { count, exact } from '../format.ts'
import { jobName, projectName } from './words/names.ts'
import { askWhyLabelled, why } from './state.ts'
import { Table } from '../parts/table.tsx'
import { duration, instant } from './words/times.ts'
import { queueWords } from './words/words.ts'
import type { Overview } from './worker/replaying.ts'

/** One job and what stands in its way. */
export function WhyNotNow({ shown }: { readonly shown: Overview }) {
  const unknown = useSignal<string | null>(null)
  // An answer that comes amid typing takes nothing of what is typed.
  const typed = useSignal<string | null>(null)
  const answer = why.value
  return (
    <section class="why-now" id="why-now" tabIndex={-1} aria-label={queueWords.whyTitle}>
      <h2>{queueWords.whyTitle}</h2>
      <form
        class="ask"
        onSubmit={(event) => {
          event.preventDefault()
          const label = (typed.value ?? answer?.id ?? '').trim()
          if (label === '') return
          void askWhyLabelled(label).then((found) => {
            unknown.value = found ? null : label
            typed.value = found ? null : typed.value
          })
        }}
      >
        <label for="why-job">{queueWords.whyJob}</label>
        <input
          id="why-job"
          autocomplete="off"
          value={typed.value ?? answer?.id ?? ''}
          onInput={(event) => (typed.value = event.currentTarget.value)}
        />
        <button type="submit">{queueWords.whyAsk}</button>
      </form>
      {unknown.value !== null && (
        <p class="wrong" role="alert">
          {queueWords.whyUnknown(unknown.value)}
        </p>
      )}
      {answer !== null && <Answer answer={answer} at={(s) => instant(s, shown.unixStartS)} />}
    </section>
  )
}

type At = (s: number) => string
type BudgetCheck = NonNullable<Because['budget']>

function Answer({ answer, at }: { readonly answer: WhyWaiting; readonly at: At }) {
  const { forecast, because } = answer
  return (
    <div class="because" aria-live="polite">
      <p>{stateWords(answer, at)}</p>
      {forecast !== null && <p>{forecastWords(forecast, answer.draws, at)}</p>}
      {because !== null && (
        <>
          {causeWords(because, at).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {because.jobs.length > 0 && <Others jobs={because.jobs} at={at} />}
        </>
      )}
    </div>
  )
}

function stateWords(answer: WhyWaiting, at: At): string {
  const isHeld = answer.because?.kind === 'budget'
  const said = {
    when: at(answer.atS),
    who: jobName(answer),
    state: isHeld ? budgetWords.held : queueWords.whyState[answer.state],
    nodes: count(answer.nodes),
    limit: duration(answer.limitS),
    submit: at(answer.submitS),
  }
  if (answer.startS === Infinity) return budgetWords.neverStarts(said)
  const wait = duration(answer.startS - answer.submitS)
  return queueWords.whySentence({ ...said, start: at(answer.startS), wait })
}

const within = (low: string, high: string) => (low === high ? low : queueWords.within(low, high))

type Forecast = NonNullable<WhyWaiting['forecast']>

/** When it would start from what was known; a start at infinity never comes, because no budget covers it. */
function forecastWords({ plannedS, p10S, p90S }: Forecast, draws: number, at: At): string {
  const isPlanned = plannedS < Infinity
  if (isPlanned && draws > 0 && p90S < Infinity)
    return queueWords.forecast(at(plannedS), within(at(p10S), at(p90S)))
  const planned = isPlanned ? queueWords.planned(at(plannedS)) : budgetWords.plannedNever
  if (draws === 0) return planned
  return `${planned} ${rangeWords(p10S, p90S, at)}`
}

function rangeWords(p10S: number, p90S: number, at: At): string {
  if (p90S < Infinity) return budgetWords.range(within(at(p10S), at(p90S)))
  return p10S < Infinity ? budgetWords.rangeOrNever(at(p10S)) : budgetWords.rangeNever
}

/** What a budget lacks, when it gets more, and, last, what runs on it: whole sentences. */
function budgetSentences(
  { project, neededGpuH, leftGpuH, heldGpuH, nextDeposit }: BudgetCheck,
  jobsInAll: number,
  at: At,
): readonly string[] {
  const needed = exact(neededGpuH)
  const cause =
    leftGpuH === null
      ? budgetWords.causeOutside({ project, needed })
      : budgetWords.cause({ project, needed, left: exact(leftGpuH) })
  const deposit =
    nextDeposit === null
      ? budgetWords.noDeposit
      : (nextDeposit.gpuH < neededGpuH ? budgetWords.nextTooSmall : budgetWords.nextDeposit)(
          at(nextDeposit.atS),
          exact(nextDeposit.gpuH),
        )
  const holds = jobsInAll === 0 ? [] : [budgetWords.holds(count(jobsInAll), exact(heldGpuH))]
  return [cause, deposit, ...holds]
}

/** A cause in the words of the page, or, for one that it has none for, in those of the scheduler. */
function causeWords(because: Because, at: At): readonly string[] {
  if (because.budget !== null) return budgetSentences(because.budget, because.jobsInAll, at)
  return [causeSentence(because, at)]
}

function causeSentence({ kind, sentence, freeNodes, jobsInAll, window }: Because, at: At): string {
  const { causes } = queueWords
  if (kind === 'running') return causes.running(count(freeNodes), count(jobsInAll))
  if (kind === 'order') return causes.order(count(freeNodes), count(jobsInAll))
  if (kind === 'follows') return causes.follows
  if (window !== null) return causes.window(at(window.startS), at(window.endS))
  return causes.other(sentence)
}

function Others({ jobs, at }: { readonly jobs: readonly OtherJob[]; readonly at: At }) {
  const rows = jobs.map((job) => [
    job.link === null ? job.id : jobName(job),
    job.link === null ? projectName(job.project) : queueWords.run.yours,
    count(job.nodes),
    job.state === 'running' ? queueWords.runsUntil(at(job.whenS)) : queueWords.waitsSince(at(job.whenS)),
  ])
  return <Table columns={queueWords.otherColumns} rows={rows} />
}
