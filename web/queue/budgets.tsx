import type { ReplayAnswer, StandingBudget } from '../../sim/index.ts'
import { count, short } from '../format.ts'
import { say } from '../language.ts'
import { budgetWords } from './words/budget-words.ts'
import { asked, beside, budgetChoices, budgets, isEnforced, variantOf } from './state.ts'
import { Fold } from '../parts/fold.tsx'
import { Table } from '../parts/table.tsx'
import { duration, instant } from './words/times.ts'
import { queueWords } from './words/words.ts'
import type { Overview } from './worker/replaying.ts'

/** What enforcing the budgets does to the queue, and how each stands. */
export function Budgets({ shown }: { readonly shown: Overview }) {
  if (shown.budgetRules === null) return null
  if (budgets.value.stand.length === 0) return null
  const { budgetRules } = shown
  return (
    <Fold id="budgets" title={finding()}>
      {() => (
        <section class="budgets">
          <Effect shown={shown} />
          <Standing shown={shown} rules={budgetRules} />
        </section>
      )}
    </Fold>
  )
}

type Choice = (typeof budgetChoices)[number]

/** Under the policy at hand. */
function answerWith(budgetsAre: Choice): ReplayAnswer | undefined {
  return beside.value[variantOf({ ...asked.value, budgets: budgetsAre })]
}

const busyPercent = ({ metrics }: ReplayAnswer): string => short(100 * (metrics.utilisation ?? 0))

function Effect({ shown }: { readonly shown: Overview }) {
  return (
    <>
      <Table
        columns={budgetWords.effectColumns}
        rows={budgetChoices.map((choice) => effectRow(choice, shown.gpusPerNode ?? 1))}
        chosen={budgetWords.choices[isEnforced(shown.answer) ? 'enforced' : 'shown']}
      />
      <p class="quiet">{budgetWords.effectNote(queueWords.policies[shown.answer.policy])}</p>
    </>
  )
}

function finding(): string {
  const [without, enforced] = [answerWith('shown'), answerWith('enforced')]
  const held = enforced?.budgets ?? null
  if (without === undefined || enforced === undefined || held === null) return budgetWords.effect
  if (held.heldBack === 0) return budgetWords.effectNone
  if (held.neverStarted === 0) return budgetWords.effectDelays(count(held.heldBack))
  return budgetWords.effectFinding({
    held: count(held.neverStarted),
    shown: busyPercent(without),
    enforced: busyPercent(enforced),
  })
}

function effectRow(choice: Choice, gpusPerNode: number) {
  const title = budgetWords.choices[choice]
  const answer = answerWith(choice)
  if (answer === undefined) return [title, queueWords.working, '', '', '', '', '']
  const { metrics } = answer
  return [
    title,
    `${busyPercent(answer)}\u00a0%`,
    count(answer.budgets?.neverStarted ?? 0),
    count(answer.budgets?.heldBack ?? 0),
    duration(metrics.mean_wait_s ?? 0),
    duration(metrics.max_wait_s ?? 0),
    short((metrics.node_seconds / 3600) * gpusPerNode),
  ]
}

type StandingProps = { readonly shown: Overview; readonly rules: string }

/** What each project has used of its budget, and until when that would do. */
function Standing({ shown, rules }: StandingProps) {
  const at = (s: number): string => instant(s, shown.unixStartS)
  const enforced = isEnforced(shown.answer)
  const { atS, stand } = budgets.value
  const rows = stand.map((one) => [...standingRow(one, at), ...(enforced ? [count(one.heldJobs)] : [])])
  const deposits = shown.quarter?.laterDeposits ?? []
  return (
    <>
      <h3>{budgetWords.title(at(atS))}</h3>
      <Table columns={[...budgetWords.columns, ...(enforced ? [budgetWords.heldColumn] : [])]} rows={rows} />
      <p class="quiet">{budgetWords[shown.quarter === null ? 'noteOwn' : 'note'](say(rules))}</p>
      {deposits.map(({ project, atS, gpuH }) => (
        <p key={project} class="quiet">
          {budgetWords.deposit({ project, hours: count(gpuH), when: at(atS) })}
        </p>
      ))}
    </>
  )
}

function standingRow(
  { project, period: { budgetGpuH, usedGpuH }, forecast }: StandingBudget,
  at: (s: number) => string,
) {
  const share = `${short(budgetGpuH === 0 ? 0 : (100 * usedGpuH) / budgetGpuH)}\u00a0%`
  const until = (whenS: number | null | undefined): string => {
    if (usedGpuH >= budgetGpuH) return budgetWords.usedUp
    return whenS === null || whenS === undefined ? budgetWords.lasts : at(whenS)
  }
  return [
    project,
    short(budgetGpuH),
    short(usedGpuH),
    share,
    until(forecast?.linearS),
    until(forecast?.recentS),
  ]
}
