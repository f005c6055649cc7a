import { t, translated } from '../language.ts'
/** Words of the Compare view. */
export const compareWords = translated({
  controls: 'Pinned runs',
  open: 'Choose the runs',
  pin: 'Pin the run of Plan',
  pinned: 'The run of Plan is pinned',
  full: 'Four runs are pinned; take one away to add another',
  add: 'Add a ready run',
  addNone: 'choose one',
  remove: (name: string) => t`Take away ${name}`,
  empty: 'Pin two to four runs to see them side by side.',
  emptyHelp: 'Set up a run in Plan and pin it here, or add a ready one. The address of this page keeps them.',
  pair: (one: string, other: string) => t`${one}, and: ${other}`,
  headline: (h: CompareHeadline) =>
    t`${h.more} takes ${h.factor} times the ${h.measure} of ${h.less}: ${h.most} against ${h.least}.`,
  same: (a: string, b: string) => t`${a} and ${b} take the same in every measure.`,
  nouns: { time: 'days', hours: 'GPU-hours', energy: 'energy', carbon: 'carbon' },
  one: (name: string) => t`${name} is pinned; pin one more to compare.`,
  run: (model: string, system: string, gpus: string) => t`${model} on ${gpus} of ${system}`,
  measures: {
    time: 'Time, days',
    hours: 'GPU-hours, gross',
    cost: 'Cost',
    energy: 'Energy, MWh',
    carbon: 'Carbon, t CO₂e',
  },
  chart: (measure: string) => t`${measure}: each run with its range from p10 to p90`,
  scrolls: 'The runs side by side; the table scrolls sideways where it has to',
  why: 'Why they differ',
  against: (name: string) => t`Against ${name}`,
  factor: (name: string, value: string) => `${name} × ${value}`,
  factors: {
    flops: 'FLOPs to do',
    peak: '1 / peak of an accelerator',
    mfu: '1 / utilisation',
    goodput: '1 / goodput',
    gpus: '1 / number of accelerators',
    price: 'price of an hour',
    power: 'power with cooling',
    grid: 'carbon of a kWh',
  },
  product: (measure: string, value: string, factors: string) => `${measure} × ${value} = ${factors}`,
  currencies: 'Costs in different currencies are not compared: no dated rate is given.',
  cannot: 'This run cannot be computed',
})

export type CompareHeadline = Readonly<
  Record<'more' | 'less' | 'factor' | 'measure' | 'most' | 'least', string>
>
