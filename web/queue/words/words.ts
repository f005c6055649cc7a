import { t, translated } from '../../language.ts'
import plain from './plain.json'
/** The words of the Queue view, whole sentences with parameters, beside those of the page. */
export const queueWords = translated({
  ...plain,
  machineFile: (name: string) => t`Machine: ${name}`,
  gpusBusy: (used: string, free: string) => t`GPUs in use: ${used}; free on nodes in part in use: ${free}`,
  own: {
    ...plain.own,
    headline: (sentence: string, list: string) => t`${sentence} In force: ${list}.`,
    cap: (mw: string) => t`a power cap of ${mw} MW`,
    windows: (count: string) => t`${count} windows of maintenance`,
    failures: (rate: string) => t`${rate} failures per 1,000 node-days`,
    budgets: (count: string) => t`budgets of ${count} projects`,
    others: (names: string) => t`${names} as given`,
  },
  recorded: {
    ...plain.recorded,
    finding: (share: string, median: string) =>
      t`The replay starts ${share} of the jobs within 10 min of their recorded start, half of them within ${median}`,
    forecast: (inside: string, error: string, byLimits: string) =>
      t`Starts of the last third of the log, forecast from what was known before: ${inside} inside their intervals of 80 %; median error ${error}, by limits alone ${byLimits}.`,
  },
  fileName: (name: string) => t`Log: ${name}`,
  reading: (percent: string) => t`Reading, ${percent} % …`,
  replaying: (percent: string) => t`Replaying, ${percent} % …`,
  broken: (fault: string) => t`broke the replay off (${fault}); a smaller part of it may be replayed`,
  refusedFile: (name: string) => t`${name} cannot be replayed; what was in sight before it stays`,
  fileGone: (name: string) =>
    t`This page was about the log ${name}, which no link and no reload can bring back: choose it again. What is shown is the invented month.`,
  columnsTitle: (name: string) => t`What ${name} calls its columns`,
  columnUnit: (column: string) => t`${column}, unit`,
  none: (jobs: string, nodes: string, largest: string) =>
    t`None of ${jobs} jobs fits on ${nodes} nodes; the largest asks for ${largest}`,
  useNodes: (nodes: string) => t`Use ${nodes} nodes`,
  rejected: (jobs: string, nodes: string) =>
    t`${jobs} jobs ask for more than ${nodes} nodes; they are rejected and not in the figures.`,
  nodesOf: (project: string) => t`${project}, nodes`,
  whyFigures: {
    ...plain.whyFigures,
    busy: {
      ...plain.whyFigures.busy,
      numbers: (b: Record<'used' | 'nodes' | 'span' | 'result', string>) =>
        t`${b.used} node-hours ÷ (${b.nodes} nodes × ${b.span} h) = ${b.result} %`,
    },
    wait: {
      ...plain.whyFigures.wait,
      numbers: (sum: string, jobs: string, result: string) => t`${sum} h ÷ ${jobs} jobs = ${result} h`,
    },
    used: {
      ...plain.whyFigures.used,
      numbers: (nodeH: string, gpus: string, result: string) =>
        t`${nodeH} node-hours × ${gpus} = ${result} hours`,
    },
    slowdown: {
      ...plain.whyFigures.slowdown,
      numbers: (jobs: string, result: string) => t`over ${jobs} jobs = ${result}`,
    },
  },
  run: {
    ...plain.run,
    what: (w: Record<'model' | 'tokens' | 'gpus' | 'system', string>) =>
      t`${w.model} on ${w.tokens} tokens, ${w.gpus} accelerators of ${w.system}`,
    dayHelp: (when: string) => t`${when}; 1 is the first day of the workload`,
    chartTitle: (percent: string) => t`Your run, striped, holds ${percent} % of the nodes in use`,
    headline: (h: RunHeadline) =>
      t`${h.model}, given to this queue on ${h.submit}, starts ${h.start} and ends ${h.end} (p10 to p90): ${h.links} of up to ${h.limit} on ${h.nodes} nodes.`,
    headlineOnce: (h: RunHeadline) =>
      t`${h.model}, given to this queue on ${h.submit}, starts ${h.start} and ends ${h.end} in the workload as it is: ${h.links} of up to ${h.limit} on ${h.nodes} nodes.`,
    links: (links: string) => t`${links} jobs in a chain, each`,
    between: (low: string, high: string) => t`between ${low} and ${high}`,
    notes: {
      start: (wait: string) => t`${wait} after it joined`,
      end: (span: string, held: string) => t`${span} after it joined, of which it runs ${held}`,
      wait: (links: string) => t`before and between ${links} links`,
      delay: (jobs: string) => t`mean of ${jobs} jobs`,
    },
    range: (low: string, high: string) => t`${low} to ${high} (p10 to p90)`,
    planning: (percent: string) => t`Repeats for the ranges, ${percent} % …`,
    rangeNote: (days: string, low: string, high: string) =>
      t`Ranges are over 10 repeats of the queue with the submissions of others moved by up to 30 min; that of the end has the run's own length in it as well, ${days} days held (p10 to p90: ${low} to ${high}). Its waits are those of the middle length.`,
    beyond: (links: string, all: string, until: string) =>
      t`Nobody is known to submit after ${until}: ${links} of ${all} links start later and meet no new jobs, so its end is the earliest that can be.`,
    byWhen: (when: string, start: string, end: string) =>
      t`By ${when} it has started with a probability of ${start} % and ended with one of ${end} %`,
    startsNow: (sizes: string) => t`Would start at once when it joins: ${sizes}.`,
    sizeNow: (nodes: string, limit: string) => t`${nodes} nodes for up to ${limit}`,
    whyStartOf: (figure: string) => t`Why not earlier? ${figure}`,
    useAccelerators: (gpus: string) => t`Use ${gpus} accelerators`,
    delayFinding: (kind: string, delay: string) => t`${kind} wait ${delay} longer on average because of it`,
    sizeKind: (size: string) => t`Jobs of ${size} nodes`,
    allProjects: (count: string) => t`The ${count} projects that wait longest because of it.`,
  },
  headline: (h: QueueHeadline) =>
    t`${h.policy} keeps ${h.busy} % of ${h.nodes} nodes busy with ${h.jobs} jobs over ${h.days}: half of the jobs ${h.median}, the unluckiest waits ${h.longest}.`,
  waitUpTo: (wait: string) => t`wait ${wait} at most`,
  rangeOver: (low: string, high: string) => t`${low} to ${high}`,
  notes: {
    ...plain.notes,
    wait: (median: string, p90: string) => t`median ${median}, nine in ten within ${p90}`,
    used: (jobs: string, killed: string) => t`${jobs} jobs, ${killed} killed at their limit`,
  },
  chartTitle: (project: string, percent: string) =>
    t`${project} holds most nodes: ${percent} % of those in use`,
  numbered: (project: string) => t`project ${project}`,
  shown: (from: string, to: string) => t`${from} to ${to}`,
  chartLabel: (what: string) =>
    t`${what} over time. The line below the charts says the figures at the pointer.`,
  atPoint: (p: QueuePoint) => t`${p.when}: ${p.busy} nodes in use, ${p.waiting} jobs waiting${p.power}`,
  pointPower: (mw: string) => t`, ${mw} MW`,
  jobNamed: (id: string) => t`job ${id}`,
  whyUnknown: (id: string) => t`No job is called '${id}'.`,
  whySentence: (w: WhyWords) =>
    t`At ${w.when} ${w.who} ${w.state}. It asks for ${w.nodes} nodes for ${w.limit}, is submitted ${w.submit}, starts ${w.start} and waits ${w.wait}.`,
  forecast: (planned: string, from: string, to: string) =>
    t`From what was known then it starts ${planned} if every job runs to its limit, and between ${from} and ${to} (p10 to p90) if they run as jobs did before.`,
  planned: (planned: string) =>
    t`From what was known then it starts ${planned} if every job runs to its limit.`,
  linkOf: (link: string) => t`link ${link} of your run`,
  causes: {
    running: (free: string, jobs: string) =>
      t`Nodes free: ${free}. By their limits it has to wait for running jobs, ${jobs} in all:`,
    window: (start: string, end: string) =>
      t`Nodes are away for maintenance from ${start} to ${end}, within its limit.`,
    order: (free: string, jobs: string) =>
      t`Nodes free: ${free}. There is room, but it may not pass what is ahead of it or promised, ${jobs} in all:`,
    follows: 'It is submitted when the link before it has ended:',
    other: (sentence: string) => t`It waits because ${sentence}.`,
  },
  runsUntil: (when: string) => t`runs until ${when} at most`,
  waitsSince: (when: string) => t`waits since ${when}`,
  waitsFinding: (size: string, wait: string) =>
    t`Jobs of ${size} nodes wait longest: nine in ten up to ${wait}`,
  sizeRange: (from: string, to: string) => (from === to ? from : t`${from} to ${to}`),
  policiesFinding: (f: Record<'least' | 'leastWait' | 'most' | 'mostWait', string>) =>
    t`The same jobs wait ${f.leastWait} on average under '${f.least}' and ${f.mostWait} under '${f.most}'`,
  policiesNoRepeats: (jobs: string) =>
    t`Each policy replays the same jobs. Logs of more than ${jobs} jobs are not repeated for ranges; differences of a few per cent may be chance.`,
  withRange: (value: string, low: string, high: string) => t`${value} (${low} to ${high})`,
  reportRead: (jobs: string, lines: string) => t`${jobs} jobs from ${lines} lines.`,
  dropped: (reason: string, count: string, lines: string) => t`Left out, ${reason}: ${count} (${lines} …)`,
  repaired: (reason: string, count: string, lines: string) => t`Changed, ${reason}: ${count} (${lines} …)`,
  noticed: (reason: string, count: string, lines: string) => t`Noticed, ${reason}: ${count} (${lines} …)`,
  hash: (hash: string) => t`Schedule ${hash}`,
  day: (day: string, clock: string) => t`day ${day}, ${clock}`,
})

export type QueueHeadline = Readonly<
  Record<'policy' | 'busy' | 'nodes' | 'jobs' | 'days' | 'median' | 'longest', string>
>
export type RunHeadline = Readonly<
  Record<'model' | 'submit' | 'start' | 'end' | 'links' | 'limit' | 'nodes', string>
>
export type QueuePoint = Readonly<Record<'when' | 'busy' | 'waiting' | 'power', string>>
export type WhyWords = Readonly<
  Record<'when' | 'who' | 'state' | 'nodes' | 'limit' | 'submit' | 'start' | 'wait', string>
>
