import { t, translated } from '../language.ts'
import plain from './plain/chart.json'

/** Words of the charts, and of what is taken away from them. */
export const chartWords = translated({
  ...plain,
  logScale: (unit: string) => t`${unit} (log scale)`,
  past: (from: string, first: string) =>
    t`Past ${from} accelerators each further one adds less than 0.8 of what each of the first ${first} does`,
  scales: (last: string, first: string) =>
    t`Up to ${last} accelerators each further one adds at least 0.8 of what each of the first ${first} does`,
  fastest: (gpus: string) => t`More than ${gpus} accelerators do not make the run any faster`,
  dearer: (f: Finding) =>
    t`From ${f.from} to ${f.to} accelerators the time falls ${f.timeFactor}-fold and the cost rises by ${f.costChange}\u00a0%.`,
  cheaper: (f: Finding) =>
    t`From ${f.from} to ${f.to} accelerators the time falls ${f.timeFactor}-fold and the cost falls by ${f.costChange}\u00a0%.`,
  least: {
    cost: (l: Least) =>
      t`The run costs least on ${l.gpus} accelerators, ${l.least}, and ${l.atMost} on ${l.most}`,
    energy: (l: Least) =>
      t`The run takes least energy on ${l.gpus} accelerators, ${l.least}, and ${l.atMost} on ${l.most}`,
  },
  label: (metric: string, unit: string) =>
    t`${metric} in ${unit} over the number of accelerators, with its range from p10 to p90. The table below holds the same figures.`,
  layouts: (gpus: string) =>
    t`On ${gpus} accelerators the layout is one published for this model; where they do not divide so or it does not fit, it is the fastest found, and the curves step.`,
  useOf: (name: string) => t`Use ${name}`,
  size: (gpus: string) => t`${gpus} accelerators`,
  point: (p: Point) => t`${p.gpus} accelerators: ${p.days} days · ${p.cost} · ${p.energy} MWh`,
})

type Point = Readonly<Record<'gpus' | 'days' | 'cost' | 'energy', string>>
type Least = Readonly<Record<'gpus' | 'least' | 'most' | 'atMost', string>>
type Finding = Readonly<Record<'from' | 'to' | 'timeFactor' | 'costChange', string>>
