import { useSignal } from '@preact/signals'
import type { Because, OtherJob, WhyWaiting } from '../../sim/index.ts'
import { count } from '../format.ts'
import { jobName, projectName } from './names.ts'
import { askWhyLabelled, why } from './state.ts'
import { Table } from './table.tsx'
import { duration, instant } from './times.ts'
import { queueWords } from './words.ts'
import type { Overview } from './worker.ts'

/** One job and what stands in its way. */
export function WhyNotNow({ shown }: { readonly shown: Overview }) {
  const unknown = useSignal<string | null>(null)
  const answer = why.value
  return (
    <section class="why-now" id="why-now" tabIndex={-1} aria-label={queueWords.whyTitle}>
      <h2>{queueWords.whyTitle}</h2>
      <form
        class="ask"
        onSubmit={(event) => {
          event.preventDefault()
          const label = new FormData(event.currentTarget).get('job')
          if (typeof label !== 'string' || label === '') return
          void askWhyLabelled(label.trim()).then((found) => (unknown.value = found ? null : label))
        }}
      >
        <label for="why-job">{queueWords.whyJob}</label>
        <input id="why-job" name="job" autocomplete="off" defaultValue={answer?.id ?? ''} key={answer?.id} />
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

function Answer({ answer, at }: { readonly answer: WhyWaiting; readonly at: At }) {
  const { forecast, because } = answer
  return (
    <div class="because" aria-live="polite">
      <p>
        {queueWords.whySentence({
          when: at(answer.atS),
          who: jobName(answer),
          state: queueWords.whyState[answer.state],
          nodes: count(answer.nodes),
          limit: duration(answer.limitS),
          submit: at(answer.submitS),
          start: at(answer.startS),
          wait: duration(answer.startS - answer.submitS),
        })}
      </p>
      {forecast !== null && (
        <p>
          {answer.draws === 0
            ? queueWords.planned(at(forecast.plannedS))
            : queueWords.forecast(at(forecast.plannedS), at(forecast.p10S), at(forecast.p90S))}
        </p>
      )}
      {because !== null && (
        <>
          <p>{causeWords(because, at)}</p>
          {because.jobs.length > 0 && <Others jobs={because.jobs} at={at} />}
        </>
      )}
    </div>
  )
}

/** A cause in the words of the page, or, for one that it has none for, in those of the scheduler. */
function causeWords({ kind, sentence, freeNodes, jobsInAll, window }: Because, at: At): string {
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
