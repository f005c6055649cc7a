import { amid, t, translated } from './language.ts'
import type { ViewId } from './state/address.ts'

/** All words of the page, in one place: whole sentences with parameters, so that other languages can follow. */
export const words = translated({
  name: 'Petaplan',
  tagline: 'What a training run takes',
  viewNames: {
    plan: 'Plan',
    tradeoffs: 'Trade-offs',
    queue: 'Queue',
    invest: 'Invest',
    compare: 'Compare',
    evidence: 'Evidence',
    learn: 'Learn',
  } satisfies Record<ViewId, string>,
  api: 'API',
  language: 'Language',
  theme: 'Theme',
  themeNames: { auto: 'As the device', light: 'Light', dark: 'Dark' },
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
    t`${h.model} on ${h.tokens} tokens takes ${h.from} to ${h.to} days on ${h.gpus} accelerators of ${h.system}: ${h.hoursFrom} to ${h.hoursTo} GPU-hours, about ${h.currency}\u00a0${h.cost} at the ${h.basis}.`,
  figures: { time: 'Time', hours: 'GPU-hours and cost', energy: 'Energy', carbon: 'Carbon' },
  range: 'p10 to p90',
  days: 'days',
  notes: {
    time: (from: string, to: string) =>
      t`held by the run; ${from} to ${to} on the calendar, with waits and maintenance`,
    energy: 'with cooling, on gross hours',
    carbon: 'electricity and making the hardware',
    money: (hours: string, net: string) =>
      t`${hours} GPU-hours gross: all hours allocated, net ${net} at full speed`,
  },
  totals: 'Totals',
  views: 'Views',
  why: 'Why?',
  whyOf: (figure: string) => t`Why ${amid(figure)}?`,
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
    queueChain: 'Start-ups of the chain',
    slowPhases: 'Slow and unsettled phases',
    computing: 'Computing',
    waiting: 'Waiting',
    facility: 'Cooling and conversion',
    operational: 'Electricity',
    accelerators: 'Making accelerators',
    servers: 'Making servers',
    site: 'On site',
    grid: 'Grid',
  },
  doubt: {
    settings: 'Interruptions and queue',
    narrow: 'What would narrow the range',
    asDefault: 'as published fleets have it',
    asQueue: "the system's queue",
    optimum: "Daly's optimum",
    noLimit: 'no limit',
    waterfall: (share: string, most: string) =>
      t`${share}\u00a0% of the allocated GPU-hours train; the most is lost to ${most}`,
    undisturbed: 'All allocated GPU-hours train',
    net: 'Net: training at full speed',
    grossTotal: 'Gross: all hours allocated',
    calendar: (c: CalendarWords) =>
      t`The accelerators are held ${c.held} days. With the waits between ${c.links} jobs of the chain and the maintenance of the machine it takes ${c.from} to ${c.to} days on the calendar.`,
    calendarWhole: (c: CalendarWords) =>
      t`The accelerators are held ${c.held} days. With the maintenance of the machine it takes ${c.from} to ${c.to} days on the calendar.`,
    dots: (days: string) => t`In 9 of 10 cases it is over within ${days} days of the calendar`,
    dotsLabel: (least: string, most: string) =>
      t`Fifty equally likely outcomes in calendar days, from ${least} to ${most}`,
    dotsAxis: 'calendar days from the first step to the last; each dot is one of 50 equally likely outcomes',
    beyond: (count: string, days: string) => t`${count} beyond ${days}`,
  },
  infeasible: 'This cannot be done',
  refused: 'Please correct the run',
  loading: 'Computing …',
  undo: 'Undo',
  handOver: 'Hand over: command, script and dates, proposal',
  briefing: 'Briefing',
  doors: {
    title: 'What brings you here?',
    planner: 'I plan a run',
    funder: 'I fund',
    teacher: 'I teach',
    stay: 'Just looking',
  },
  /** What follows where there is room. */
  doorsMore: {
    planner: ': my model, my machine, script and dates',
    funder: ': what does it cost, how sure, own or rent',
    teacher: ': ten lessons that compute',
    stay: '',
  },
  own: {
    option: (name: string) => t`Your own: ${name}`,
    model: {
      title: 'A model of your own',
      paste: 'Its Hugging Face config.json',
      example: '{ "model_type": "llama", "hidden_size": 4096, … }',
      file: 'or choose the file, or drop it here',
      refused: 'This config cannot be used; the run stays as it was:',
      read: (name: string, parameters: string, active: string) =>
        parameters === active
          ? t`Read as ${name}: ${parameters} parameters.`
          : t`Read as ${name}: ${parameters} parameters, ${active} of them at work on a token.`,
    },
    system: {
      title: 'A machine of your own',
      paste: 'or its system.json',
      example: '{ "name": "My machine", "acceleratorId": "h100-sxm-80", … }',
      file: 'or choose the file, or drop it here',
      refused: 'This machine cannot be used; the run stays as it was:',
      read: (name: string, accelerator: string) => t`Read as ${name}, with ${accelerator}.`,
    },
  },
  pilot: 'A training log of your own',
  machine: {
    name: 'Name',
    accelerator: 'Accelerator, by the name in the catalogue',
    perNode: 'Accelerators of a node',
    nodes: 'Nodes',
    network: 'Network of an accelerator, GB/s one way (200 Gbit/s is 25)',
    country: 'Country, for its grid',
    pue: 'PUE, where it is known',
    use: 'Use this machine',
  },
  ranges: {
    pue: 'PUE',
    pueHelp: "a number such as 1.2, or 'low to high'",
    asSystem: 'as the system has it',
    title: 'Inputs as ranges',
    help: "'low to high' (p10 to p90) or a number for any input under Assumptions, by its id: mfu=0.28 to 0.36; pueRatio=1.1 to 1.3",
    samples: 'Samples',
    samplesHelp: 'of the Monte Carlo: more give steadier ranges, more slowly',
  },
  powerPriceHelp:
    'moves the cost of electricity under ‘Other ways to count the money’; a tariff or rent holds its electricity already, so the figures above do not move',
  printed: {
    own: '(a file of your own)',
    inputs: (view: string, said: string) => t`${view}. Asked: ${said}.`,
    made: (version: string, day: string) =>
      t`Petaplan ${version}, ${day}. Ranges are p10 to p90; everything not named is as usual for the run.`,
  },
  cut: 'More columns to the right: scroll the table sideways.',
  lost: {
    title: 'A part of the page is missing',
    help: (fault: string) =>
      t`It could not be loaded, or broke off: ${fault}. The connection may be gone; what is in sight still holds.`,
    again: 'Try again',
    reload: 'Load the page anew',
    instead: 'Not there: a part of the page is missing.',
  },
  link: {
    newer: (version: string) =>
      t`This link was made by a newer version of the page (${version}). What this one knows of it is shown; the rest is left out.`,
    unknown: (names: string) =>
      t`The link says what this version does not know, and that is left out: ${names}.`,
    long: (name: string, length: string) =>
      t`The link's ${name} is ${length} characters long, too long to be one, and is left out.`,
  },
  firstRun: 'Show Apertus-70B on Alps instead',
  use: (value: string) => t`Use ${value}`,
  priceGiven: 'price given',
  footer: (version: string) =>
    t`Petaplan ${version} · Apache-2.0 · computed in your browser, nothing is sent`,
  licences:
    'Data: Epoch AI (CC BY), Ember (CC BY-SA 4.0) and Electricity Maps (ODbL) through co2.js, Our World in Data (CC BY), CSCS documentation (CC0), TOP500.',
})

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
export type CalendarWords = Readonly<Record<'held' | 'links' | 'from' | 'to', string>>

/** The words for a part of a breakdown. */
export function partWords(part: string): string {
  return Object.entries(words.parts).find(([key]) => key === part)?.[1] ?? part
}
