import { t, translated } from '../language.ts'
/** Words of the Trade-offs view. */
export const tradeoffWords = translated({
  controls: 'Limits',
  open: 'Change the limits',
  make: 'Make small',
  measures: { cost: 'Cost', energy: 'Energy', carbon: 'Carbon', formula: 'A formula of your own' },
  formula: 'Formula',
  formulaHelp:
    'of time, cost, energy, carbon, water, hours, power, gpus, tokens; for instance carbon * 100 + cost',
  limits: {
    time: 'Time, at most',
    cost: 'Cost, at most',
    power: 'Power, at most',
    carbon: 'Carbon, at most',
  },
  noLimit: 'no limit',
  finish: 'To end by',
  finishHelp: 'a date such as 2027-06-30',
  confidence: 'How sure',
  inCases: (cases: string) => t`in ${cases} of 10 cases`,
  confidenceHelp: 'the smallest cluster is to be in time so often; the dots are the middle cases',
  keeps: (cases: string) => t`It keeps every limit in ${cases} of 100 cases.`,
  units: { time: 'days of the calendar', power: 'MW', carbon: 't CO₂e' },
  runNote: (run: string, system: string) =>
    t`${run} on ${system}, over numbers of accelerators and power caps. The run itself is changed in Plan.`,
  answer: (a: Answer) =>
    t`${a.gpus} accelerators of ${a.system}${a.cap} are the best way within the limits: ${a.time} days of the calendar for ${a.cost}, with ${a.energy} MWh.`,
  between: (gpus: string) =>
    t`Found by the question below, over every number of nodes; the best dot of the chart has ${gpus} accelerators. Few numbers divide well among layouts, so neighbours differ by steps.`,
  none: (points: string) => t`None of ${points} ways keeps all the limits.`,
  cap: (watts: string) => t` held at ${watts} W each`,
  figures: { time: 'Time by the calendar', cost: 'Cost', energy: 'Energy', carbon: 'Carbon' },
  finding: (within: string, points: string, front: string) =>
    t`${within} of ${points} ways keep the limits; ${front} of them are beaten by none`,
  alt: (y: string) =>
    t`${y} over time in days of the calendar, one dot a way of running; grey dots break a limit, the line joins those that nothing beats. The table below holds the front.`,
  xAxis: 'days of the calendar (log scale)',
  yAxis: (unit: string) => t`${unit} (log scale)`,
  front: 'the front',
  point: (p: Answer) =>
    t`${p.gpus} accelerators${p.cap}: ${p.time} days · ${p.cost} · ${p.energy} MWh · ${p.carbon} t CO₂e`,
  table: 'The front as a table',
  uncapped: 'none',
  columns: ['Accelerators', 'Choose', 'Cap, W', 'Days of the calendar', 'Cost', 'MWh', 't CO₂e', 'MW'],
  withoutCap: (size: string) => t`${size}, without the cap`,
  relax: (limit: string, value: string) => t`Allow ${limit} of ${value}`,
  relaxNames: { time: 'a time', cost: 'a cost', power: 'a power', carbon: 'carbon' },
  questions: 'Questions backwards',
  smallest: ({ days, chance, gpus, reaches }: Smallest) =>
    t`The smallest cluster that finishes in ${days} days of the calendar in ${chance} has ${gpus} accelerators: ${reaches} days.`,
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
  ask: 'Set a limit on time or cost, or a date, to ask for the smallest cluster, the largest model or the latest start.',
  infeasible: 'What cannot be',
  fallen: (points: string, reason: string) => t`${points} ways: ${reason}`,
  refused: 'Please correct',
})

export type Answer = Readonly<
  Record<'gpus' | 'system' | 'cap' | 'time' | 'cost' | 'energy' | 'carbon', string>
>
export type Smallest = Readonly<Record<'days' | 'chance' | 'gpus' | 'reaches', string>>
export type Model = Readonly<Record<'budget' | 'parameters' | 'tokens' | 'low' | 'high', string>>
