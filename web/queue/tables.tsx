import { useSignal } from '@preact/signals'
import { count, short } from '../format.ts'
import type { ImportReport, OtherJob, ReplayAnswer } from '../../sim/index.ts'
import { asked, askWhyLabelled, beside, budgets, policyNames, stretch, why } from './state.ts'
import { projectName } from './timeline.tsx'
import { duration, instant } from './times.ts'
import { queueWords } from './words.ts'
import type { Overview, Why } from './worker.ts'

/** One job and what stands in its way. */
export function WhyNotNow({ shown }: { readonly shown: Overview }) {
  const unknown = useSignal<string | null>(null)
  const answer = why.value
  return (
    <section class="why-now">
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
      {unknown.value !== null && <p class="wrong">{queueWords.whyUnknown(unknown.value)}</p>}
      {answer !== null && <Because answer={answer} unixStartS={shown.unixStartS} />}
    </section>
  )
}

function Because({ answer, unixStartS }: { readonly answer: Why; readonly unixStartS: number | null }) {
  const at = (s: number): string => instant(s, unixStartS)
  const { causes } = queueWords
  return (
    <div class="because" aria-live="polite">
      <p>
        {queueWords.whySentence({
          when: at(answer.atS),
          id: answer.id,
          state: queueWords.whyState[answer.state],
          nodes: count(answer.nodes),
          limit: duration(answer.limitS),
          submit: at(answer.submitS),
          start: at(answer.startS),
          wait: duration(answer.startS - answer.submitS),
        })}
      </p>
      {answer.forecast !== null && (
        <p>
          {queueWords.forecast(
            at(answer.forecast.plannedS),
            at(answer.forecast.p10S),
            at(answer.forecast.p90S),
          )}
        </p>
      )}
      {answer.cause === 'nodes' && (
        <>
          <p>{causes.nodes(count(answer.freeNodes), count(answer.runningJobs))}</p>
          <Others columns={queueWords.otherColumns} jobs={answer.holders} at={at} />
        </>
      )}
      {answer.cause === 'window' && answer.window !== null && (
        <p>{causes.window(at(answer.window.startS), at(answer.window.endS))}</p>
      )}
      {answer.cause === 'ahead' && (
        <>
          <p>{causes.ahead(count(answer.aheadJobs), count(answer.aheadNodes), count(answer.freeNodes))}</p>
          <Others columns={queueWords.aheadColumns} jobs={answer.ahead} at={at} />
        </>
      )}
    </div>
  )
}

type OthersProps = {
  readonly columns: readonly string[]
  readonly jobs: readonly OtherJob[]
  readonly at: (s: number) => string
}

function Others({ columns, jobs, at }: OthersProps) {
  const rows = jobs.map((job) => [job.id, projectName(job.project), count(job.nodes), at(job.untilS)])
  return <Table columns={columns} rows={rows} />
}

type TableProps = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** First cell of the row that is in force. */
  readonly chosen?: string
}

function Table({ columns, rows, chosen }: TableProps) {
  return (
    <div class="wide" tabIndex={0} role="group" aria-label={columns.join(', ')}>
      <table>
        <thead>
          <tr>
            {columns.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([head, ...cells]) => (
            <tr key={head} class={head === chosen ? 'chosen' : ''}>
              <th scope="row">{head}</th>
              {cells.map((cell, i) => (
                <td key={columns[i + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function Policies() {
  const known = beside.value
  const chosen = policyNames.find((name) => name === asked.value.policy)
  const rows = policyNames.map((name) => policyRow(queueWords.policies[name], known[name]))
  return (
    <section>
      <h2>{queueWords.policiesTitle}</h2>
      <Table
        columns={queueWords.policiesColumns}
        rows={rows}
        chosen={chosen === undefined ? '' : queueWords.policies[chosen]}
      />
    </section>
  )
}

function policyRow(name: string, answer: ReplayAnswer | undefined): readonly string[] {
  if (answer === undefined) return [name, queueWords.working, '', '', '', '']
  const { metrics } = answer
  return [
    name,
    duration(metrics.mean_wait_s ?? 0),
    duration(metrics.max_wait_s ?? 0),
    short(metrics.mean_bounded_slowdown ?? 0),
    `${short((metrics.utilisation ?? 0) * 100)}\u00a0%`,
    duration(metrics.makespan_s),
  ]
}

export function Waits({ answer }: { readonly answer: ReplayAnswer }) {
  const rows = answer.waitsBySize.map((one) => [
    queueWords.sizeRange(count(one.fromNodes), count(one.toNodes)),
    count(one.jobs),
    duration(one.p50WaitS),
    duration(one.p90WaitS),
    duration(one.maxWaitS),
    short(one.meanBoundedSlowdown),
  ])
  return (
    <section>
      <h2>{queueWords.waitsTitle}</h2>
      <Table columns={queueWords.waitsColumns} rows={rows} />
    </section>
  )
}

/** What each project has used of its budget, and until when that would do. */
export function Budgets({ shown }: { readonly shown: Overview }) {
  if (shown.budgetRules === null || budgets.value.length === 0) return null
  const at = (s: number | null | undefined): string =>
    s === null || s === undefined ? queueWords.lasts : instant(s, shown.unixStartS)
  const rows = budgets.value.map(({ project, periods, forecast }) => {
    const [period] = periods
    const [budget, used] = [period?.budgetGpuH ?? 0, period?.usedGpuH ?? 0]
    const share = `${short(budget === 0 ? 0 : (100 * used) / budget)}\u00a0%`
    return [project, short(budget), short(used), share, at(forecast?.linearS), at(forecast?.recentS)]
  })
  return (
    <section>
      <h2>{queueWords.budgetsTitle(at(stretch.value[1]))}</h2>
      <Table columns={queueWords.budgetsColumns} rows={rows} />
      <p class="quiet">{queueWords.budgetsNote(shown.budgetRules)}</p>
    </section>
  )
}

const mostProjects = 20

export function Folded({ shown }: { readonly shown: Overview }) {
  const { answer, figures } = shown
  const projects = answer.waitsByProject
    .slice(0, mostProjects)
    .map((one) => [
      projectName(one.project),
      count(one.jobs),
      count(one.nodeSeconds / 3600),
      duration(one.meanWaitS),
      duration(one.p90WaitS),
    ])
  return (
    <section class="folded">
      <details>
        <summary>{queueWords.projectsTitle}</summary>
        <Table columns={queueWords.projectsColumns} rows={projects} />
      </details>
      <details open={answer.report.dropped.length > 0}>
        <summary>{queueWords.reportTitle}</summary>
        <ReportLines report={answer.report} />
        <p class="quiet">{queueWords.hash(answer.hash)}</p>
      </details>
      {figures.length > 0 && (
        <details>
          <summary>{queueWords.sourcesTitle}</summary>
          <Table
            columns={queueWords.sourcesColumns}
            rows={figures.map(({ name, value, source }) => [name, value, source])}
          />
        </details>
      )}
    </section>
  )
}

function ReportLines({ report }: { readonly report: ImportReport }) {
  const kinds = [
    [report.dropped, queueWords.dropped],
    [report.repaired, queueWords.repaired],
    [report.noticed, queueWords.noticed],
  ] as const
  return (
    <ul>
      <li>{queueWords.reportRead(count(report.jobs), count(report.lines))}</li>
      {kinds.flatMap(([tallies, say]) =>
        tallies.map(({ reason, count: times, firstLines }) => (
          <li key={reason}>{say(reason, count(times), firstLines.slice(0, 3).join(', '))}</li>
        )),
      )}
    </ul>
  )
}
