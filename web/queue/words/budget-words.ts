import { t, translated } from '../../language.ts'
import plain from './plain.json'
/** The words of the Queue view on budgets, which it shows or enforces. */
export const budgetWords = translated({
  ...plain.budgets,
  headline: (h: EnforcedHeadline) =>
    t`${h.policy} with budgets enforced keeps ${h.busy} % of ${h.nodes} nodes busy with ${h.jobs} jobs over ${h.days}: half of the jobs ${h.median}, the unluckiest waits ${h.longest}; ${h.held} more are held to the end.`,
  headlineNone: (h: Omit<EnforcedHeadline, 'held'>) =>
    t`${h.policy} with budgets enforced keeps ${h.busy} % of ${h.nodes} nodes busy with ${h.jobs} jobs over ${h.days}: half of the jobs ${h.median}, the unluckiest waits ${h.longest}; no job is held to the end.`,
  effectFinding: (f: Record<'held' | 'shown' | 'enforced', string>) =>
    t`Enforced, the budgets hold ${f.held} jobs to the end and keep ${f.enforced} % of the nodes busy instead of ${f.shown} %`,
  effectDelays: (back: string) => t`Enforced, the budgets hold ${back} jobs back for a time, none to the end`,
  effectNote: (policy: string) =>
    t`Under '${policy}'. Waits are those of the jobs that start: what is held to the end is in none of them.`,
  title: (when: string) => t`GPU-hours against the budget, ${when}`,
  note: (rules: string) =>
    t`Rules: ${rules}. The budgets are invented. Look at another stretch to see another day.`,
  noteOwn: (rules: string) => t`Rules: ${rules}. Look at another stretch to see another day.`,
  deposit: (d: Record<'project' | 'hours' | 'when', string>) =>
    t`All is deposited at the beginning of the quarter, save that ${d.project} gets ${d.hours} GPU-hours on ${d.when}, when what it has left by then expires.`,
  neverStarts: (w: Record<'when' | 'who' | 'state' | 'nodes' | 'limit' | 'submit', string>) =>
    t`At ${w.when} ${w.who} ${w.state}. It asks for ${w.nodes} nodes for ${w.limit}, is submitted ${w.submit} and never starts.`,
  cause: (b: Record<'project' | 'needed' | 'left', string>) =>
    t`Its budget holds it back: its nodes for its whole limit are ${b.needed} GPU-hours, and ${b.project} has ${b.left} left that no running job holds.`,
  causeOutside: (b: Record<'project' | 'needed', string>) =>
    t`Its budget holds it back: its nodes for its whole limit are ${b.needed} GPU-hours, and ${b.project} has no budget at that time.`,
  holds: (hours: string, jobs: string) =>
    t`Running jobs of the project, ${jobs} in all, hold ${hours} GPU-hours and give back what they do not use:`,
  nextDeposit: (when: string, hours: string) => t`The next deposit comes on ${when}: ${hours} GPU-hours.`,
  nextTooSmall: (when: string, hours: string) =>
    t`The next deposit comes on ${when}; its ${hours} GPU-hours do not cover the job.`,
  range: (from: string, to: string) =>
    t`If they run as jobs did before, it starts between ${from} and ${to} (p10 to p90).`,
  rangeOrNever: (from: string) => t`If they run as jobs did before, it starts ${from} (p10) or never (p90).`,
})

export type EnforcedHeadline = Readonly<
  Record<'policy' | 'busy' | 'nodes' | 'jobs' | 'days' | 'median' | 'longest' | 'held', string>
>
