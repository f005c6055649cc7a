import { useEffect, useMemo } from 'preact/hooks'
import type { Problem } from '../../sim/index.ts'
import { Announce } from '../parts/announce.tsx'
import { count, short } from '../format.ts'
import { Trouble as RunTrouble } from '../plan/view.tsx'
import { Drop } from '../plan/controls/own.tsx'
import { Fold } from '../parts/fold.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { useFollow } from '../state/follow.tsx'
import { answered, fieldValue, lastAnswer, set } from '../state/state.ts'
import { Obstacles, Problems, type Nearest } from '../parts/trouble.tsx'
import { budgetWords } from './words/budget-words.ts'
import { Budgets } from './budgets.tsx'
import { QueueControls } from './controls/controls.tsx'
import { startedJobs, Figures } from './figures.tsx'
import './queue.css'
import { Recorded } from './recorded.tsx'
import { Delays, RunAnswer, Whens } from './run.tsx'
import {
  answerQueue,
  answerRun,
  cancelQueue,
  isInForce,
  mostRepeatedJobs,
  placed,
  queueKey,
  runAsked,
  wrongDay,
} from './run-state.ts'
import { ColumnChoice } from './controls/columns.tsx'
import { file, takeFile, takeGiven } from './given.ts'
import { asked, cancelled, isEnforced, overview, problems, progress, refusedLog, timeline } from './state.ts'
import { controlOf } from './own.ts'
import { Folded, Policies, Waits } from './tables.tsx'
import { TimelineFigure } from './timeline/timeline.tsx'
import { duration } from './words/times.ts'
import { WhyNotNow } from './why-now.tsx'
import { Work } from './work.tsx'
import { withSettings } from './words/in-force.ts'
import { queueWords } from './words/words.ts'
import type { Overview } from './worker/replaying.ts'

/** The Queue view: a log or the invented month, replayed, with the run of Plan among its jobs where one is asked. */
export function QueueView() {
  useFollow(
    () => JSON.stringify([runAsked.value, fieldValue('baseline')]),
    () => overview.value !== null && void answerRun(),
  )
  return (
    <Drop look="columns queue" onFile={(given) => void takeGiven(given)}>
      <Sheet label={queueWords.controls} change={queueWords.change}>
        <QueueControls />
      </Sheet>
      <main>
        <Following />
        <Replaying />
        <Trouble />
        <Answer />
      </main>
    </Drop>
  )
}

/** Draws nothing: a log and its columns come one after the other, and are asked for once both are there. */
function Following() {
  useEffect(() => {
    void answerQueue()
  }, [queueKey()])
  return null
}

/** The replay under way. */
function Replaying() {
  const at = progress.value
  if (at === null) return null
  const percent = Math.min(100, 100 * at.fraction)
  const say = at.stage === 'reading' ? queueWords.reading : queueWords.replaying
  return <Work text={say(count(percent))} percent={percent} onCancel={cancelQueue} />
}

/** What is wrong with the log, the run, or both together. */
function Trouble() {
  const found = placed.value
  const { own } = asked.value
  const wrong = problems.value.map(({ field, message }) => ({ field: controlOf(field, own), message }))
  const isRunAsked = (fieldValue('runDay') ?? '') !== ''
  const day = { field: 'runDay', label: queueWords.run.day, message: wrongDay.value }
  const refused = found?.status === 'refused' ? found.problems : day.message === '' ? [] : [day]
  return (
    <>
      {wrong.length > 0 && (
        <Problems title={titleOf(wrong)} alone={overview.value === null} problems={wrong} />
      )}
      <ColumnChoice />
      <FileGone />
      {isRunAsked && answered.value?.status !== 'answer' && <RunTrouble />}
      {found?.status === 'infeasible' && (
        <Obstacles title={queueWords.run.infeasible} obstacles={found.obstacles.map(onPage)} onTake={take} />
      )}
      {refused.length > 0 && <Problems title={queueWords.run.infeasible} problems={refused} />}
      <NothingFits />
    </>
  )
}

/** Settings of a person's own are refused by themselves; all else is of the log. */
function titleOf(found: readonly Problem[]): string {
  const { labels, refused, refusedAlone } = queueWords.own
  if (found.every(({ field }) => field.replace('own-', '') in labels))
    return overview.value === null ? refusedAlone : refused
  return refusedLog.value === null ? queueWords.refused : queueWords.refusedFile(refusedLog.value.name)
}

type Obstacle = Parameters<typeof Obstacles>[0]['obstacles'][number]

/** The page asks for accelerators, the queue for nodes. */
function onPage(obstacle: Obstacle): Obstacle {
  const { nearest } = obstacle
  const system = lastAnswer.value?.system
  if (nearest?.field !== 'run.nodes' || system === undefined) return obstacle
  const value = Number(nearest.value) * Math.round(system.gpus / system.nodes)
  const sentence = queueWords.run.useAccelerators(count(value))
  return { ...obstacle, nearest: { field: 'gpus', value, sentence } }
}

