import { useMemo } from 'preact/hooks'
import type { Range, QueueRunPlan, RunShown } from '../../sim/index.ts'
import { Announce } from '../parts/announce.tsx'
import { Files } from '../parts/files.tsx'
import { Fold } from '../parts/fold.tsx'
import { reveal } from '../parts/reveal.ts'
import { count, short } from '../format.ts'
import { lastAnswer } from '../state/state.ts'
import { words } from '../words.ts'
import { ByWhen } from './by-when.tsx'
import { apartFrom } from '../more/difference.ts'
import { RangeBar } from '../plan/range-bar.tsx'
import { ToldFigure } from '../plan/explained.tsx'
import { useReasons } from '../plan/use-reasons.ts'
import { restsWithRun, startedJobs } from './figures.tsx'
import {
  isPlanning,
  lastPlan,
  ofPinned,
  placed,
  plan,
  planning,
  planStopped,
  resumePlanning,
  stopPlanning,
} from './run-state.ts'
import { budgetWords } from './words/budget-words.ts'
import { askWhy, isEnforced, overview } from './state.ts'
import { projectName, sizeName } from './words/names.ts'
import { Table } from '../parts/table.tsx'
import { duration, instant } from './words/times.ts'
import { Work } from './work.tsx'
import { withSettings } from './words/in-force.ts'
import { queueWords } from './words/words.ts'
import type { Overview, PlanShown } from './worker/replaying.ts'

const runWords = queueWords.run

type RunProps = { readonly shown: Overview; readonly run: RunShown }

/** When the run starts and ends in this queue, and how sure that is. */
export function RunAnswer({ shown, run }: RunProps) {
  const sentence = withSettings(headline(run, shown.unixStartS), shown)
  return (
    <>
      <div class="of-run">
        <h1>{sentence}</h1>
        <Announce sentence={isPlanning.value ? '' : sentence} />
        <p class="also">{chain(run)}</p>
        {shown.figures.length > 0 && <p class="quiet">{queueWords.invented}</p>}
        {isEnforced(shown.answer) && <p class="quiet">{budgetWords.runHasNone}</p>}
        {run.linksBeyond > 0 && (
          <p class="quiet">
            {runWords.beyond(
              instant(run.knownUntilS, shown.unixStartS),
              count(run.linksBeyond),
              count(run.links),
            )}
          </p>
        )}
      </div>
      <RunFigures shown={shown} run={run} />
      <div class="repeats-place">
        <Repeats />
      </div>
    </>
  )
}

/** How likely it has started and ended by a date, and what the ranges are; below the charts. */
export function Whens({ unixStartS }: { readonly unixStartS: number | null }) {
  const made = lastPlan.value
  const held = lastAnswer.value?.totals.wallClockDays
  const whens = useMemo(() => made && <ByWhen plan={made} unixStartS={unixStartS} />, [made, unixStartS])
  if (whens === null || held === undefined) return null
  return (
    <div class={age()}>
      {whens}
      <p class="quiet">{runWords.rangeNote(short(held.p50), short(held.p10), short(held.p90))}</p>
    </div>
  )
}

/** What is of where the run stood before stays in its place, dimmed. */
function age(): string {
  return plan.value === null ? 'stale' : ''
}

function startsNowWords({ startsNow }: PlanShown): string {
  // A smaller job is told where it may run for longer.
  const longest = startsNow.filter(({ limitS }, at) => startsNow.slice(0, at).every((a) => a.limitS < limitS))
  const told = longest.map(({ nodes, limitS }) => runWords.sizeNow(count(nodes), duration(limitS)))
  return told.length === 0 ? runWords.nothingNow : runWords.startsNow(told.join('; '))
}

function headline(run: RunShown, unixStartS: number | null): string {
  const made = plan.value
  const at = (s: number) => instant(s, unixStartS)
  const said = (range: Range | undefined, recordedS: number) => {
    const [low, high] = range === undefined ? [recordedS, recordedS] : [range.p10, range.p90]
    return at(low) === at(high) ? at(low) : runWords.between(at(low), at(high))
  }
  const say = made === null ? runWords.headlineOnce : runWords.headline
  return say({
    model: lastAnswer.value?.model.name ?? '',
    submit: at(run.submitS),
    start: said(made?.firstStartS, run.firstStartS),
    end: said(made?.lastEndS, run.lastEndS),
  })
}

