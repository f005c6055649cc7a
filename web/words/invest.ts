import { plural, t, translated } from '../language.ts'
import plain from './invest.json'
/** Words of the Invest view. */
export const investWords = translated({
  ...plain,
  rentHelp: (currency: string) => t`in ${currency}; empty: the market's median, where a dated rate is known`,
  perHour: (currency: string) => `${currency}/h`,
  notes: {
    useful: (goodput: string) => t`÷ goodput of ${goodput}`,
    present: (years: number) =>
      plural(years, { one: t`of owning, over one year`, other: t`of owning, over ${String(years)} years` }),
    power: (energy: string) => t`${energy} MWh a year, cooling included`,
    hour: (use: string) => t`at ${use} % use`,
  },
  breakEven: {
    ...plain.breakEven,
    above: (use: string) => t`Owning is cheaper than renting above ${use}\u00a0% use`,
    alone: (half: string, most: string, currency: string) =>
      t`From half to full use the cost of an hour falls from ${currency}\u00a0${half} to ${most}`,
    point: (use: string, cost: string) => t`at ${use} % use: ${cost} an hour`,
    pointWith: (use: string, cost: string, parts: string) =>
      t`at ${use} % use: ${cost} an hour, with ${parts}`,
    filled: (parts: string) =>
      t`The curve has ${parts} filled in, as a rent holds them; the hour above is without.`,
  },
  apart: (low: string, high: string) => t`by ${low} to ${high}`,
  apartEither: (low: string, high: string) => t`the difference runs from ${low} to ${high}`,
  rate: (r: string) => t`Converted by a dated rate: ${r}`,
  cashAxis: (currency: string) => t`${currency} a year; the top of the chart is`,
  served: {
    ...plain.served,
    cost: (currency: string) => t`${currency} a year`,
    million: (currency: string) => t`${currency} for a million tokens`,
  },
  project: (count: string, name: string, m: string) =>
    t`${count} projects, if all hours went to them: ${name}, ${m} times the final run`,
  counted: (run: string, hours: string) => t`Counted in ${run}: ${hours} accelerator-hours a run.`,
  mixed: (projects: string, researchers: string) =>
    t`Half and half: ${projects} projects and ${researchers} researchers`,
  servedOr: (tokens: string) => t`Or ${tokens} tokens served a day`,
  isSite: (name: string) => t`${name} (the site)`,
  indicator: (value: string, full: string, unit: string) => t`${value} of ${full} ${unit}:`,
  caps: (name: string, meaning: string, cap: string) => t`${name}: ${meaning}; caps at ${cap} of 100.`,
  frame: (name: string, position: string) => t`${name}: ${position} of 100.`,
  assurance: (level: string) =>
    t`Union assurance level ${level} of 4, of the criteria that are said to be met.`,
  spent: (money: string, years: number) => t`${money} over ${String(years)} years`,
  spendColumns: (each: string) => ['', t`Weights`, t`from`, t`to`, t`points`, t`for each ${each}`],
  chains: (name: string) => t`The causes: ${name}`,
})
