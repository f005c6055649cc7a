import { t, translated } from '../language.ts'
import plain from './plain/pilot.json'
/** Words of a training log that narrows the answer: whole sentences with parameters. */
export const pilotWords = translated({
  ...plain,
  asPlan: (model: string, system: string) => t`Model and machine as above: ${model} on ${system}.`,
  change: (before: string, after: string) =>
    t`Days held, p10 to p90: ${before} before the log, ${after} with it.`,
  constant: (meaning: string, before: string, after: string) => t`${meaning}: ${before}, now ${after}`,
  spread: (value: string, percent: string) => `${value} ± ${percent}\u00a0%`,
  carry: (what: string, before: string, after: string) => t`${what}: ${before} before, ${after} now`,
  range: (low: string, high: string) => t`${low} to ${high}`,
  leftOut: (id: string, problem: string) => t`Left out, line ${id}: ${problem}`,
})

/** Words of a model and a machine of a person's own. */
export const ownWords = translated({
  model: {
    ...plain.own.model,
    read: (name: string, parameters: string, active: string) =>
      parameters === active
        ? t`Read as ${name}: ${parameters} parameters.`
        : t`Read as ${name}: ${parameters} parameters, ${active} of them at work on a token.`,
  },
  system: {
    ...plain.own.system,
    read: (name: string, accelerator: string) => t`Read as ${name}, with ${accelerator}.`,
  },
})
