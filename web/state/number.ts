import { spoken } from '../language.ts'

const letters: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12, p: 1e15 }

/** A quantity as typed; null when it is not one (the simulation says what is wrong with it). */
export function numberOf(text: string): number | null {
  const match = /^((?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d*)?(?:e[+-]?\d+)?)\s*([kmbgtp]?)$/i.exec(text.trim())
  const value =
    Number((match?.[1] ?? 'x').replaceAll(',', '')) * (letters[(match?.[2] ?? '').toLowerCase()] ?? 1)
  return Number.isFinite(value) && value > 0 ? value : null
}

/** A number with one mark between its digits: no date, no thousands in several groups, no name with a version. */
const pointed = /(?<![\p{L}\d.]|\p{L}-)(\d+)\.(\d+)(?!\.?\d)/gu
const commaed = /(?<![\p{L}\d,]|\p{L}-)(\d+),(\d+)(?!,?\d)/gu

/** What a field holds, as the language writes numbers: 0,7 in German and French. JSON has no language. */
export function inWriting(held: string): string {
  return hasComma(held) ? held.replaceAll(pointed, '$1,$2') : held
}

/** What is held of what is written in a field; a point stays what it is in every language. */
export function heldOf(written: string): string {
  return hasComma(written) ? written.replaceAll(commaed, '$1.$2') : written
}

function hasComma(text: string): boolean {
  return ['de', 'fr'].includes(spoken.value.language) && !/[[{]/.test(text)
}
