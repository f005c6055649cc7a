import { amid, t, translated } from './language.ts'
import plain from './words/plain/page.json'

/** All words of the page, in one place: whole sentences with parameters, so that other languages can follow. */
export const words = translated({
  ...plain,
  headline: (h: Headline) =>
    t`${h.model} on ${h.tokens} tokens takes ${h.from} to ${h.to} days on ${h.gpus} accelerators of ${h.system}: ${h.hoursFrom} to ${h.hoursTo} GPU-hours, about ${h.currency}\u00a0${h.cost} at the ${h.basis}.`,
  notes: {
    time: (from: string, to: string) =>
      t`held by the run; ${from} to ${to} on the calendar, with waits and maintenance`,
    energy: 'with cooling, on gross hours',
    carbon: 'electricity and making the hardware',
    money: (hours: string, net: string) =>
      t`${hours} GPU-hours gross: all hours allocated, net ${net} at full speed`,
  },
  whyOf: (figure: string) => t`Why ${amid(figure)}?`,
  own: { ...plain.own, option: (name: string) => t`Your own: ${name}` },
  lost: {
    ...plain.lost,
    help: (fault: string) =>
      t`It could not be loaded, or broke off: ${fault}. The connection may be gone; what is in sight still holds.`,
  },
  use: (value: string) => t`Use ${value}`,
  footer: (version: string) =>
    t`Petaplan ${version} · Apache-2.0 · computed in your browser, nothing is sent`,
})

export type Headline = Readonly<
  Record<'model' | 'tokens' | 'from' | 'to' | 'gpus' | 'system' | 'hoursFrom' | 'hoursTo', string> &
    Record<'currency' | 'cost' | 'basis', string>
>
