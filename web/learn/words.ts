import { exact, short } from '../format.ts'
import { say, t, translated } from '../language.ts'
import plain from '../words/plain/learn.json'
import names from '../words/choices.json'
/** The words of Learn: whole sentences with parameters, so that other languages can follow. */
export const learnWords = translated({
  ...plain,
  minutes: (count: number) => t`${String(count)} minutes`,
  prediction: (unit: string) => t`Your prediction (${unit})`,
  compared: (said: string, right: string, off: string) =>
    t`You said ${said}; it is ${right}, ${off} away from what you said.`,
  factor: (times: string) => t`a factor of ${times}`,
  kept: (text: string, held: string, limit: string) => t`${text}: ${held}. Kept: ${limit} is asked.`,
  broken: (text: string, held: string, limit: string) => t`${text}: ${held}. Not kept: ${limit} is asked.`,
  most: (limit: string) => t`at most ${limit}`,
  least: (limit: string) => t`at least ${limit}`,
  yourAnswer: (unit: string) => t`Your answer (${unit})`,
  right: (right: string) => t`Right: it is ${right}.`,
  wrong: (tolerance: string) =>
    t`Not yet. An answer within ${tolerance} % counts; try once more, or change a setting.`,
  solution: (predicted: string, asked: string) =>
    t`At these settings: the prediction is ${predicted}, the question ${asked}.`,
  inClass: (name: string) => t`Class: ${name}`,
  chart: (y: string, x: string) => t`${y} over ${x}. The table below holds the same figures.`,
  value: (figure: string, unit: string) => (unit === '' ? figure : `${figure} ${unit}`),
})

const choices: Readonly<Record<string, string>> = { ...names, ...plain.choices }

/** A value of a setting by its name, in the language of the page; a number as it is written there. */
export function named(value: string | number): string {
  return Number.isNaN(Number(value)) ? say(choices[value] ?? String(value)) : exact(Number(value))
}

export function cell(value: number | null): string {
  return value === null || Number.isNaN(value) ? learnWords.none : short(value)
}
