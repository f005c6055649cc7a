import { t, translated } from '../language.ts'
import plain from './tradeoffs.json'
/** Words of the Trade-offs view. */
export const tradeoffWords = translated({
  ...plain,
  inCases: (cases: string) => t`in ${cases} of 10 cases`,
  keeps: (cases: string) => t`It keeps every limit in ${cases} of 100 cases.`,
  runNote: (run: string, system: string) =>
    t`${run} on ${system}, over numbers of accelerators and power caps. The run itself is changed in Plan.`,
  answer: (a: Answer) =>
    t`${a.gpus} accelerators of ${a.system}${a.cap} are the best way within the limits: ${a.time} days of the calendar for ${a.cost}, with ${a.energy} MWh.`,
  between: (gpus: string) =>
    t`Found over every number of nodes; the best dot of the chart has ${gpus} accelerators.`,
  none: (points: string) => t`None of ${points} ways keeps all the limits.`,
  cap: (watts: string) => t` held at ${watts} W each`,
  finding: (within: string, points: string, front: string) =>
    t`${within} of ${points} ways keep the limits; ${front} of them are beaten by none`,
  alt: (y: string) =>
    t`${y} over time in days of the calendar, one dot a way of running; grey dots break a limit, the line joins those that nothing beats. The table below holds the front.`,
  yAxis: (unit: string) => t`${unit} (log scale)`,
  point: (p: Answer) =>
    t`${p.gpus} accelerators${p.cap}: ${p.time} days · ${p.cost} · ${p.energy} MWh · ${p.carbon} t CO₂e`,
  withoutCap: (size: string) => t`${size}, without the cap`,
  relax: (limit: string, value: string) => t`Allow ${limit} of ${value}`,
  smallest: ({ days, chance, gpus, reaches }: Smallest) =>
    t`The smallest cluster that finishes in ${days} days of the calendar in ${chance} has ${gpus} accelerators: ${reaches} days.`,
  sure: (s: Sure) =>
    t`The best way takes at most ${s.days} days of the calendar (${s.months} months) in ${s.chance}, and costs at most ${s.cost} in as many: that is what to ask for.`,
  smallestNone: (days: string) => t`No number of accelerators here finishes in ${days} days of the calendar.`,
  largest: (m: Model) =>
    t`${m.budget} trains a compute-optimal model of ${m.parameters} parameters on ${m.tokens} tokens (${m.low} to ${m.high} by the uncertainty of the scaling law alone).`,
  site: (name: string, cost: string, carbon: string) =>
    t`By market rents, the same basis for every system and not the tariff above, the run is cheapest on ${name}: ${cost}, ${carbon} t CO₂e.`,
  chance: (confidence: number) =>
    confidence === 0.5
      ? t`half of the cases`
      : t`${String(Math.round(confidence * 100))}\u00a0% of the cases`,
  start: (finish: string, careful: string, middle: string) =>
    t`To end by ${finish} it has to start by ${careful} to be in time in nine of ten futures, by ${middle} in half.`,
  fallen: (points: string, reason: string) => t`${points} ways: ${reason}`,
})

export type Answer = Readonly<
  Record<'gpus' | 'system' | 'cap' | 'time' | 'cost' | 'energy' | 'carbon', string>
>
export type Smallest = Readonly<Record<'days' | 'chance' | 'gpus' | 'reaches', string>>
export type Sure = Readonly<Record<'chance' | 'days' | 'months' | 'cost', string>>
export type Model = Readonly<Record<'budget' | 'parameters' | 'tokens' | 'low' | 'high', string>>
