import type { ImportReport, ReplayAnswer, Repeated } from '../../sim/index.ts'
import { count, short } from '../format.ts'
import { say as inLanguage } from '../language.ts'
import { mostRepeatedJobs } from './run-state.ts'
import { projectName, sizeName } from './words/names.ts'
import { budgetWords } from './words/budget-words.ts'
import { asked, beside, policyNames, repeated, variantOf } from './state.ts'
import { Fold } from '../parts/fold.tsx'
import { Table } from '../parts/table.tsx'
import { duration } from './words/times.ts'
import { queueWords } from './words/words.ts'
import type { Overview } from './worker/replaying.ts'
import { RangeBar } from '../plan/range-bar.tsx'

type PolicyName = (typeof policyNames)[number]

/** The same jobs under each policy, with what repeats make of them. */
export function Policies({ jobs }: { readonly jobs: number }) {
  return (
    <Fold id="policies" title={policiesFinding()}>
      {() => <PolicyTable jobs={jobs} />}
    </Fold>
  )
}

function PolicyTable({ jobs }: { readonly jobs: number }) {
  const { budgets } = asked.value
  const most = Math.max(
    1,
    ...policyNames.map((name) => rangeUnder(name)?.p90 ?? meanWaitS(answerUnder(name))),
  )
  const chosen = policyNames.find((name) => name === asked.value.policy)
  return (
    <>
      <Table
        columns={[...queueWords.policiesColumns, ...(budgets === 'enforced' ? [budgetWords.heldColumn] : [])]}
        rows={policyNames.map((name) => policyRow(name, most))}
        chosen={chosen === undefined ? '' : queueWords.policies[chosen]}
      />
      <p class="quiet">
        {jobs > mostRepeatedJobs
          ? queueWords.policiesNoRepeats(count(mostRepeatedJobs))
          : queueWords.policiesNote}
      </p>
      {budgets === 'enforced' && <p class="quiet">{budgetWords.enforced}</p>}
    </>
  )
}

/** With the budgets taken as they are asked for. */
function answerUnder(policy: PolicyName): ReplayAnswer | undefined {
  return beside.value[variantOf({ ...asked.value, policy })]
}

function rangeUnder(policy: PolicyName): Repeated['meanWaitS'] | undefined {
  return repeated.value[variantOf({ ...asked.value, policy })]?.meanWaitS
}

function meanWaitS(answer: ReplayAnswer | undefined): number {
  return answer?.metrics.mean_wait_s ?? 0
}

function policiesFinding(): string {
  const known = policyNames.filter((name) => answerUnder(name) !== undefined)
  const ranked = [...known].sort((a, b) => meanWaitS(answerUnder(a)) - meanWaitS(answerUnder(b)))
  const [least, most] = [ranked[0], ranked.at(-1)]
  if (known.length < policyNames.length || least === undefined || most === undefined)
    return queueWords.policiesTitle
  const wait = (name: PolicyName) => duration(meanWaitS(answerUnder(name)))
  return queueWords.policiesFinding({
    least: queueWords.policies[least],
    leastWait: wait(least),
    most: queueWords.policies[most],
    mostWait: wait(most),
  })
}

function policyRow(name: PolicyName, most: number) {
  const answer = answerUnder(name)
  const title = queueWords.policies[name]
  const held = asked.value.budgets === 'enforced' ? [count(answer?.budgets?.neverStarted ?? 0)] : []
  if (answer === undefined) return [title, queueWords.working, '', '', '', '', '', ...held.map(() => '')]
  const { metrics } = answer
  const range = rangeUnder(name) ?? null
  const said = duration(metrics.mean_wait_s ?? 0)
  return [
    title,
    range === null ? said : queueWords.withRange(said, duration(range.p10), duration(range.p90)),
    range === null ? '' : <RangeBar range={range} most={most} />,
    duration(metrics.max_wait_s ?? 0),
    short(metrics.mean_bounded_slowdown ?? 0),
    `${short((metrics.utilisation ?? 0) * 100)}\u00a0%`,
    duration(metrics.makespan_s),
    ...held,
  ]
}

function rowsOf(waitsBySize: ReplayAnswer['waitsBySize']) {
  const most = Math.max(1, ...waitsBySize.map(({ p90WaitS }) => p90WaitS))
  return waitsBySize.map((one) => [
    sizeName(one),
    duration(one.p90WaitS),
    <RangeBar range={{ p10: one.p10WaitS, p50: one.p50WaitS, p90: one.p90WaitS }} most={most} />,
    duration(one.p50WaitS),
    duration(one.maxWaitS),
    count(one.jobs),
    short(one.meanBoundedSlowdown),
  ])
}

export function Waits({ answer: { waitsBySize } }: { readonly answer: ReplayAnswer }) {
  const [worst] = [...waitsBySize].sort((a, b) => b.p90WaitS - a.p90WaitS)
  const title =
    worst === undefined || worst.p90WaitS === 0
      ? queueWords.waitsNone
      : queueWords.waitsFinding(sizeName(worst), duration(worst.p90WaitS))
  return (
    <Fold id="waits" title={title}>
      {() => <Table columns={queueWords.waitsColumns} rows={rowsOf(waitsBySize)} />}
    </Fold>
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
      <details class="fold">
        <Summary title={queueWords.projectsTitle} />
        <Table columns={queueWords.projectsColumns} rows={projects} />
      </details>
      <details class="fold" open={answer.report.dropped.length > 0}>
        <Summary title={queueWords.reportTitle} />
        <ReportLines report={answer.report} />
        <p class="quiet">{queueWords.hash(answer.hash)}</p>
      </details>
      {figures.length > 0 && (
        <details class="fold">
          <Summary title={queueWords.sourcesTitle} />
          <Table
            columns={queueWords.sourcesColumns}
            rows={figures.map(({ name, value, source }) => [name, value, source].map(inLanguage))}
          />
        </details>
      )}
    </section>
  )
}

function Summary({ title }: { readonly title: string }) {
  return (
    <summary>
      <h2>{title}</h2>
    </summary>
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
      {kinds.flatMap(([tallies, sentence]) =>
        tallies.map(({ reason, count: times, firstLines }) => (
          <li key={reason}>
            {sentence(inLanguage(reason), count(times), firstLines.slice(0, 3).join(', '))}
          </li>
        )),
      )}
    </ul>
  )
}
