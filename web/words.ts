import type { ViewId } from './address.ts'

/** All words of the page, in one place: whole sentences with parameters, so that other languages can follow. */
export const words = {
  name: 'Petaplan',
  tagline: 'What a training run takes',
  viewNames: { plan: 'Plan', queue: 'Queue', evidence: 'Evidence' } satisfies Record<ViewId, string>,
  api: 'API',
  theme: 'Theme',
  themeNames: { auto: 'System', light: 'Light', dark: 'Dark' },
  controls: 'The run',
  change: 'Change the run',
  close: 'Close',
  preset: 'Start from',
  presetNone: 'A run of your own',
  more: 'More settings',
  planner: 'chosen by the planner',
  usual: 'as usual for this run',
  systemGrid: "the system's country",
  tariffOrRent: 'tariff or market',
  headline: (h: Headline) =>
    `${h.model} on ${h.tokens} tokens takes ${h.from} to ${h.to} days on ${h.gpus} accelerators of ${h.system}: ${h.hoursFrom} to ${h.hoursTo} GPU-hours, about ${h.currency}\u00a0${h.cost} at the ${h.basis}.`,
  figures: { time: 'Time', hours: 'GPU-hours and cost', energy: 'Energy', carbon: 'Carbon' },
  rangeOf: (low: string, high: string, unit: string) => `${low} to ${high} ${unit}`,
  range: 'p10 to p90',
  days: 'days',
  notes: {
    energy: 'with cooling, on gross hours',
    carbon: 'electricity and making the hardware',
    money: (hours: string, net: string) =>
      `${hours} GPU-hours gross: all hours allocated, net ${net} at full speed`,
  },
  checkUnits: 'Check with units',
  totals: 'Totals',
  views: 'Views',
  why: 'Why?',
  whyOf: (figure: string) => `Why ${figure.toLowerCase()}?`,
  withNumbers: 'With the numbers put in',
  rechecked: (text: string) => `Evaluated again with units: ${text}`,
  rechecking: 'Evaluating again with units …',
  restsOn: 'It rests on',
  basis: { sourced: 'sourced', given: 'given by you', judgement: 'our judgement', derived: 'derived' },
  source: 'Source',
  gross: 'gross: all hours allocated',
  chart: {
    metric: 'Show',
    all: 'Time, cost and energy',
    multiples: 'multiples of this run',
    columns: ['Accelerators', 'Days', 'GPU-hours', 'Cost', 'MWh', 't CO₂e'],
    logScale: (unit: string) => `${unit} (log scale)`,
    time: 'Time',
    cost: 'Cost',
    energy: 'Energy',
    x: 'accelerators (log scale)',
    past: (from: string, first: string) =>
      `Past ${from} accelerators each further one adds less than 0.8 of what each of the first ${first} does`,
    scales: (last: string, first: string) =>
      `Up to ${last} accelerators each further one adds at least 0.8 of what each of the first ${first} does`,
    fastest: (gpus: string) => `More than ${gpus} accelerators do not make the run any faster`,
    dearer: (f: Finding) =>
      `From ${f.from} to ${f.to} accelerators the time falls ${f.timeFactor}-fold and the cost rises by ${f.costChange}\u00a0%.`,
    cheaper: (f: Finding) =>
      `From ${f.from} to ${f.to} accelerators the time falls ${f.timeFactor}-fold and the cost falls by ${f.costChange}\u00a0%.`,
    single: 'Only one number of accelerators is possible here',
    label: (metric: string, unit: string) =>
      `${metric} in ${unit} over the number of accelerators, with its range from p10 to p90. The table below holds the same figures.`,
    table: 'The same as a table',
    csv: 'Download CSV',
    png: 'Download PNG',
    point: (p: PointWords) => `${p.gpus} accelerators: ${p.days} days · ${p.cost} · ${p.energy} MWh`,
  },
  details: {
    breakdowns: 'Where it goes',
    hours: 'GPU-hours, from net to gross',
    energy: 'Energy by power state',
    carbon: 'Carbon',
    money: 'Other ways to count the money',
    gridMethods: 'Three ways to count the grid',
    published: 'Beside what was published',
    publishedNone: 'No published total of this run is in the catalogue.',
    step: 'One step',
    layout: 'Layout and memory',
    assumptions: 'Assumptions',
    notIncluded: 'Not included',
    ours: 'ours',
    theirs: 'published',
    onTheirs: 'ours on their basis',
  },
  parts: {
    training: 'Training',
    checkpoints: 'Checkpoints',
    lostWork: 'Lost work',
    restarts: 'Restarts',
    queueChain: 'Between the jobs of a chain',
    slowPhases: 'Slow phases',
    computing: 'Computing',
    waiting: 'Waiting',
    facility: 'Cooling and conversion',
    operational: 'Electricity',
    accelerators: 'Making accelerators',
    servers: 'Making servers',
    site: 'On site',
    grid: 'Grid',
  },
  infeasible: 'This cannot be done',
  refused: 'Please correct the run',
  loading: 'Computing …',
  priceGiven: 'price given',
  footer: (version: string) => `Petaplan ${version} · Apache-2.0 · computed in your browser, nothing is sent`,
  licences:
    'Data: Epoch AI (CC BY), Ember (CC BY-SA 4.0) and Electricity Maps (ODbL) through co2.js, Our World in Data (CC BY), CSCS documentation (CC0), TOP500.',
} as const

export type Headline = Readonly<
  Record<
    | 'model'
    | 'tokens'
    | 'from'
    | 'to'
    | 'gpus'
    | 'system'
    | 'hoursFrom'
    | 'hoursTo'
    | 'currency'
    | 'cost'
    | 'basis',
    string
  >
>
export type PointWords = Readonly<Record<'gpus' | 'days' | 'cost' | 'energy', string>>
export type Finding = Readonly<Record<'from' | 'to' | 'timeFactor' | 'costChange', string>>

/** The words for a part of a breakdown. */
export function partWords(part: string): string {
  return Object.entries(words.parts).find(([key]) => key === part)?.[1] ?? part
}
