import { t, translated } from '../../language.ts'
/** The words of the Queue view, whole sentences with parameters, beside those of the page. */
export const queueWords = translated({
  controls: 'The queue',
  change: 'Change the queue',
  workload: 'Workload',
  month: 'An invented month on Alps',
  choose: 'Choose a log …',
  drop: 'or drop one here: SWF, sacct text or JSON, CSV, JSON; .gz too. It is read in your browser and goes nowhere.',
  machineHelp: 'A slurm.conf given beside the log says its nodes and GPUs, which jobs then share.',
  machineFile: (name: string) => t`Machine: ${name}`,
  machineRemove: 'Count nodes instead',
  gpusBusy: (used: string, free: string) => t`GPUs in use: ${used}; free on nodes in part in use: ${free}`,
  recorded: {
    finding: (share: string, median: string) =>
      t`The replay starts ${share} of the jobs within 10 min of their recorded start, half of them within ${median}`,
    all: 'All',
    columns: [
      'Nodes',
      'Within 1 min',
      'Within 10 min',
      'Within 60 min',
      'Median error',
      'Mean wait, recorded',
      'Mean wait, replayed',
      'Jobs',
    ],
    forecast: (inside: string, error: string, byLimits: string) =>
      t`Starts of the last third of the log, forecast from what was known before: ${inside} inside their intervals of 80 %; median error ${error}, by limits alone ${byLimits}.`,
  },
  fileName: (name: string) => t`Log: ${name}`,
  policy: 'Policy',
  policies: {
    fcfs: 'First come, first served',
    easy: 'EASY backfilling',
    conservative: 'Conservative backfilling',
    conservative_rebuild: 'Conservative, promises made afresh',
  },
  nodes: 'Nodes',
  nodesHelp: 'of the machine; what the log says when empty',
  cores: 'Processors of a node',
  coresHelp: 'for logs that count processors',
  reading: (percent: string) => t`Reading, ${percent} % …`,
  replaying: (percent: string) => t`Replaying, ${percent} % …`,
  cancel: 'Cancel',
  broken: (fault: string) => t`broke the replay off (${fault}); a smaller part of it may be replayed`,
  refused: 'This log cannot be replayed',
  refusedFile: (name: string) => t`${name} cannot be replayed; what was in sight before it stays`,
  fileGone: (name: string) =>
    t`This page was about the log ${name}, which no link and no reload can bring back: choose it again. What is shown is the invented month.`,
  takeMonth: 'Keep the month',
  columnsTitle: (name: string) => t`What ${name} calls its columns`,
  columnsHelp: 'Choose the column of the file for each; a time may count seconds, minutes, hours or days.',
  columnNames: {
    submit: 'Submitted at',
    nodes: 'Nodes',
    requested_s: 'Time asked for (or its limit)',
    actual_s: 'Time it ran',
    project: 'Project (if any)',
    id: 'Job (if any)',
  },
  columnNone: 'none',
  columnUnits: { s: 'seconds', min: 'minutes', h: 'hours', d: 'days' },
  columnUnit: (column: string) => t`${column}, unit`,
  columnsRead: 'Read it',
  empty: 'Nothing is replayed.',
  replayNow: 'Replay it',
  none: (jobs: string, nodes: string, largest: string) =>
    t`None of ${jobs} jobs fits on ${nodes} nodes; the largest asks for ${largest}`,
  useNodes: (nodes: string) => t`Use ${nodes} nodes`,
  rejected: (jobs: string, nodes: string) =>
    t`${jobs} jobs ask for more than ${nodes} nodes; they are rejected and not in the figures.`,
  timelineColumns: { from: 'From', waiting: 'Jobs waiting', power: 'MW' },
  nodesOf: (project: string) => t`${project}, nodes`,
  whyFigures: {
    busy: {
      expression: 'busy = Σ nodes × run time ÷ (nodes of the machine × makespan)',
      numbers: (b: Record<'used' | 'nodes' | 'span' | 'result', string>) =>
        t`${b.used} node-hours ÷ (${b.nodes} nodes × ${b.span} h) = ${b.result} %`,
    },
    wait: {
      expression: 'mean wait = Σ (start − submission) ÷ jobs',
      numbers: (sum: string, jobs: string, result: string) => t`${sum} h ÷ ${jobs} jobs = ${result} h`,
    },
    used: {
      expression: 'hours = Σ nodes × min(run time, limit) × GPUs of a node',
      numbers: (nodeH: string, gpus: string, result: string) =>
        t`${nodeH} node-hours × ${gpus} = ${result} hours`,
    },
    slowdown: {
      expression: 'slowdown = mean of max(1, (wait + run) ÷ max(run, 10 s))',
      numbers: (jobs: string, result: string) => t`over ${jobs} jobs = ${result}`,
    },
    rules:
      "Jobs end at their limit at the latest; whole nodes; the scheduler knows limits, not run times. Definitions: Feitelson and Rudolph 1998 for the bounded slowdown; Lifka 1995 and Mu'alem and Feitelson 2001 for the policies.",
    policyRule: {
      fcfs: 'The head of the queue starts when it fits; nobody passes it.',
      easy: 'As first come, first served; others may start ahead where that does not delay the first that waits.',
      conservative: 'Every job is promised a time when it is submitted, which never moves later.',
      conservative_rebuild: 'All promises are made afresh in the order of the queue at every event.',
    },
  },
  run: {
    title: 'Your run in this queue',
    what: (w: Record<'model' | 'tokens' | 'gpus' | 'system', string>) =>
      t`${w.model} on ${w.tokens} tokens, ${w.gpus} accelerators of ${w.system}`,
    changeIt: 'Change it in Plan',
    put: 'Plan it into the queue',
    remove: 'Take it out',
    day: 'Joins the queue on day',
    date: 'Joins the queue on (UTC)',
    dayHelp: (when: string) => t`${when}; 1 is the first day of the workload`,
    place: 'Place in the queue',
    places: { usual: 'with all others', first: 'before all others' },
    yours: 'your run',
    known: 'nobody else is known from here on',
    chartTitle: (percent: string) => t`Your run, striped, holds ${percent} % of the nodes in use`,
    headline: (h: RunHeadline) =>
      t`${h.model}, given to this queue on ${h.submit}, starts ${h.start} and ends ${h.end} (p10 to p90): ${h.links} of up to ${h.limit} on ${h.nodes} nodes.`,
    headlineOnce: (h: RunHeadline) =>
      t`${h.model}, given to this queue on ${h.submit}, starts ${h.start} and ends ${h.end} in the workload as it is: ${h.links} of up to ${h.limit} on ${h.nodes} nodes.`,
    linksOne: 'one job',
    links: (links: string) => t`${links} jobs in a chain, each`,
    between: (low: string, high: string) => t`between ${low} and ${high}`,
    figures: { start: 'Starts', end: 'Ends', wait: 'Waits, all links', delay: 'Delay of the others' },
    notes: {
      start: (wait: string) => t`${wait} after it joined`,
      end: (span: string, held: string) => t`${span} after it joined, of which it runs ${held}`,
      wait: (links: string) => t`before and between ${links} links`,
      delay: (jobs: string) => t`mean of ${jobs} jobs`,
    },
    range: (low: string, high: string) => t`${low} to ${high} (p10 to p90)`,
    planning: (percent: string) => t`Repeats for the ranges, ${percent} % …`,
    stopped: 'The ranges were given up.',
    resume: 'Work them out',
    rangeNote: (days: string, low: string, high: string) =>
      t`Ranges are over 10 repeats of the queue with the submissions of others moved by up to 30 min; that of the end has the run's own length in it as well, ${days} days held (p10 to p90: ${low} to ${high}). Its waits are those of the middle length.`,
    beyond: (links: string, all: string, until: string) =>
      t`Nobody is known to submit after ${until}: ${links} of ${all} links start later and meet no new jobs, so its end is the earliest that can be.`,
    whyStart: 'Why not earlier?',
    whyStartOf: (figure: string) => t`Why not earlier? ${figure}`,
    infeasible: 'The run can never start in this queue',
    useAccelerators: (gpus: string) => t`Use ${gpus} accelerators`,
    delayTitle: 'What it does to the others',
    delayFinding: (kind: string, delay: string) => t`${kind} wait ${delay} longer on average because of it`,
    delayNone: 'No size of job clearly waits longer because of it',
    sizeKind: (size: string) => t`Jobs of ${size} nodes`,
    sizeKindOne: 'Jobs of one node',
    sizeColumns: ['Nodes', 'Mean delay', 'Its range', 'p10 to p90', 'Jobs'],
    projectColumns: ['Project', 'Mean delay', 'Its range', 'p10 to p90', 'Jobs'],
    delayNote:
      'Mean wait with the run less that without it, over the same repeats; negative where the run shifts others so that these start earlier.',
    allProjects: (count: string) => t`The ${count} projects that wait longest because of it.`,
    without: 'The queue without your run',
  },
  headline: (h: QueueHeadline) =>
    t`${h.policy} keeps ${h.busy} % of ${h.nodes} nodes busy with ${h.jobs} jobs over ${h.days}: half of the jobs ${h.median}, the unluckiest waits ${h.longest}.`,
  atOnce: 'start at once',
  waitUpTo: (wait: string) => t`wait ${wait} at most`,
  invented: 'Invented, not a record of Alps: sizes, mix and load are a model and judgement.',
  figures: {
    busy: 'Nodes busy',
    wait: 'Mean wait',
    nodeHours: 'Node-hours',
    gpuHours: 'GPU-hours',
    slowdown: 'Bounded slowdown',
  },
  rangeOver: (low: string, high: string) => t`${low} to ${high}`,
  repeatsNote: 'p10 to p90 over 10 repeats',
  rangeComes: 'the range follows …',
  rangeNone: 'exact for this log; too large to repeat for a range',
  exactly: 'the same in every repeat',
  notes: {
    busy: 'first submission to last end',
    wait: (median: string, p90: string) => t`median ${median}, nine in ten within ${p90}`,
    used: (jobs: string, killed: string) => t`${jobs} jobs, ${killed} killed at their limit`,
    slowdown: 'mean; 1 is no wait, threshold 10 s',
  },
  chartTitle: (project: string, percent: string) =>
    t`${project} holds most nodes: ${percent} % of those in use`,
  timeline: 'The schedule over time',
  occupancy: 'Nodes in use by project',
  waiting: 'Jobs waiting',
  power: 'Power of the nodes in MW',
  used: 'Node-hours used by project',
  budget: "Share of the quarter's GPU-hour budget used, in %",
  pace: 'even pace',
  others: 'other projects',
  noProject: 'no project',
  numbered: (project: string) => t`project ${project}`,
  closed: 'maintenance',
  zoomIn: 'Closer',
  zoomOut: 'Wider',
  earlier: 'Earlier',
  later: 'Later',
  all: 'All',
  zoomHelp:
    'Drag across the charts to look closer; arrow keys move, + and − zoom, a click asks why the job below waits then.',
  shown: (from: string, to: string) => t`${from} to ${to}`,
  chartLabel: (what: string) =>
    t`${what} over time. The line below the charts says the figures at the pointer.`,
  atPoint: (p: QueuePoint) => t`${p.when}: ${p.busy} nodes in use, ${p.waiting} jobs waiting${p.power}`,
  pointPower: (mw: string) => t`, ${mw} MW`,
  whyTitle: 'Why not now?',
  whyJob: 'Job',
  jobNamed: (id: string) => t`job ${id}`,
  whyAsk: 'Ask',
  whyUnknown: (id: string) => t`No job is called '${id}'.`,
  whyState: {
    'not submitted': 'is not submitted yet',
    waiting: 'waits',
    running: 'runs',
    ended: 'has ended',
    rejected: 'is rejected: it asks for more nodes than there are',
  },
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
  otherColumns: ['Job', 'Project', 'Nodes', 'Runs or waits'],
  runsUntil: (when: string) => t`runs until ${when} at most`,
  waitsSince: (when: string) => t`waits since ${when}`,
  waitsTitle: 'Waits by size of the job',
  waitsColumns: [
    'Nodes',
    'Nine in ten within',
    'p10 to p90',
    'Median wait',
    'Longest',
    'Jobs',
    'Mean slowdown',
  ],
  waitsFinding: (size: string, wait: string) =>
    t`Jobs of ${size} nodes wait longest: nine in ten up to ${wait}`,
  waitsNone: 'Nine in ten jobs of every size start at once',
  sizeRange: (from: string, to: string) => (from === to ? from : t`${from} to ${to}`),
  policiesTitle: 'The same jobs under each policy',
  policiesFinding: (f: Record<'least' | 'leastWait' | 'most' | 'mostWait', string>) =>
    t`The same jobs wait ${f.leastWait} on average under '${f.least}' and ${f.mostWait} under '${f.most}'`,
  policiesNote:
    'Each policy replays the same jobs. The bar and the range are p10 to p90 over ten repeats with submissions moved by up to 30 min; differences within them are chance.',
  policiesNoRepeats: (jobs: string) =>
    t`Each policy replays the same jobs. Logs of more than ${jobs} jobs are not repeated for ranges; differences of a few per cent may be chance.`,
  policiesColumns: [
    'Policy',
    'Mean wait',
    'p10 to p90',
    'Longest wait',
    'Mean slowdown',
    'Nodes busy',
    'Until the last end',
  ],
  working: 'working …',
  withRange: (value: string, low: string, high: string) => t`${value} (${low} to ${high})`,
  projectsTitle: 'By project',
  projectsColumns: ['Project', 'Jobs', 'Node-hours', 'Mean wait', 'Nine in ten within'],
  reportTitle: 'What was read',
  reportRead: (jobs: string, lines: string) => t`${jobs} jobs from ${lines} lines.`,
  dropped: (reason: string, count: string, lines: string) => t`Left out, ${reason}: ${count} (${lines} …)`,
  repaired: (reason: string, count: string, lines: string) => t`Changed, ${reason}: ${count} (${lines} …)`,
  noticed: (reason: string, count: string, lines: string) => t`Noticed, ${reason}: ${count} (${lines} …)`,
  sourcesTitle: 'Where the invented month comes from',
  sourcesColumns: ['Figure', 'Value', 'Source'],
  hash: (hash: string) => t`Schedule ${hash}`,
  day: (day: string, clock: string) => t`day ${day}, ${clock}`,
  units: { s: 's', min: 'min', h: 'h', d: 'days' },
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