/** The jobs that the run is made of. */
function chain({ links, limitS, nodes }: RunShown): string {
  const of = { limit: duration(limitS), nodes: count(nodes) }
  return links === 1 ? runWords.chainOnce(of) : runWords.chain({ links: count(links), ...of })
}

/** The repeats at work, or given up; then what would start at once. */
function Repeats() {
  if (planStopped.value)
    return (
      <p class="work">
        {runWords.stopped}{' '}
        <button type="button" onClick={resumePlanning}>
          {runWords.resume}
        </button>
      </p>
    )
  const made = lastPlan.value
  if (planning.value === null) return <p class={`quiet ${age()}`}>{made && startsNowWords(made)}</p>
  const percent = 100 * planning.value
  return <Work text={runWords.planning(count(percent))} percent={percent} onCancel={stopPlanning} />
}

const same = (value: number): Range => ({ p10: value, p50: value, p90: value })

const later = ({ p10, p50, p90 }: Range, by: number): Range => ({
  p10: p10 + by,
  p50: p50 + by,
  p90: p90 + by,
})

/** Over repeats, or in the workload as it is while those are not known. */
function rangesOf(run: RunShown) {
  const made = plan.value
  return {
    start: made?.firstStartS ?? same(run.firstStartS),
    end: made?.lastEndS ?? same(run.lastEndS),
    wait: made?.waitS ?? same(run.waitS),
  }
}

function RunFigures({ shown, run }: RunProps) {
  const made = plan.value
  const at = (s: number) => instant(s, shown.unixStartS)
  const { start, end, wait } = rangesOf(run)
  const delay = made?.delay.meanDelayS ?? null
  const range = (say: (s: number) => string, { p10, p90 }: Range) =>
    made === null ? rangeLess() : runWords.range(say(p10), say(p90))
  const rests = restsWithRun(shown, useReasons())
  const asksWhy = (title: string) => ({
    rests,
    onWhy: whyStart,
    whyWords: runWords.whyStart,
    whyLabel: runWords.whyStartOf(title),
  })
  const base = ofPinned.value?.run
  const ranS = run.lastEndS - run.submitS - run.waitS
  const { notes } = runWords
  const after = ({ p50 }: Range) => duration(p50 - run.submitS)
  const since = (when: Range) => later(when, -run.submitS)
  const figures = [
    ['start', at, start, since(start), run.firstStartS, base?.firstStartS, notes.start(after(start))],
    ['end', at, end, since(end), run.lastEndS, base?.lastEndS, notes.end(after(end), duration(ranS))],
    ['wait', duration, wait, wait, run.waitS, base?.waitS, notes.wait(count(run.links))],
  ] as const
  return (
    <section class="figures" aria-label={runWords.title}>
      {figures.map(([key, say, when, drawn, nowS, baseS, note]) => (
        <ToldFigure
          key={key}
          kind={key === 'wait' ? 'time' : 'time when'}
          title={runWords.figures[key]}
          value={say(when.p50)}
          range={drawn}
          rangeText={range(say, when)}
          apart={apartFrom(nowS, baseS, duration)}
          note={note}
          {...asksWhy(runWords.figures[key])}
        />
      ))}
      <ToldFigure
        title={runWords.figures.delay}
        value={delay === null ? '…' : duration(delay.p50)}
        range={delay}
        rangeText={delay === null ? rangeLess() : range(duration, delay)}
        note={runWords.notes.delay(count(made?.delay.jobs ?? startedJobs(shown.answer)))}
        rests={rests}
        onWhy={() => reveal('delays')?.querySelector('summary')?.focus()}
        whyLabel={words.whyOf(runWords.figures.delay)}
      />
    </section>
  )
}