function take({ field, value }: Nearest): void {
  set(field, String(value), 'push')
}

/** A link or a reload cannot bring back a log: it says which one was there. */
function FileGone() {
  const name = fieldValue('log') ?? ''
  if (name === '' || file.value !== null) return null
  return (
    <section class="trouble notice" role="status">
      <p>
        {queueWords.fileGone(name.slice(0, 120))}{' '}
        <button type="button" onClick={() => takeFile(null)}>
          {queueWords.takeMonth}
        </button>
      </p>
    </section>
  )
}

/** Jobs that the machine could never hold. */
function NothingFits() {
  const shown = overview.value
  if (shown === null || shown.answer.metrics.rejected === 0) return null
  const { jobs, rejected } = shown.answer.metrics
  const nodes = count(shown.answer.nodes)
  const largest = count(shown.largestNodes)
  if (jobs > rejected) return <p class="quiet rejected">{queueWords.rejected(count(rejected), nodes)}</p>
  const reason = queueWords.none(count(rejected), nodes, largest)
  const nearest = { field: 'machineNodes', value: shown.largestNodes, sentence: queueWords.useNodes(largest) }
  return (
    <Obstacles title={queueWords.refused} obstacles={[{ kind: 'queue', reason, nearest }]} onTake={take} />
  )
}

/** Before the first answer, or after it was given up. */
function Empty() {
  if (progress.value !== null || !cancelled.value) return null
  return (
    <p class="quiet">
      {queueWords.empty}{' '}
      <button type="button" onClick={() => void answerQueue()}>
        {queueWords.replayNow}
      </button>
    </p>
  )
}

function Answer() {
  const shown = overview.value
  if (shown === null) return <Empty />
  // It comes with its charts and its run, unless they take long: what came before them would move.
  if (timeline.value === null && shown.answer.metrics.jobs <= mostRepeatedJobs) return null
  return startedJobs(shown.answer) === 0 ? null : <Replayed shown={shown} />
}

type ShownProps = { readonly shown: Overview }

/** One and the same, so that it is drawn anew with its own figures alone. */
const delays = <Delays />

function Replayed({ shown }: ShownProps) {
  const stale = progress.value !== null || (problems.value.length > 0 && !isInForce())
  const found = placed.value
  const isPlaced = found?.status === 'answer'
  const sentence = headline(shown)
  // A day that moves draws none of it anew.
  const alone = useMemo(() => <WithoutRun shown={shown} isPlaced={isPlaced} />, [shown, isPlaced])
  return (
    <div class={stale ? 'answer stale' : 'answer'}>
      {isPlaced ? (
        <RunAnswer shown={shown} run={found.run} />
      ) : (
        <>
          <div>
            <h1>{sentence}</h1>
            <Announce sentence={stale ? '' : sentence} />
            <Invented />
          </div>
          <Figures shown={shown} />
        </>
      )}
      <TimelineFigure shown={shown} />
      {isPlaced && <Whens unixStartS={shown.unixStartS} />}
      <WhyNotNow shown={shown} />
      {alone}
    </div>
  )
}

/** The details, folded; what a fold holds is said by its title. */
function WithoutRun({ shown, isPlaced }: ShownProps & { readonly isPlaced: boolean }) {
  return (
    <div class="folds">
      {isPlaced && delays}
      <Recorded shown={shown} />
      <Budgets shown={shown} />
      <Waits answer={shown.answer} />
      <Policies jobs={startedJobs(shown.answer)} />
      {isPlaced && (
        <Fold id="without" title={queueWords.run.without}>
          {() => (
            <>
              <p>{headline(shown)}</p>
              <Figures shown={shown} />
            </>
          )}
        </Fold>
      )}
      <Folded shown={shown} />
    </div>
  )
}

function Invented() {
  return asked.value.file === null ? <p class="quiet">{queueWords.invented}</p> : null
}

function headline(shown: Overview): string {
  const { answer, waits, fromS, untilS } = shown
  const said = {
    policy: queueWords.policies[answer.policy],
    busy: short((answer.metrics.utilisation ?? 0) * 100),
    nodes: count(answer.nodes),
    jobs: count(startedJobs(answer)),
    days: duration(untilS - fromS),
    median: waits.p50S === 0 ? queueWords.atOnce : queueWords.waitUpTo(duration(waits.p50S)),
    longest: duration(answer.metrics.max_wait_s ?? 0),
  }
  const held = answer.budgets?.neverStarted ?? 0
  const withBudgets = () =>
    held === 0 ? budgetWords.headlineNone(said) : budgetWords.headline({ ...said, held: count(held) })
  return withSettings(isEnforced(answer) ? withBudgets() : queueWords.headline(said), shown)
}
