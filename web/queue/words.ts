/** The words of the Queue view, whole sentences with parameters, beside those of the page. */
export const queueWords = {
  controls: 'The queue',
  change: 'Change the queue',
  workload: 'Workload',
  month: 'An invented month on Alps',
  choose: 'Choose a log …',
  drop: 'or drop one here: SWF, sacct text or JSON, CSV, JSON; .gz too. It is read in your browser and goes nowhere.',
  fileName: (name: string) => `Log: ${name}`,
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
  reading: (percent: string) => `Reading, ${percent} % …`,
  replaying: (percent: string) => `Replaying, ${percent} % …`,
  cancel: 'Cancel',
  refused: 'This log cannot be replayed',
  empty: 'Choose a log or the invented month.',
  headline: (h: QueueHeadline) =>
    `${h.policy} keeps ${h.busy} % of ${h.nodes} nodes busy with ${h.jobs} jobs over ${h.days}: half of the jobs ${h.median}, the unluckiest waits ${h.longest}.`,
  atOnce: 'start at once',
  waitUpTo: (wait: string) => `wait ${wait} at most`,
  invented: 'Invented, not a record of Alps: sizes, mix and load are a model and judgement.',
  figures: {
    busy: 'Nodes busy',
    wait: 'Mean wait',
    nodeHours: 'Node-hours',
    gpuHours: 'GPU-hours',
    slowdown: 'Bounded slowdown',
  },
  notes: {
    busy: 'first submission to last end',
    wait: (median: string, p90: string) => `median ${median}, nine in ten within ${p90}`,
    used: (jobs: string, killed: string) => `${jobs} jobs, ${killed} killed at their limit`,
    slowdown: 'mean; 1 is no wait, threshold 10 s',
  },
  chartTitle: (project: string, percent: string) =>
    `${project} holds most nodes: ${percent} % of those in use`,
  timeline: 'The schedule over time',
  occupancy: 'Nodes in use by project',
  waiting: 'Jobs waiting',
  power: 'Power of the nodes in MW',
  usedNodeH: 'Node-hours used by project',
  usedGpuH: 'GPU-hours used by project',
  others: 'other projects',
  noProject: 'no project',
  numbered: (project: string) => `project ${project}`,
  closed: 'maintenance',
  zoomIn: 'Closer',
  zoomOut: 'Wider',
  earlier: 'Earlier',
  later: 'Later',
  all: 'All',
  zoomHelp:
    'Drag across the charts to look closer; arrow keys move, + and − zoom, a click asks why the job below waits then.',
  shown: (from: string, to: string) => `${from} to ${to}`,
  chartLabel: (what: string) =>
    `${what} over time. The line below the charts says the figures at the pointer.`,
  atPoint: (p: QueuePoint) => `${p.when}: ${p.busy} nodes in use, ${p.waiting} jobs waiting${p.power}`,
  pointPower: (mw: string) => `, ${mw} MW`,
  whyTitle: 'Why not now?',
  whyJob: 'Job',
  whyAsk: 'Ask',
  whyUnknown: (id: string) => `No job is called '${id}'.`,
  whyState: {
    'not submitted': 'is not submitted yet',
    waiting: 'waits',
    running: 'runs',
    ended: 'has ended',
    rejected: 'is rejected: it asks for more nodes than there are',
  },
  whySentence: (w: WhyWords) =>
    `At ${w.when} job ${w.id} ${w.state}. It asks for ${w.nodes} nodes for ${w.limit}, is submitted ${w.submit}, starts ${w.start} and waits ${w.wait}.`,
  forecast: (planned: string, from: string, to: string) =>
    `From what was known then it starts ${planned} if every job runs to its limit, and between ${from} and ${to} (p10 to p90) if they run as jobs did before.`,
  causes: {
    nodes: (free: string, running: string) =>
      `Nodes free: ${free}. Jobs running: ${running}, which hold the others; the largest of them, until at most:`,
    window: (start: string, end: string) =>
      `Enough nodes are free, but its limit reaches into the maintenance from ${start} to ${end}.`,
    ahead: (jobs: string, nodes: string, free: string) =>
      `Nodes free: ${free}. Jobs ahead of it: ${jobs}, which ask for ${nodes} nodes and might be delayed. First in the queue:`,
  },
  otherColumns: ['Job', 'Project', 'Nodes', 'At most until'],
  aheadColumns: ['Job', 'Project', 'Nodes', 'Submitted'],
  waitsTitle: 'Waits by size of the job',
  waitsColumns: ['Nodes', 'Jobs', 'Median wait', 'Nine in ten within', 'Longest', 'Mean slowdown'],
  sizeRange: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
  policiesTitle: 'The same jobs under each policy',
  policiesColumns: [
    'Policy',
    'Mean wait',
    'Longest wait',
    'Mean slowdown',
    'Nodes busy',
    'Until the last end',
  ],
  working: 'working …',
  budgetsTitle: (when: string) => `GPU-hours against the quarter's budget, ${when}`,
  budgetsColumns: ['Project', 'Budget', 'Used', 'Share', 'At this pace used up', "At the last week's pace"],
  budgetsNote: (rules: string) =>
    `Rules: ${rules}. The budgets are invented. Look at another stretch to see another day.`,
  lasts: 'lasts',
  projectsTitle: 'By project',
  projectsColumns: ['Project', 'Jobs', 'Node-hours', 'Mean wait', 'Nine in ten within'],
  reportTitle: 'What was read',
  reportRead: (jobs: string, lines: string) => `${jobs} jobs from ${lines} lines.`,
  dropped: (reason: string, count: string, lines: string) => `Left out, ${reason}: ${count} (${lines} …)`,
  repaired: (reason: string, count: string, lines: string) => `Changed, ${reason}: ${count} (${lines} …)`,
  noticed: (reason: string, count: string, lines: string) => `Noticed, ${reason}: ${count} (${lines} …)`,
  sourcesTitle: 'Where the invented month comes from',
  sourcesColumns: ['Figure', 'Value', 'Source'],
  hash: (hash: string) => `Schedule ${hash}`,
  day: (day: string, clock: string) => `day ${day}, ${clock}`,
  units: { s: 's', min: 'min', h: 'h', d: 'days' },
} as const

export type QueueHeadline = Readonly<
  Record<'policy' | 'busy' | 'nodes' | 'jobs' | 'days' | 'median' | 'longest', string>
>
export type QueuePoint = Readonly<Record<'when' | 'busy' | 'waiting' | 'power', string>>
export type WhyWords = Readonly<
  Record<'when' | 'id' | 'state' | 'nodes' | 'limit' | 'submit' | 'start' | 'wait', string>
>
