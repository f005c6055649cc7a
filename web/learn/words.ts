import { exact, short, withUnit } from '../format.ts'
import { say, translated, worded } from '../language.ts'
import plain from '../words/plain/learn.json'
import names from '../words/choices.json'
import said from '../words/said/learn.json'
/** The words of Learn: whole sentences with parameters, so that other languages can follow. */
export const learnWords = translated({
  ...worded(plain, said),
  value: (figure: string, unit: string) => {
    const [, scale = '', currency = unit] = /^(\S+) ([A-Z]{3})$/.exec(unit) ?? []
    return withUnit(`${figure} ${scale}`.trim(), currency)
  },
})

const choices: Readonly<Record<string, string>> = { ...names, ...plain.choices }

/** A value of a setting by its name, in the language of the page; a number as it is written there. */
export function named(value: string | number): string {
  return Number.isNaN(Number(value)) ? say(choices[value] ?? String(value)) : exact(Number(value))
}

export function cell(value: number | null): string {
  return value === null || Number.isNaN(value) ? learnWords.none : short(value)
}