function rangeLess(): string {
  return planStopped.value ? runWords.stopped : queueWords.rangeComes
}

/** Asks of the first link, where the answer is in sight. */
function whyStart(): void {
  const link = placed.value?.status === 'answer' ? placed.value.firstLink : null
  if (link !== null) void askWhy(link, null)
  document.getElementById('why-now')?.focus()
}

/** How much longer the others wait, by size and by project. */
export function Delays() {
  const made = lastPlan.value
  // A step of the slider only dims what is here.
  const inside = useMemo(
    () =>
      made && (
        <Fold id="delays" title={finding(made)}>
          {() => <DelaysOf made={made} />}
        </Fold>
      ),
    [made],
  )
  return inside && <div class={age()}>{inside}</div>
}

function DelaysOf({ made }: { readonly made: PlanShown }) {
  const sizes = made.delayBySize.map((one) => ({ ...one, name: sizeName(one) }))
  const projects = made.delayByProject
    .map((one) => ({ ...one, name: projectName(one.project) }))
    .sort((a, b) => b.meanDelayS.p50 - a.meanDelayS.p50)
  const listed = projects.slice(0, mostProjects)
  const most = Math.max(...[...sizes, ...listed].map(({ meanDelayS }) => Math.abs(meanDelayS.p90)))
  const least = Math.min(0, ...[...sizes, ...listed].map(({ meanDelayS }) => meanDelayS.p10))
  const bounds = [least, Math.max(1, most)] as const
  return (
    <section class="delays">
      <div class="tables">
        <DelayTable columns={runWords.sizeColumns} kinds={sizes} bounds={bounds} />
        {projects.length > 1 && (
          <DelayTable columns={runWords.projectColumns} kinds={listed} bounds={bounds} />
        )}
      </div>
      {projects.length > mostProjects && <p class="quiet">{runWords.allProjects(count(mostProjects))}</p>}
      <p class="quiet">{runWords.delayNote}</p>
      <Files
        name="petaplan-delays"
        title={finding(made)}
        csv={() => delayRows(made)}
        rests={() => (overview.value === null ? [] : restsWithRun(overview.value))}
      />
    </section>
  )
}

const mostProjects = 12

/** Who waits longest because of the run, of those of whom nine repeats in ten say so. */
function finding({ delayBySize }: QueueRunPlan): string {
  const clear = delayBySize.filter(({ meanDelayS }) => meanDelayS.p10 >= 1)
  const [worst] = clear.sort((a, b) => b.meanDelayS.p50 - a.meanDelayS.p50)
  if (worst === undefined) return runWords.delayNone
  const kind = worst.toNodes === 1 ? runWords.sizeKindOne : runWords.sizeKind(sizeName(worst))
  return runWords.delayFinding(kind, duration(worst.meanDelayS.p50))
}

type Kind = { readonly name: string; readonly jobs: number; readonly meanDelayS: Range }
type DelayProps = {
  readonly columns: readonly string[]
  readonly kinds: readonly Kind[]
  readonly bounds: readonly [number, number]
}

function DelayTable({ columns, kinds, bounds: [least, most] }: DelayProps) {
  const rows = kinds.map(({ name, jobs, meanDelayS }) => [
    name,
    duration(meanDelayS.p50),
    <RangeBar range={meanDelayS} least={least} most={most} />,
    queueWords.rangeOver(duration(meanDelayS.p10), duration(meanDelayS.p90)),
    count(jobs),
  ])
  return <Table columns={columns} rows={rows} />
}

function delayRows({ delayBySize, delayByProject }: QueueRunPlan) {
  const row = (kind: string, { jobs, meanDelayS: { p10, p50, p90 } }: QueueRunPlan['delay']) =>
    [kind, jobs, p10, p50, p90] as const
  return [
    ['others', 'jobs', 'delay_s_p10', 'delay_s_p50', 'delay_s_p90'],
    ...delayBySize.map((one) => row(`${String(one.fromNodes)}-${String(one.toNodes)} nodes`, one)),
    ...delayByProject.map((one) => row(one.project, one)),
  ]
}
