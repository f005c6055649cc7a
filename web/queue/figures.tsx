import { useSignal } from '@preact/signals'
import type { Assumption, Range, ReplayAnswer } from '../../sim/index.ts'
import { apartFrom } from '../more/difference.ts'
import { ToldFigure } from '../plan/explained.tsx'
import type { Leads } from '../plan/lead.tsx'
import { Reasoned } from '../plan/why.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { reveal } from '../parts/reveal.ts'
import { count, exact, short } from '../format.ts'
import { words } from '../words.ts'
import { inputsOf } from '../plan/field-of.ts'
import { fieldValue, reasons } from '../state/state.ts'
import { mostRepeatedJobs, ofPinned } from './run-state.ts'
import { file } from './given.ts'
import { isEnforced, repeated, variantOf } from './state.ts'
import { duration } from './words/times.ts'
import { queueWords } from './words/words.ts'
import type { Overview } from './worker/replaying.ts'

/** What every figure of a queue rests on: the jobs, the rule, the machine, and what an invented month takes from others. */
export function restsOn({ answer, figures, own }: Overview): readonly Assumption[] {
  const [policy = '', machineNodes = ''] = ['policy', 'machineNodes'].map(fieldValue)
  const { title, help } = queueWords.own
  const settings = JSON.stringify(own)
  const log = file.value
  const given = (isGiven: boolean) => (isGiven ? 'given' : 'judgement')
  const { policies, policy: rule, whyFigures, nodes, nodesHelp } = queueWords
  const { jobs, lines } = answer.report
  const read = log === null ? queueWords.invented : queueWords.reportRead(count(jobs), count(lines))
  const isMachineKnown = log !== null || machineNodes !== ''
  return [
    input('log', [queueWords.workload, log?.name ?? queueWords.month], [given(log !== null), read]),
    input(
      'policy',
      [rule, policies[answer.policy]],
      [given(policy !== ''), whyFigures.policyRule[answer.policy]],
    ),
    ...(isMachineKnown ? [input('machineNodes', [nodes, count(answer.nodes)], ['given', nodesHelp])] : []),
    ...(settings === '{}'
      ? []
      : [input('queueOptions', [title, settings.slice(0, 400)], ['given', help.queueOptions])]),
    ...figures.map(({ name, value, source }) =>
      input(name, [name, value], [source.startsWith('judgement') ? 'judgement' : 'sourced', source]),
    ),
  ]
}

/** The same, and those of how long the run takes once it is known why. */
export function restsWithRun(shown: Overview, run = reasons.value): readonly Assumption[] {
  return [...restsOn(shown), ...(run === null ? [] : inputsOf(run, ['wallClockDays']))]
}

type From = readonly [basis: Assumption['basis'], source: string]

type Input = readonly [name: string, value: string]

function input(id: string, [name, value]: Input, [basis, source]: From): Assumption {
  return { id, name, value, low: null, high: null, unit: '', basis, source, url: null }
}

type Reason = 'busy' | 'wait' | 'used' | 'slowdown'

/** Jobs that the machine could hold and a budget did not hold to the end: of these the figures are. */
export function startedJobs({ metrics, budgets }: ReplayAnswer): number {
  return metrics.jobs - metrics.rejected - (budgets?.neverStarted ?? 0)
}

type Metrics = ReplayAnswer['metrics']
type Measured = readonly [
  key: Reason,
  say: (value: number) => string,
  of: (metrics: Metrics) => number | null,
  range: Range | undefined,
  note: string,
]

const percent = (share: number): string => `${short(100 * share)}\u00a0%`

