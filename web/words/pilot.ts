import { t, translated, worded } from '../language.ts'
import plain from './plain/pilot.json'
import said from './said/pilot.json'
/** Words of a training log that narrows the answer: whole sentences with parameters. */
export const pilotWords = translated({
  ...worded(plain, said),
  spread: (value: string, percent: string) => `${value} ± ${percent}\u00a0%`,
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
