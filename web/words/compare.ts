import { t, translated } from '../language.ts'
import plain from './plain/compare.json'
/** Words of the Compare view. */
export const compareWords = translated({
  ...plain,
  remove: (name: string) => t`Take away ${name}`,
  pair: (one: string, other: string) => t`${one}, and: ${other}`,
  headline: (h: CompareHeadline) =>
    t`${h.more} takes ${h.factor} times the ${h.measure} of ${h.less}: ${h.most} against ${h.least}.`,
  same: (a: string, b: string) => t`${a} and ${b} take the same in every measure.`,
  one: (name: string) => t`${name} is pinned; pin one more to compare.`,
  run: (model: string, system: string, gpus: string) => t`${model} on ${gpus} of ${system}`,
  against: (name: string) => t`Against ${name}`,
  factor: (name: string, value: string) => `${name} × ${value}`,
  product: (measure: string, value: string, factors: string) => `${measure} × ${value} = ${factors}`,
})

export type CompareHeadline = Readonly<
  Record<'more' | 'less' | 'factor' | 'measure' | 'most' | 'least', string>
>