/** The four figures of the queue itself. */
export function Figures({ shown }: { readonly shown: Overview }) {
  const reason = useSignal<Reason | null>(null)
  const { answer, waits, gpusPerNode } = shown
  const { metrics } = answer
  const over = repeated.value[variantOf({ ...answer, budgets: isEnforced(answer) ? 'enforced' : 'shown' })]
  const hours = gpusPerNode === null ? queueWords.figures.nodeHours : queueWords.figures.gpuHours
  const titles = { ...queueWords.figures, used: hours }
  const rests = restsOn(shown)
  const whys = (one: Reason) => ({
    rests,
    onWhy: () => (reason.value = one),
    whyLabel: words.whyOf(titles[one]),
  })
  const usedIn = (of: Metrics) => (of.node_seconds / 3600) * (gpusPerNode ?? 1)
  const usedH = usedIn(metrics)
  const base = ofPinned.value?.answer.metrics
  const { notes } = queueWords
  const figures: readonly Measured[] = [
    ['busy', percent, ({ utilisation }) => utilisation, over?.utilisation, busyNote(metrics)],
    [
      'wait',
      duration,
      (of) => of.mean_wait_s,
      over?.meanWaitS,
      notes.wait(duration(waits.p50S), duration(waits.p90S)),
    ],
    [
      'used',
      short,
      usedIn,
      { p10: usedH, p50: usedH, p90: usedH },
      notes.used(count(startedJobs(answer)), count(metrics.timeouts)),
    ],
    ['slowdown', short, (of) => of.mean_bounded_slowdown, over?.meanBoundedSlowdown, notes.slowdown],
  ]
  return (
    <section class="figures" aria-label={words.totals}>
      {figures.map(([key, say, of, range, note]) => (
        <ToldFigure
          key={key}
          title={titles[key]}
          value={say(of(metrics) ?? 0)}
          range={range ?? null}
          rangeText={key === 'used' ? queueWords.exactly : rangeWords(say, range, startedJobs(answer))}
          note={note}
          apart={apartFrom(of(metrics) ?? 0, base === undefined ? undefined : (of(base) ?? 0), say)}
          {...whys(key)}
        />
      ))}
      {reason.value !== null && (
        <Dialog title={words.whyOf(titles[reason.value])} onClose={() => (reason.value = null)}>
          <Reasons shown={shown} reason={reason.value} />
        </Dialog>
      )}
    </section>
  )
}

/** Where jobs share nodes, the nodes in use say little: the GPUs are told. */
function busyNote({ gpu_utilisation: used, fragmentation: free }: ReplayAnswer['metrics']): string {
  if (typeof used !== 'number') return queueWords.notes.busy
  return queueWords.gpusBusy(percent(used), percent(free ?? 0))
}

function rangeWords(say: (value: number) => string, range: Range | undefined, jobs: number): string {
  if (range !== undefined)
    return `${queueWords.rangeOver(say(range.p10), say(range.p90))}, ${queueWords.repeatsNote}`
  return jobs > mostRepeatedJobs ? queueWords.rangeNone : queueWords.rangeComes
}

/** The control of what a figure rests on; null where the view has none. */
const controlOf: Leads = (id) => {
  if (id === 'queueOptions') return [id, () => reveal('own-settings')]
  return ['log', 'policy', 'machineNodes'].includes(id) ? id : null
}

/** The formula of a figure with its numbers, and the rules that it rests on. */
function Reasons({ shown, reason }: { readonly shown: Overview; readonly reason: Reason }) {
  const { [reason]: of, rules } = queueWords.whyFigures
  return (
    <>
      <Reasoned
        expression={of.expression}
        numbers={numbersOf(shown, reason)}
        assumptions={restsOn(shown)}
        leads={controlOf}
      />
      <p class="quiet">{rules}</p>
    </>
  )
}

function numbersOf({ answer, gpusPerNode }: Overview, reason: Reason): string {
  const { metrics, nodes } = answer
  const usedH = metrics.node_seconds / 3600
  const jobs = count(startedJobs(answer))
  const waitH = (metrics.mean_wait_s ?? 0) / 3600
  const { busy, wait, used, slowdown } = queueWords.whyFigures
  switch (reason) {
    case 'busy':
      return busy.numbers({
        used: exact(usedH),
        nodes: count(nodes),
        span: exact(metrics.makespan_s / 3600),
        result: exact(100 * (metrics.utilisation ?? 0)),
      })
    case 'wait':
      return wait.numbers(exact(waitH * startedJobs(answer)), jobs, exact(waitH))
    case 'used':
      return used.numbers(exact(usedH), String(gpusPerNode ?? 1), exact(usedH * (gpusPerNode ?? 1)))
    case 'slowdown':
      return slowdown.numbers(jobs, exact(metrics.mean_bounded_slowdown ?? 0))
  }
}
